# Two providers with tables and rules as the HOWTO has them, public servers, a
# router behind the desks.
printf '101 isp1\n102 isp2\n' >>/etc/iproute2/rt_tables
link eth0
ip address add 203.0.113.2/29 dev eth0
ip address add 203.0.113.3/29 dev eth0
link eth1
ip address add 198.51.100.2/30 dev eth1
link eth2
ip address add 10.1.0.1/16 dev eth2
link eth3
ip address add 192.0.2.1/27 dev eth3
ip route add default via 203.0.113.1 dev eth0
ip route add 10.50.0.0/16 via 10.1.0.2 dev eth2
ip route add 10.60.0.0/16 via 10.1.0.2 dev eth2 proto bird
ip route add 203.0.113.0/29 dev eth0 table isp1
ip route add default via 203.0.113.1 dev eth0 table isp1
ip route add 198.51.100.0/30 dev eth1 table isp2
ip route add default via 198.51.100.1 dev eth1 table isp2
for table in isp1 isp2; do
	ip route add 10.1.0.0/16 dev eth2 table "$table"
	ip route add 192.0.2.0/27 dev eth3 table "$table"
	ip route add 10.50.0.0/16 via 10.1.0.2 dev eth2 table "$table"
	ip route add 10.60.0.0/16 via 10.1.0.2 dev eth2 table "$table"
done
ip rule add priority 30001 from 203.0.113.2 lookup isp1
ip rule add priority 30002 from 198.51.100.2 lookup isp2
ip rule add priority 30003 from 192.0.2.0/27 lookup isp1
ip rule add priority 30004 from 10.1.9.0/24 lookup isp2
ip rule add priority 30005 iif eth2 ipproto tcp dport 25 lookup isp2
ip rule add priority 30006 fwmark 0x100/0xff00 lookup isp2
