# https://github.com/openwrt/packages/issues/15640
# OpenWrt's mwan3 with two lines, the first of which has two default routes. The tables are not
# in the report, and its rules end with 1001: 1002 is cut off.
replay <<'END'
default via 10.0.3.2 dev eth1 proto static src 10.0.3.15
default via 10.0.3.2 dev eth1 proto static metric 10
default via 10.0.4.2 dev eth2 proto static metric 20
10.0.3.0/24 dev eth1 proto kernel scope link src 10.0.3.15
10.0.4.0/24 dev eth2 proto kernel scope link src 10.0.4.15
192.166.57.0/24 dev br-lan proto kernel scope link src 192.166.57.106
192.166.58.0/24 dev eth0 proto kernel scope link src 192.166.58.4
1001:	from all iif eth1 lookup 1
END
