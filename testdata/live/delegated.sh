# Two providers of IPv6 with delegated prefixes: each has a default route for what
# is sent from its own addresses.
link eth0
ip -6 address add 2001:db8:1::2/64 dev eth0 nodad valid_lft 3600 preferred_lft 3600
link eth1
ip -6 address add 2001:db8:2::2/64 dev eth1 nodad valid_lft 3600 preferred_lft 3600
link lan0
ip -6 address add 2001:db8:1:100::1/64 dev lan0 nodad
ip -6 address add 2001:db8:2:200::1/64 dev lan0 nodad
ip -6 route add default from 2001:db8:1::/64 via fe80::1 dev eth0 proto static metric 512
ip -6 route add default from 2001:db8:1:100::/56 via fe80::1 dev eth0 proto static metric 512
ip -6 route add default from 2001:db8:2::/64 via fe80::2 dev eth1 proto static metric 640
ip -6 route add default from 2001:db8:2:200::/56 via fe80::2 dev eth1 proto static metric 640
ip -6 route add unreachable 2001:db8:1:100::/56 proto static metric 2147483647
