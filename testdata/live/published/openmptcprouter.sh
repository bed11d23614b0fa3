# https://github.com/Ysurac/openmptcprouter/issues/1540
# tun: tun0
# OpenMPTCProuter: a tunnel over two lines, and a route with two next hops to its server. The
# server and the lines' own addresses are masked or not in the report.
replay <<'END'
inet 192.168.2.1/24 scope global noprefixroute eth0.2
inet 192.168.10.2/24 scope global noprefixroute eth0.10
inet 192.168.20.2/24 scope global noprefixroute eth0.20
default via 10.255.255.1 dev tun0
default via 192.168.10.1 dev eth0.10 metric 3
default via 192.168.20.1 dev eth0.20 metric 4
default via 10.255.255.1 dev tun0 metric 10
default via 10.255.255.1 dev tun0 metric 1200
10.255.255.1 dev tun0 proto kernel scope link src 10.255.255.2
10.255.255.2 dev tun0 scope link metric 10
10.255.255.2 dev tun0 scope link metric 1200
104.238.0.1
        nexthop via 192.168.10.1 dev eth0.10 weight 1
        nexthop via 192.168.20.1 dev eth0.20 weight 10
127.0.0.0/8 dev lo proto static scope link metric 5
192.168.2.0/24 dev eth0.2 proto static scope link metric 8
192.168.10.0/24 dev eth0.10 scope link metric 3
192.168.20.0/24 dev eth0.20 scope link metric 4
END
