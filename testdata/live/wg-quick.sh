# wireguard: wg0
# A laptop whose traffic all goes through a tunnel of wg-quick.
link wlan0
ip address add 192.168.178.44/24 dev wlan0 valid_lft 3600 preferred_lft 3600
ip route add default via 192.168.178.1 dev wlan0 proto dhcp src 192.168.178.44 metric 600
link wg0
ip address add 10.8.0.2/32 dev wg0
ip route add default dev wg0 scope link table 51820
ip rule add not fwmark 51820 table 51820
ip rule add table main suppress_prefixlength 0
