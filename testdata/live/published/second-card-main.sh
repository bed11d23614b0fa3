# https://github.com/amazonlinux/amazon-ec2-net-utils/pull/8
# Two cards, the networks of which overlap; the second one has a table and no rule. The address
# of eth0 is the host's name.
replay <<'END'
default via 172.31.16.1 dev eth0
default via 172.31.16.1 dev eth1 metric 10001
169.254.169.254 dev eth0
172.31.0.0/16 dev eth1 proto kernel scope link src 172.31.21.38
172.31.16.0/20 dev eth0 proto kernel scope link src 172.31.31.118
table 10001
default via 172.31.16.1 dev eth1
172.31.16.0/20 dev eth1
END
