#!/bin/sh
trap 'echo "splitroute: this script is cut short, and did nothing" >&2; exit 1' EXIT
# Watches 3 providers, from health.hcl: those that don't answer are no longer chosen.
# Written by gen-splitroute 0.1.0, to be read, checked and edited.
#
# sh monitor.sh                    watches until it is stopped, and logs to standard error; it has
#                                  setup.sh, which lies beside it, change the routing
# sh monitor.sh --setup FILE       the same with another setup script
# sh monitor.sh status [--json]    what it finds now; exits with 3 while a provider is down
# sh monitor.sh down NAME          takes a provider out by hand, as long as it runs
# sh monitor.sh up NAME            has it watched again, and used at once
# sh monitor.sh release            has all of them used again
set -eu

choices='1000' mark_mask='0x3f00' providers='fibre lte tunnel'
preferred='provider.fibre.ipv4 provider.fibre.ipv6' backups='provider.lte.ipv4 provider.tunnel.ipv4'

# Times are in ms; a timeout of 0 is three times the median round trip. suspect, fall and rise count
# probes in a row.
watches() {
	watch fibre/ipv4 uplinks='provider.fibre.ipv4' mark=0x100 quorum=2 interval=500 timeout=600 suspect=3 fall=10 rise=20 failback=120000 window=60000 loss=25 latency=400 keep=1
	target 192.0.2.53 provider.fibre.ipv4 eth0
	target 198.51.100.53 provider.fibre.ipv4 eth0
	target gateway provider.fibre.ipv4 eth0
	resolve example.org 192.0.2.153
	watch fibre/ipv6 uplinks='provider.fibre.ipv6' mark=0x100 quorum=2 interval=500 timeout=600 suspect=3 fall=10 rise=20 failback=120000 window=60000 loss=25 latency=400 keep=1
	target 2001:db8:53::1 provider.fibre.ipv6 eth0
	target gateway provider.fibre.ipv6 eth0
	resolve example.org 192.0.2.153
	watch lte uplinks='provider.lte.ipv4' mark=0x200 quorum=2 interval=500 timeout=0 suspect=4 fall=15 rise=15 failback=30000 window=30000 loss=25 latency=400 metered=1
	target 192.0.2.53 provider.lte.ipv4 wwan0
	target 198.51.100.53 provider.lte.ipv4 wwan0
	target gateway provider.lte.ipv4 wwan0
	watch tunnel uplinks='provider.tunnel.ipv4' mark=0x300 quorum=2 interval=500 timeout=0 suspect=4 fall=15 rise=15 failback=30000 window=30000 loss=25 latency=400
	target 192.0.2.1 provider.tunnel.ipv4 tun0
	target 198.51.100.1 provider.tunnel.ipv4 tun0
}
