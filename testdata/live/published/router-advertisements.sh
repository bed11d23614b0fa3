# https://github.com/systemd/systemd/issues/5002
# A laptop with networkd: both cards in one network, router advertisements on both. The metric
# of wl0's default route is cut off.
replay <<'END'
default via fe80::de9f:dbff:fe80:1e8 dev wl0 proto ra metric 1024  pref medium
default via fe80::de9f:dbff:fe80:1e8 dev en0 proto ra metric 1024  pref medium
172.23.97.0/24 dev wl0 proto kernel scope link src 172.23.97.52
172.23.97.0/24 dev en0 proto kernel scope link src 172.23.97.31
default via 172.23.97.254 dev en0 proto dhcp src 172.23.97.31 metric 512
default via 172.23.97.254 dev wl0 proto dhcp src 172.23.97.52 metric 1024
END
