# https://github.com/mizzy/specinfra/pull/288
# A switch of Cumulus Linux: a routing daemon's route with four next hops.
replay <<'END'
default via 192.168.0.1 dev eth0
10.2.1.2  proto zebra  metric 20
	nexthop via 10.2.1.2  dev swp1 weight 1 onlink
	nexthop via 10.2.1.2  dev swp2 weight 1 onlink
	nexthop via 10.2.1.2  dev swp3 weight 1 onlink
	nexthop via 10.2.1.2  dev swp4 weight 1 onlink
10.4.1.0/25 dev br0  proto kernel  scope link  src 10.4.1.1
10.4.1.128/25 dev br1  proto kernel  scope link  src 10.4.1.129
192.168.0.0/24 dev eth0  proto kernel  scope link  src 192.168.0.11
END
