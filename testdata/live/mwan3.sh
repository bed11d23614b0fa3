# OpenWrt with mwan3, whose rules and marks are where ours would be.
link eth0
ip address add 203.0.113.2/30 dev eth0
ip route add default via 203.0.113.1 dev eth0 proto static metric 10
link eth1
ip address add 198.51.100.2/30 dev eth1
ip route add default via 198.51.100.1 dev eth1 proto static metric 20
link br-lan
ip address add 192.168.1.1/24 dev br-lan
for i in 1 2; do
	ip route add 192.168.1.0/24 dev br-lan table "$i"
	ip rule add priority "200$i" fwmark "0x${i}00/0x3f00" lookup "$i"
	ip rule add priority "300$i" fwmark "0x${i}00/0x3f00" unreachable
done
ip route add default via 203.0.113.1 dev eth0 table 1
ip route add default via 198.51.100.1 dev eth1 table 2
ip rule add priority 1001 iif eth0 lookup 1
ip rule add priority 1002 iif eth1 lookup 2
ip rule add priority 2061 fwmark 0x3d00/0x3f00 blackhole
