# A node of Kubernetes with flannel, and a second card.
link ens3
ip address add 203.0.113.10/24 dev ens3 valid_lft 3600 preferred_lft 3600
ip route add default via 203.0.113.1 dev ens3 proto dhcp src 203.0.113.10 metric 100
link ens4
ip address add 198.51.100.10/24 dev ens4
ip route add default via 198.51.100.1 dev ens4 metric 200
link cni0
ip address add 10.244.1.1/24 dev cni0
link flannel.1
ip address add 10.244.1.0/32 dev flannel.1
ip route add 10.244.0.0/24 via 10.244.0.0 dev flannel.1 onlink
ip route add 10.244.2.0/24 via 10.244.2.0 dev flannel.1 onlink
