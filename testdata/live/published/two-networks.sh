# https://github.com/systemd/systemd/issues/7200
# Two networks on one interface, the second with a table and a rule. These two follow from the
# report's configuration of networkd; it prints main alone.
replay <<'END'
default via 10.100.0.1 dev enp0s3
10.100.0.0/24 dev enp0s3 proto kernel scope link src 10.100.0.2
10.101.0.0/24 dev enp0s3 proto kernel scope link src 10.101.0.2
table 1
default via 10.101.0.1 dev enp0s3 proto static
500:	from 10.101.0.2 lookup 1
END
