#!/bin/sh
trap 'echo "splitroute: this script is cut short, and did nothing" >&2; exit 1' EXIT
# Watches 2 providers, from health-rules.hcl: those that don't answer are no longer chosen.
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

choices='1068 1009 1079 1000' mark_mask='0x3f00' providers='isp1 isp-2'
preferred='provider.isp1.ipv4 provider.isp1.ipv6' backups='provider.isp-2.ipv4 provider.isp-2.ipv6'

# Times are in ms; a timeout of 0 is three times the median round trip. suspect, fall and rise count
# probes in a row.
watches() {
	watch isp1/ipv4 uplinks='provider.isp1.ipv4' mark=0x100 quorum=1 interval=1000 timeout=0 suspect=4 fall=15 rise=15 failback=30000 window=30000
	target 192.0.2.53 provider.isp1.ipv4 if1
	target 198.51.100.53 provider.isp1.ipv4 if1
	watch isp1/ipv6 uplinks='provider.isp1.ipv6' mark=0x100 quorum=1 interval=1000 timeout=0 suspect=4 fall=15 rise=15 failback=30000 window=30000
	target 2001:db8:53::1 provider.isp1.ipv6 if1
	target 2001:db8:54::1 provider.isp1.ipv6 if1
	watch isp-2/ipv4 uplinks='provider.isp-2.ipv4' mark=0x200 quorum=1 interval=1000 timeout=0 suspect=4 fall=15 rise=15 failback=30000 window=30000
	target 192.0.2.53 provider.isp-2.ipv4 if2
	target 198.51.100.53 provider.isp-2.ipv4 if2
	watch isp-2/ipv6 uplinks='provider.isp-2.ipv6' mark=0x200 quorum=1 interval=1000 timeout=0 suspect=4 fall=15 rise=15 failback=30000 window=30000
	target 2001:db8:53::1 provider.isp-2.ipv6 if2
	target 2001:db8:54::1 provider.isp-2.ipv6 if2
}
