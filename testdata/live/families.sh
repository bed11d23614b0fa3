# IPv6 prefers another provider than IPv4, and a firewall uses our usual numbers.
link eth0
ip address add 203.0.113.2/30 dev eth0
ip -6 address add 2001:db8:1::2/64 dev eth0 nodad
link eth1
ip address add 198.51.100.2/30 dev eth1
ip -6 address add 2001:db8:2::2/64 dev eth1 nodad
ip route add default via 203.0.113.1 dev eth0 metric 1
ip route add default via 198.51.100.1 dev eth1 metric 2
ip -6 route add default via 2001:db8:1::1 dev eth0 metric 20
ip -6 route add default via 2001:db8:2::1 dev eth1 metric 10
ip route add 192.0.2.0/24 via 198.51.100.1 dev eth1 table 101
ip rule add priority 20005 fwmark 0x1000/0xf000 to 192.0.2.0/24 lookup 101
