# https://github.com/pi-hole/pi-hole/issues/3656
# A Raspberry Pi whose dhcpcd took a link-local address beside the written one.
replay <<'END'
default via 192.168.1.1 dev eth0
169.254.0.0/16 dev eth0 scope link src 169.254.140.137 metric 202
inet 169.254.140.137/16 scope global noprefixroute eth0
192.168.1.0/24 dev eth0 proto kernel scope link src 192.168.1.2
END
