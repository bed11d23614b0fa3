# https://github.com/ibigbug/clash-rs/issues/1336
# tun: Meta
# A laptop with the auto-route of mihomo. The addresses of wlp2s0 are masked in the report, and
# table 2022 is not in it.
replay <<'END'
default via 192.0.2.1 dev wlp2s0 proto dhcp src 192.0.2.7 metric 600
192.0.2.0/24 dev wlp2s0 proto kernel scope link src 192.0.2.7 metric 600
198.18.0.0/30 dev Meta proto kernel scope link src 198.18.0.1
table 2022
default dev Meta scope link
9000:   from all to 198.18.0.0/30 lookup 2022
9001:   not from all dport 53 lookup main suppress_prefixlength 0
9001:   from all iif Meta goto 9010
9002:   not from all iif lo lookup 2022
9002:   from 0.0.0.0 iif lo lookup 2022
9002:   from 198.18.0.0/30 iif lo lookup 2022
9010:   from all nop
END
