# wireguard: wg0
# A gateway with strongSwan, whose routes are in table 220, and a WireGuard server.
link wan
ip address add 203.0.113.2/30 dev wan
ip route add default via 203.0.113.1 dev wan
link lan
ip address add 10.1.0.1/24 dev lan
link wg0
ip address add 10.8.0.1/24 dev wg0
ip route add 10.9.0.0/16 via 203.0.113.1 dev wan src 10.1.0.1 table 220
ip rule add priority 220 lookup 220
