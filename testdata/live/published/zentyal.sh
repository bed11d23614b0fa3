# https://github.com/zentyal/zentyal/issues/2226
# Multi-WAN of Zentyal: two lines with the same metric. Tables 101 and 102 are not in the report.
replay <<'END'
default via 172.26.1.10 dev eth1 proto static metric 1 onlink
default via 172.26.2.10 dev eth3 proto static metric 1 onlink
10.0.0.0/24 dev eth4 proto kernel scope link src 10.0.0.10 metric 104
172.26.0.0/24 dev eth0 proto kernel scope link src 172.26.0.10 metric 100
172.26.1.0/24 dev eth1 proto kernel scope link src 172.26.1.11 metric 101
172.26.2.0/24 dev eth3 proto kernel scope link src 172.26.2.11 metric 103
192.168.0.0/24 dev eth2 proto kernel scope link src 192.168.0.10 metric 102
32759:  from all lookup main
32760:  from all fwmark 0x1/0xff lookup 101
32761:  from all fwmark 0x2/0xff lookup 102
32762:  from 172.26.2.11 lookup 101
32763:  from 172.26.2.10 lookup 101
32764:  from 172.26.1.11 lookup 102
32765:  from 172.26.1.10 lookup 102
END
