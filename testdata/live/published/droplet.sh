# https://github.com/coreos/coreos-cloudinit/pull/403
# A cloud host with an anchor address, link-local addresses, and a second default route without
# a gateway.
replay <<'END'
inet 169.254.57.197/16 brd 169.254.255.255 scope link eth0
inet 159.203.20.240/20 brd 159.203.31.255 scope global eth0
inet 10.20.0.5/16 brd 10.20.255.255 scope global eth0
inet6 fe80::601:80ff:feba:e501/64 scope link eth0
default via 159.203.16.1 dev eth0  proto static
default dev eth0  proto static  scope link  metric 2048
10.20.0.0/16 dev eth0  proto kernel  scope link  src 10.20.0.5
159.203.16.0/20 dev eth0  proto kernel  scope link  src 159.203.20.240
169.254.0.0/16 dev eth0  proto kernel  scope link  src 169.254.57.197
172.17.0.0/16 dev docker0  proto kernel  scope link  src 172.17.42.1
END
