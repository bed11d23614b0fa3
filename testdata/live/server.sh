# A rented server: one address, a gateway outside its network, further addresses.
link eth0
ip address add 203.0.113.77/32 dev eth0
ip address add 198.51.100.40/32 dev eth0
ip route add default via 192.0.2.1 dev eth0 onlink
ip -6 address add 2001:db8:a::2/64 dev eth0 nodad
ip -6 route add default via fe80::1 dev eth0
