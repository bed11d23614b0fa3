# https://github.com/amazonlinux/amazon-ec2-net-utils/pull/39
# Two cards in one subnet of a cloud, with a prefix and IPv6 by DHCP on the second.
replay <<'END'
inet 10.0.0.20/24 brd 10.0.0.255 scope global dynamic eth0
inet 10.0.0.135/24 brd 10.0.0.255 scope global dynamic eth1
inet6 2600:1f14:eeb:2203::6844/128 scope global dynamic eth1
default via 10.0.0.1 dev eth0
default via 10.0.0.1 dev eth1 metric 10001
10.0.0.0/24 dev eth0 proto kernel scope link src 10.0.0.20
10.0.0.0/24 dev eth1 proto kernel scope link src 10.0.0.135
table 10001
default via 10.0.0.1 dev eth1
10.0.0.0/24 dev eth1 proto kernel scope link src 10.0.0.135
default via fe80::8f:53ff:fe6f:64ef dev eth1 metric 1024 pref medium
32764:  from 10.0.0.48/28 lookup 10001
32765:  from 10.0.0.135 lookup 10001
32764:  from 2600:1f14:eeb:2203:8772::/80 lookup 10001
32765:  from 2600:1f14:eeb:2203::6844 lookup 10001
END
