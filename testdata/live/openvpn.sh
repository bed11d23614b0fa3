# tun: tun0
# A gateway whose traffic goes through a tunnel of OpenVPN, redirect-gateway def1.
link eth0
ip address add 203.0.113.2/30 dev eth0
ip route add default via 203.0.113.1 dev eth0
link eth1
ip address add 192.168.5.1/24 dev eth1
link tun0
ip address add 10.8.0.6 peer 10.8.0.5 dev tun0
ip route add 198.51.100.77 via 203.0.113.1 dev eth0
ip route add 0.0.0.0/1 via 10.8.0.5 dev tun0
ip route add 128.0.0.0/1 via 10.8.0.5 dev tun0
