# https://github.com/moby/moby/issues/49653
# A host of Docker whose DHCP client takes the containers' interfaces for cards. The address of
# eth0 is cut off.
replay <<'END'
0.0.0.0 dev veth0f1ec05 scope link
0.0.0.0 dev veth9501d83 scope link
default via 192.168.1.1 dev eth0
default via 192.168.1.1 dev eth0 proto static metric 100 onlink
169.254.0.0/16 dev veth9501d83 proto kernel scope link src 169.254.3.81
169.254.0.0/16 dev vethf714226 proto kernel scope link src 169.254.236.175
169.254.0.0/16 dev veth54445a2 proto kernel scope link src 169.254.118.35
192.168.1.0/24 dev eth0 proto kernel scope link src 192.168.1.2
END
