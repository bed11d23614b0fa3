# https://github.com/openwrt/packages/issues/15617
# OpenWrt's mwan3 with a cable and two modems. Main is not in the report: mwan3 copies its routes.
replay <<'END'
inet 192.168.1.103/24 scope global eth1
inet 10.170.232.122/30 scope global wwan0
inet 100.68.31.228/29 scope global wwan1
192.168.0.0/16 dev wlan0 proto kernel scope link src 192.168.182.1
192.168.70.0/24 dev br-lan proto kernel scope link src 192.168.70.1
default via 192.168.1.254 dev eth1 proto static src 192.168.1.103 metric 30
table 1
default via 192.168.1.254 dev eth1 proto static src 192.168.1.103 metric 30
192.168.0.0/16 dev wlan0 proto kernel scope link src 192.168.182.1
192.168.1.0/24 dev eth1 proto static scope link metric 30
192.168.70.0/24 dev br-lan proto kernel scope link src 192.168.70.1
table 2
default via 10.170.232.121 dev wwan0 proto static src 10.170.232.122 metric 20
10.170.232.120/30 dev wwan0 proto static scope link metric 20
192.168.0.0/16 dev wlan0 proto kernel scope link src 192.168.182.1
192.168.70.0/24 dev br-lan proto kernel scope link src 192.168.70.1
table 3
default via 100.68.31.229 dev wwan1 proto static src 100.68.31.228 metric 10
100.68.31.224/29 dev wwan1 proto static scope link metric 10
192.168.0.0/16 dev wlan0 proto kernel scope link src 192.168.182.1
192.168.70.0/24 dev br-lan proto kernel scope link src 192.168.70.1
1001:	from all iif eth1 lookup 1
1002:	from all iif wwan0 lookup 2
1003:	from all iif wwan1 lookup 3
2001:	from all fwmark 0x100/0x3f00 lookup 1
2002:	from all fwmark 0x200/0x3f00 lookup 2
2003:	from all fwmark 0x300/0x3f00 lookup 3
2061:	from all fwmark 0x3d00/0x3f00 blackhole
2062:	from all fwmark 0x3e00/0x3f00 unreachable
3001:	from all fwmark 0x100/0x3f00 unreachable
3002:	from all fwmark 0x200/0x3f00 unreachable
3003:	from all fwmark 0x300/0x3f00 unreachable
END
