# https://github.com/schmas/docker-openvpn-client/issues/12
# tun: tun0
# The same with public addresses in the tunnel.
replay <<'END'
0.0.0.0/1 via 80.255.5.65 dev tun0
default via 172.18.0.1 dev eth0
80.255.5.4 via 172.18.0.1 dev eth0
80.255.5.64/27 dev tun0  proto kernel  scope link  src 80.255.5.87
128.0.0.0/1 via 80.255.5.65 dev tun0
172.18.0.0/16 dev eth0  proto kernel  scope link  src 172.18.0.2
END
