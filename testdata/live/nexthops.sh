# Two providers balanced by nexthop objects.
link eth0
link eth1
ip address add 203.0.113.2/30 dev eth0
ip address add 198.51.100.2/30 dev eth1
ip nexthop add id 1 via 203.0.113.1 dev eth0
ip nexthop add id 2 via 198.51.100.1 dev eth1
ip nexthop add id 10 group 1,3/2
ip route add default nhid 10
