# One interface, two routers on the same wire in networks of their own.
link eth0
ip address add 203.0.113.2/30 dev eth0
ip address add 198.51.100.2/30 dev eth0
ip route add default via 203.0.113.1 dev eth0
ip route add default via 198.51.100.1 dev eth0 metric 10
link eth1
ip address add 10.0.0.1/24 dev eth1
