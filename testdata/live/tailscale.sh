# tun: tailscale0
# A host with Tailscale, whose rules come early.
link enp1s0
ip address add 192.168.178.10/24 dev enp1s0 valid_lft 3600 preferred_lft 3600
ip route add default via 192.168.178.1 dev enp1s0 proto dhcp src 192.168.178.10 metric 1002
link tailscale0
ip address add 100.101.102.103/32 dev tailscale0
ip route add 100.100.100.100 dev tailscale0 table 52
ip rule add priority 5210 fwmark 0x80000/0xff0000 lookup main
ip rule add priority 5230 fwmark 0x80000/0xff0000 lookup default
ip rule add priority 5250 fwmark 0x80000/0xff0000 unreachable
ip rule add priority 5270 lookup 52
