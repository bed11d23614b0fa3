# https://github.com/canonical/cloud-init/issues/5877
# A virtual machine of cloud-init with NetworkManager.
replay <<'END'
default via 10.0.2.1 dev enp1s0 proto static metric 100
10.0.2.0/24 dev enp1s0 proto kernel scope link src 10.0.2.2 metric 100
END
