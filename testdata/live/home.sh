# Fibre by DHCP, a stick with a SIM card, a bridge to the rooms, Docker.
link eth0
ip address add 203.0.113.57/24 brd + dev eth0 valid_lft 3600 preferred_lft 3600
ip route add default via 203.0.113.1 dev eth0 proto dhcp src 203.0.113.57 metric 100
link wwan0
ip address add 10.64.64.9/30 brd + dev wwan0 valid_lft 7200 preferred_lft 7200
ip route add default via 10.64.64.10 dev wwan0 proto dhcp src 10.64.64.9 metric 700
link br-lan
ip address add 192.168.1.1/24 brd + dev br-lan
link docker0
ip address add 172.17.0.1/16 brd + dev docker0
