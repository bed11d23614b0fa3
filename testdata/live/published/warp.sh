# https://github.com/P3TERX/warp.sh/issues/51
# wireguard: wg0
# A rented server with wg-quick, and a rule that keeps answers out of the tunnel. Table 51820
# and the tunnel's address are not in the report.
replay <<'END'
inet 172.16.0.2/32 scope global wg0
default via 10.0.0.1 dev enp0s3 proto static
10.0.0.0/24 dev enp0s3 proto kernel scope link src 10.0.0.44
table 51820
default dev wg0 scope link
18:	from 10.0.0.44 lookup main
32764:	from all lookup main suppress_prefixlength 0
32765:	not from all fwmark 0xca6c lookup 51820
END
