# shellcheck shell=sh
# Runs the setup of splitroute after netifd has brought an interface up or down, or changed it.
# Written by gen-splitroute 0.1.0 from changing.hcl, for its "auto" values:
#   provider.fibre-1.ipv4: address, gateway on eth0
#   provider.fibre-1.ipv6: address, gateway, prefixes on eth0
#   provider.dsl.ipv4: address on ppp0
#   provider.old.ipv4: gateway on eth2
#
# Install it as /etc/hotplug.d/iface/90-splitroute. hotplug-call reads it.
#
# The setup runs in the background, after any other run has ended. Of the events of one interface
# that wait for that, only the newest runs it. What it says goes to /run/splitroute-hook/log, and to
# the system's log where there is a logger. Nothing runs while there is a file "stopped" beside it.

# splitroute_prefixes: sets $prefixes to those that are delegated on $interface. They are kept for
# later events, which don't name them.
splitroute_prefixes() {
	told=$dir/prefixes-$interface prefixes=''
	mkdir -p "$dir" || exit 0
	[ ! -f "$told" ] || read -r prefixes <"$told"
	delegated=''
	# shellcheck source=/dev/null
	. /lib/functions/network.sh
	network_flush_cache
	! network_get_prefixes6 delegated "${INTERFACE:-}" || prefixes=$delegated
	echo "$prefixes" >"$told"
}

# shellcheck disable=SC2034 # not every configuration needs all of these variables
splitroute_hook() (
	set +eu
	PATH=$PATH:/usr/sbin:/usr/bin:/sbin:/bin
	setup=/etc/splitroute/setup.sh dir=/run/splitroute-hook
	interface=${DEVICE:-}
	address='' gateway='' gateway6=''
	name=$dir/device-of-${INTERFACE:-}
	case ${ACTION:-} in
	ifup | ifupdate) ;;
	ifdown) [ ! -f "$name" ] || read -r interface <"$name" ;; # netifd names no device then
	*) exit 0 ;;
	esac
	case $interface in
	eth0)
		splitroute_prefixes
		set -- \
			"fibre_1_ipv6_prefixes=$prefixes"
		;;
	ppp0) set -- ;;
	eth2) set -- ;;
	*) exit 0 ;;
	esac
	[ -f "$setup" ] && [ ! -e "$dir/stopped" ] && mkdir -p "$dir" || exit 0
	echo "$interface" >"$name"
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
splitroute_hook "$@"
