# https://github.com/openwrt/openwrt/issues/13785
# ppp: pppoe-wan
# tun: tailscale0
# OpenWrt with a line of PPPoE, a delegated prefix and default routes by source. The hosts'
# parts of the addresses are not in the report.
replay <<'END'
inet6 2408:8206:2430:2455::1/64 scope global dynamic noprefixroute pppoe-wan
inet6 2408:8207:2432:88e0::1/60 scope global dynamic noprefixroute br-lan
inet6 fd9e:1df:e0ad::1/60 scope global noprefixroute br-lan
default from 2408:8206:2430:2455::/64 via fe80::8e90:d3ff:fe72:8311 dev pppoe-wan proto static metric 512 pref medium
default from 2408:8207:2432:88e0::/60 via fe80::8e90:d3ff:fe72:8311 dev pppoe-wan proto static metric 512 pref medium
unreachable 2408:8206:2430:2455::/64 dev lo proto static metric 2147483647 pref medium
2408:8207:2432:88e0::/64 dev br-lan proto static metric 1024 pref medium
unreachable 2408:8207:2432:88e0::/60 dev lo proto static metric 2147483647 pref medium
fd9e:1df:e0ad::/64 dev br-lan proto static metric 1024 pref medium
unreachable fd9e:1df:e0ad::/48 dev lo proto static metric 2147483647 pref medium
fe80::/64 dev eth1 proto kernel metric 256 pref medium
fe80::/64 dev tailscale0 proto kernel metric 256 pref medium
fe80::/64 dev br-lan proto kernel metric 256 pref medium
END
