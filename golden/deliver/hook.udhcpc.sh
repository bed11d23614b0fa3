#!/bin/sh
# Runs the setup of splitroute after udhcpc has got, renewed or lost a lease.
# Written by gen-splitroute 0.1.0 from changing.hcl, for its "auto" values:
#   provider.fibre-1.ipv4: address, gateway on eth0
#   provider.fibre-1.ipv6: address, gateway, prefixes on eth0
#   provider.dsl.ipv4: address on ppp0
#   provider.old.ipv4: gateway on eth2
#
# Make it executable, and name it to udhcpc: udhcpc -s /etc/splitroute/udhcpc -i INTERFACE
# It first runs the script that udhcpc runs otherwise, which configures the interface.
#
# The setup runs in the background, after any other run has ended. Of the events of one interface
# that wait for that, only the newest runs it. What it says goes to /run/splitroute-hook/log, and to
# the system's log where there is a logger. Nothing runs while there is a file "stopped" beside it.

# shellcheck disable=SC2034 # not every configuration needs all of these variables
splitroute_hook() (
	set +eu
	PATH=$PATH:/usr/sbin:/usr/bin:/sbin:/bin
	setup=/etc/splitroute/setup.sh dir=/run/splitroute-hook
	interface=${interface:-}
	address=${ip:-} gateway=${router:-} gateway6=''
	case ${1:-} in bound | renew | deconfig) ;; *) exit 0 ;; esac
	case $interface in
	eth0) set -- "fibre_1_ipv4_address=$address" "fibre_1_ipv4_gateway=${gateway%% *}" ;;
	ppp0) set -- "dsl_ipv4_address=$address" ;;
	eth2) set -- "old_ipv4_gateway=${gateway%% *}" ;;
	*) exit 0 ;;
	esac
	[ -f "$setup" ] && [ ! -e "$dir/stopped" ] && mkdir -p "$dir" || exit 0
	echo "$$" >"$dir/$interface"
	(
		# Who reads what the program says must not wait for the end of this.
		exec 9>>"$dir/lock" </dev/null >/dev/null 2>&1
		! command -v flock || flock 9 9>&9 || exit 0
		read -r newest <"$dir/$interface" && [ "$newest" = "$$" ] || exit 0
		tries=0 # an address is of no use until it is known that no other machine has it
		while ip -6 address show dev "$interface" tentative | grep -q . && [ "$tries" -lt 5 ]; do
			tries=$((tries + 1))
			sleep 1
		done
		[ ! -e "$dir/stopped" ] || exit 0
		env "$@" sh "$setup" 9>&- >"$dir/log" 2>&1
		! command -v logger || logger -t splitroute <"$dir/log"
	) &
)
for script in /etc/udhcpc/default.script /usr/share/udhcpc/default.script; do
	[ ! -x "$script" ] || {
		"$script" "$@"
		break
	}
done
splitroute_hook "$@"
