# https://github.com/openSUSE/wicked/issues/842
# A laptop of openSUSE with both cards in one network.
replay <<'END'
default via 192.168.1.1 dev enp0s25 proto dhcp metric 100
default via 192.168.1.1 dev wlp3s0 proto dhcp metric 500
192.168.1.0/24 dev enp0s25 proto kernel scope link src 192.168.1.169
192.168.1.0/24 dev wlp3s0 proto kernel scope link src 192.168.1.238
END
