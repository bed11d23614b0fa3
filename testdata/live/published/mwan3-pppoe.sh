# https://github.com/openwrt/packages/issues/16837
# ppp: pppoe-ct_wan pppoe-cmcc_wan pppoe-cu_wan
# wireguard: wg0
# OpenWrt's mwan3 with three lines of PPPoE, one of which has no default route. The tables are
# not in the report.
replay <<'END'
default via 10.16.0.1 dev pppoe-ct_wan proto static metric 20
default via 10.240.64.1 dev pppoe-cmcc_wan proto static metric 30
10.0.0.0/24 dev wg0 proto kernel scope link src 10.0.0.1
10.0.0.2 dev wg0 proto static scope link
10.0.0.3 dev wg0 proto static scope link
10.0.0.5 dev wg0 proto static scope link
10.16.0.1 dev pppoe-ct_wan proto kernel scope link src 10.16.0.233
10.240.64.1 dev pppoe-cmcc_wan proto kernel scope link src 10.240.88.210
123.56.176.1 dev pppoe-cu_wan proto kernel scope link src 123.56.187.146
192.168.1.0/24 dev br-lan proto kernel scope link src 192.168.1.1
192.168.100.0/24 dev eth1 proto kernel scope link src 192.168.100.2
192.168.150.0/24 dev eth2 proto kernel scope link src 192.168.150.2
192.168.200.0/24 dev eth3 proto kernel scope link src 192.168.200.2
1001:	from all iif pppoe-cmcc_wan lookup 1
1002:	from all iif pppoe-ct_wan lookup 2
1003:	from all iif pppoe-cu_wan lookup 3
2001:	from all fwmark 0x100/0x3f00 lookup 1
2002:	from all fwmark 0x200/0x3f00 lookup 2
2003:	from all fwmark 0x300/0x3f00 lookup 3
2061:	from all fwmark 0x3d00/0x3f00 blackhole
2062:	from all fwmark 0x3e00/0x3f00 unreachable
END
