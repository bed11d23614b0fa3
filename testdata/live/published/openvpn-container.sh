# https://github.com/haugene/docker-transmission-openvpn/issues/1462
# tun: tun0
# A container whose OpenVPN takes all with two routes that are narrower than the default one.
replay <<'END'
0.0.0.0/1 via 10.36.112.1 dev tun0
default via 172.17.0.1 dev eth0
10.36.112.0/24 dev tun0 proto kernel scope link src 10.36.112.37
128.0.0.0/1 via 10.36.112.1 dev tun0
154.3.40.251 via 172.17.0.1 dev eth0
172.17.0.0/16 dev eth0 proto kernel scope link src 172.17.0.6
192.168.1.0/24 via 172.17.0.1 dev eth0
END
