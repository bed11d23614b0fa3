# ppp: ppp0 ppp1
# Two lines by PPPoE to one concentrator, VLANs for guests.
link ppp0
ip address add 100.64.7.2 peer 100.64.0.1 dev ppp0
ip route add default dev ppp0 scope link metric 100
link ppp1
ip address add 100.64.9.33 peer 100.64.0.1 dev ppp1
ip route add default dev ppp1 scope link metric 200
link eth1.10
ip address add 192.168.10.1/24 dev eth1.10
link eth1.20
ip address add 192.168.20.1/24 dev eth1.20
