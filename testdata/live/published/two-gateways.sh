# https://github.com/svinota/pyroute2/issues/230
# Two default routes by two gateways of one network on one interface, and the network's own
# route twice.
replay <<'END'
default via 172.16.3.254 dev enp0s25  proto static  metric 100
default via 172.16.0.254 dev enp0s25  metric 1200
172.16.0.0/22 dev enp0s25  proto kernel  scope link  src 172.16.0.69
172.17.0.0/16 dev docker0  proto kernel  scope link  src 172.17.0.1
END
ip route add 172.16.0.0/22 dev enp0s25 proto kernel scope link src 172.16.0.69 metric 100
