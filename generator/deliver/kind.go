package deliver

// nothing is an empty word of a shell.
const nothing = "''"

// kind describes the hook of one program, in words and lines for a shell.
type kind struct {
	About     string   // what the setup runs after
	Install   []string // where the file belongs
	Sourced   bool     // the program's own script reads it; otherwise it is run
	Interface string
	// What the program knows of the interface, or nothing.
	Address, Gateway, Gateway6 string

	First    []string // before all
	Before   []string // before the interface is looked for; exits for events that need no setup
	Prefixes []string // sets $prefixes to the delegated ones, where the event names them; nil: no event does
	After    []string // after it was found to be a provider's
}

type kindOf struct {
	name string
	kind
}

// Kinds are the names of all kinds of hooks.
func Kinds() []string {
	names := make([]string, len(kinds))
	for i, k := range kinds {
		names[i] = k.name
	}
	return names
}

var kinds = []kindOf{
	{"dhclient", kind{ // dhclient-script(8)
		About: "dhclient has got, renewed or lost a lease",
		Install: []string{
			"Install it as /etc/dhcp/dhclient-exit-hooks.d/splitroute. dhclient-script(8) reads it.",
		},
		Sourced: true, Interface: "${interface:-}",
		Address: "${new_ip_address:-}", Gateway: "${new_routers:-}", Gateway6: nothing,
		Before: []string{
			"case ${reason:-} in",
			"BOUND | RENEW | REBIND | REBOOT | TIMEOUT | EXPIRE | FAIL | RELEASE | STOP) ;;",
			"PREINIT6 | BOUND6 | RENEW6 | REBIND6 | DEPREF6 | EXPIRE6 | RELEASE6 | STOP6) ;;",
			"*) exit 0 ;;",
			"esac",
		},
		Prefixes: []string{ // an event for each prefix, client/dhc6.c in ISC dhcp
			"others=''",
			"for prefix in $prefixes; do",
			"	case ${reason:-},$prefix in",
			"	PREINIT6,* | *\",${old_ip6_prefix:-}\" | *\",${new_ip6_prefix:-}\") ;;",
			"	*) others=\"$others $prefix\" ;;",
			"	esac",
			"done",
			"prefixes=${new_ip6_prefix:-}$others",
		},
		After: []string{"[ \"${reason:-}\" != PREINIT6 ] || exit 0 # a client that begins"},
	}},
	{"dhcpcd", kind{ // dhcpcd-run-hooks(8)
		About: "dhcpcd has got, renewed or lost a lease",
		Install: []string{
			"Install it as /etc/dhcpcd.exit-hook, or as 90-splitroute in the folder dhcpcd-hooks that",
			"dhcpcd-run-hooks(8) names, which reads it.",
		},
		Sourced: true, Interface: "${interface:-}",
		Address: "${new_ip_address:-}", Gateway: "${new_routers:-}", Gateway6: nothing,
		Before: []string{
			"case ${reason:-} in",
			"BOUND | RENEW | REBIND | REBOOT | TIMEOUT | INFORM | STATIC | IPV4LL | EXPIRE | FAIL | NAK) ;;",
			"BOUND6 | RENEW6 | REBIND6 | REBOOT6 | EXPIRE6 | RELEASE6 | STOP6 | ROUTERADVERT) ;;",
			"NOCARRIER | RELEASE | STOP | STOPPED | DEPARTED) ;;",
			"*) exit 0 ;;",
			"esac",
		},
		Prefixes: []string{ // new_dhcp6_ia_pd1_prefix1 and new_dhcp6_ia_pd1_prefix1_length, src/dhcp6.c in dhcpcd
			"case ${reason:-} in *6)",
			"	prefixes=$(env | awk -F = '",
			"		!sub(/^new_dhcp6_ia_pd/, \"\", $1) || $1 !~ /^[0-9]+_prefix[0-9]+(_length)?$/ { next }",
			"		sub(/_length$/, \"\", $1) { size[$1] = $2; next }",
			"		{ prefix[$1] = $2; name[++n] = $1 }",
			"		END { for (i = 1; i <= n; i++) printf \"%s/%s \", prefix[name[i]], size[name[i]] }')",
			"	;;",
			"esac",
		},
	}},
	{"udhcpc", kind{ // networking/udhcp/dhcpc.c in BusyBox, udhcp_run_script
		About: "udhcpc has got, renewed or lost a lease",
		Install: []string{
			"Make it executable, and name it to udhcpc: udhcpc -s /etc/splitroute/udhcpc -i INTERFACE",
			"It first runs the script that udhcpc runs otherwise, which configures the interface.",
		},
		Interface: "${interface:-}",
		Address:   "${ip:-}", Gateway: "${router:-}", Gateway6: nothing,
		First: []string{
			"for script in /etc/udhcpc/default.script /usr/share/udhcpc/default.script; do",
			"	[ ! -x \"$script\" ] || {",
			"		\"$script\" \"$@\"",
			"		break",
			"	}",
			"done",
		},
		Before: []string{"case ${1:-} in bound | renew | deconfig) ;; *) exit 0 ;; esac"},
	}},
	{"pppd", kind{ // pppd(8), SCRIPTS
		About: "pppd has brought a link up or down",
		Install: []string{
			"Install it, executable, as splitroute in /etc/ppp/ip-up.d and /etc/ppp/ip-down.d and, with IPv6,",
			"in /etc/ppp/ipv6-up.d and /etc/ppp/ipv6-down.d. Where there are no such folders, run it from",
			"/etc/ppp/ip-up and the like.",
		},
		// pppd's own variables; those of Debian's scripts where a script has cleared them.
		Interface: "${IFNAME:-${PPP_IFACE:-}}",
		Address:   "${IPLOCAL:-${PPP_LOCAL:-}}", Gateway: "${IPREMOTE:-${PPP_REMOTE:-}}", Gateway6: nothing,
		Before: []string{"case $address in *:*) address='' gateway='' ;; esac # IPv6's are link-local"},
	}},
	{"networkd-dispatcher", kind{ // networkd-dispatcher(8)
		About: "systemd-networkd has changed the state of an interface",
		Install: []string{
			"Install it, executable, as splitroute in routable.d, degraded.d, no-carrier.d, off.d and",
			"configured.d of /etc/networkd-dispatcher.",
		},
		Interface: "${IFACE:-}", Address: nothing, Gateway: nothing, Gateway6: nothing,
	}},
	{"networkmanager", kind{ // NetworkManager-dispatcher(8)
		About: "NetworkManager has changed an interface",
		Install: []string{
			"Install it, executable and root's, as /etc/NetworkManager/dispatcher.d/90-splitroute.",
		},
		Interface: "${VPN_IP_IFACE:-${DEVICE_IP_IFACE:-${1:-}}}",
		Address:   nothing, Gateway: "${IP4_GATEWAY:-}", Gateway6: "${IP6_GATEWAY:-}",
		Before: []string{
			"case ${2:-} in",
			"up | down | dhcp4-change | dhcp6-change | reapply) ;;",
			"vpn-up | vpn-down) gateway='' gateway6='' ;; # these are of the interface under the tunnel",
			"*) exit 0 ;;",
			"esac",
		},
		Prefixes: []string{ // each event names all, since 1.44: src/core/dhcp/nm-dhcp-systemd.c in NetworkManager
			"case ${NM_DISPATCHER_ACTION:-} in vpn-*) ;; *) prefixes=${DHCP6_IP6_PREFIX:-} ;; esac",
		},
	}},
	{"ifupdown", kind{ // interfaces(5), HOOK SCRIPTS
		About: "ifup and ifdown",
		Install: []string{
			"Install it, executable, as splitroute in /etc/network/if-up.d and /etc/network/if-post-down.d.",
			"What a DHCP client changes later is for that client's own hook.",
		},
		Interface: "${IFACE:-}", Address: nothing, Gateway: nothing, Gateway6: nothing,
		Before: []string{"case ${PHASE:-} in post-up | post-down) ;; *) exit 0 ;; esac"},
	}},
	{"openwrt", kind{ // package/base-files/files/sbin/hotplug-call in OpenWrt, interface-event.c in netifd
		About:   "netifd has brought an interface up or down, or changed it",
		Install: []string{"Install it as /etc/hotplug.d/iface/90-splitroute. hotplug-call reads it."},
		Sourced: true, Interface: "${DEVICE:-}", Address: nothing, Gateway: nothing, Gateway6: nothing,
		Before: []string{
			"name=$dir/device-of-${INTERFACE:-}",
			"case ${ACTION:-} in",
			"ifup | ifupdate) ;;",
			"ifdown) [ ! -f \"$name\" ] || read -r interface <\"$name\" ;; # netifd names no device then",
			"*) exit 0 ;;",
			"esac",
		},
		Prefixes: []string{ // package/network/config/netifd/files/lib/functions/network.sh in OpenWrt
			"delegated=''",
			"# shellcheck source=/dev/null",
			". /lib/functions/network.sh",
			"network_flush_cache",
			"! network_get_prefixes6 delegated \"${INTERFACE:-}\" || prefixes=$delegated",
		},
		After: []string{"echo \"$interface\" >\"$name\""},
	}},
}
