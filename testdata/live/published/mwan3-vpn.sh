# https://github.com/openwrt/packages/issues/13145
# ppp: pppoe-wanb l2tp-l2tp
# wireguard: wg1
# OpenWrt's mwan3 with DHCP, PPPoE, L2TP and WireGuard. Table 1 is a copy of main, which is not in
# the report, and so is table 2, which is cut off after its third line. The addresses of eth4 and wg1
# are filled in to fit the routes.
replay <<'END'
inet 192.168.1.2/24 scope global eth4
inet 10.190.0.2/32 scope global wg1
10.0.0.1 dev l2tp-l2tp proto kernel scope link src 10.0.1.80
172.26.0.1 dev pppoe-wanb proto kernel scope link src 172.26.0.177
192.168.100.0/24 dev br-lan proto kernel scope link src 192.168.100.1
default via 192.168.1.1 dev eth4 metric 10
default via 172.26.0.1 dev pppoe-wanb metric 20
10.190.0.0/16 dev wg1 proto static scope link metric 30
125.85.190.26 via 192.168.1.1 dev eth4 proto static metric 10
139.99.105.5 via 192.168.1.1 dev eth4 proto static metric 10
192.168.1.0/24 dev eth4 proto static scope link metric 10
table 1
default via 192.168.1.1 dev eth4 metric 10
10.0.0.1 dev l2tp-l2tp proto kernel scope link src 10.0.1.80
10.190.0.0/16 dev wg1 proto static scope link metric 30
125.85.190.26 via 192.168.1.1 dev eth4 proto static metric 10
139.99.105.5 via 192.168.1.1 dev eth4 proto static metric 10
172.26.0.1 dev pppoe-wanb proto kernel scope link src 172.26.0.177
192.168.1.0/24 dev eth4 proto static scope link metric 10
192.168.100.0/24 dev br-lan proto kernel scope link src 192.168.100.1
table 2
default via 172.26.0.1 dev pppoe-wanb metric 20
10.0.0.1 dev l2tp-l2tp proto kernel scope link src 10.0.1.80
10.190.0.0/16 dev wg1 proto static scope link metric 30
125.85.190.26 via 192.168.1.1 dev eth4 proto static metric 10
139.99.105.5 via 192.168.1.1 dev eth4 proto static metric 10
172.26.0.1 dev pppoe-wanb proto kernel scope link src 172.26.0.177
192.168.1.0/24 dev eth4 proto static scope link metric 10
192.168.100.0/24 dev br-lan proto kernel scope link src 192.168.100.1
1001:	from all iif eth4 lookup 1
1002:	from all iif pppoe-wanb lookup 2
1003:	from all iif wg1 lookup 3
1004:	from all iif l2tp-l2tp lookup 4
2001:	from all fwmark 0x100/0x3f00 lookup 1
2002:	from all fwmark 0x200/0x3f00 lookup 2
2003:	from all fwmark 0x300/0x3f00 lookup 3
2004:	from all fwmark 0x400/0x3f00 lookup 4
2061:	from all fwmark 0x3d00/0x3f00 blackhole
2062:	from all fwmark 0x3e00/0x3f00 unreachable
END
