# Cable with router advertisements and a delegated prefix, DSL as well.
link eth0
ip address add 203.0.113.57/24 brd + dev eth0 valid_lft 3600 preferred_lft 3600
ip route add default via 203.0.113.1 dev eth0 proto dhcp src 203.0.113.57 metric 100
ip -6 address add 2001:db8:1::57/64 dev eth0 nodad valid_lft 3600 preferred_lft 3600
ip -6 route add default via fe80::1 dev eth0 proto ra metric 100
link eth1
ip address add 198.51.100.2/30 dev eth1
ip route add default via 198.51.100.1 dev eth1 metric 200
ip -6 address add 2001:db8:2::2/64 dev eth1 nodad
ip -6 route add default via 2001:db8:2::1 dev eth1 metric 200
link lan0
ip address add 192.168.1.1/24 dev lan0
ip -6 address add 2001:db8:1:100::1/64 dev lan0 nodad
ip -6 address add fd00:1::1/64 dev lan0 nodad
