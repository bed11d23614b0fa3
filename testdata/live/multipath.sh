# Three providers balanced in main by hand, one of them as a backup.
link wan1
ip address add 203.0.113.2/30 dev wan1
link wan2
ip address add 198.51.100.2/30 dev wan2
link wan3
ip address add 192.0.2.130/30 dev wan3
link lan
ip address add 10.0.0.1/24 dev lan
ip route add default nexthop via 203.0.113.1 dev wan1 weight 3 nexthop via 198.51.100.1 dev wan2 weight 1
ip route add default via 192.0.2.129 dev wan3 metric 50
