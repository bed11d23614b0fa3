#!/bin/sh
#
# Takes down the routing for 2 providers that the setup script from home.hcl sets up.
# Written by gen-splitroute, to be read, checked and edited.
#
# Run it as root, as often as you like. It undoes every command of the setup script, the last
# one first, takes away whatever else carries protocol 201 or 202, and gives back the names of
# tables and the parameters of the kernel that were there before the first setup.

set -u
umask 022
LC_ALL=C
PATH=$PATH:/usr/sbin:/sbin
export LC_ALL PATH

nl='
'
trap '' PIPE # that nobody reads our messages is no reason to stop half-way

say() {
	printf 'splitroute: %s\n' "$*" >&2 || : # nobody may be left to read it
}

# die MESSAGE: ends the script
die() {
	say "$*"
	exit 1
}

# blame COMMAND: notes that it failed
blame() {
	culprit=$*
	return 1
}

# try COMMAND: carries it out, and notes if it failed
try() {
	"$@" || blame "$@"
}

# One run at a time: this waits for another one to end. The lock goes with the process. It is on a
# file that only root can open and that each network namespace has its own of.
uid=''
while read -r key _ uid _; do
	case $key in Uid:) break ;; esac # real, effective, ... (proc_pid_status(5))
done </proc/self/status
if [ "$uid" = 0 ] && command -v flock >/dev/null && { command exec 9>>/proc/sys/net/ipv4/route/flush; } 2>/dev/null; then
	flock -n 0 <&9 || {
		say 'home.hcl: another run is at work; this one waits for it to end'
		flock 0 <&9
	} || die 'home.hcl: cannot lock /proc/sys/net/ipv4/route/flush; this failed: flock 0'
fi

failed=0
run() {
	culprit=''
	"$@" && return
	failed=1
	say "this failed: ${culprit:-$*}"
}

[ "$uid" = 0 ] || die 'home.hcl: this needs root'

# What setup changes besides routes and rules, and how that is given back: parameters of the
# kernel, kept as "KEY FORMER OURS", a table of nft, kept as "nft - -", and names of tables, which
# stand between two comments.
kept_in=/run/splitroute/sysctl
kept=''
if [ -f "$kept_in" ]; then
	while IFS= read -r line; do kept=$kept$line$nl; done <"$kept_in"
fi
tuned='' # KEY=VALUE before this run
families=-4
if [ -e /proc/net/if_inet6 ]; then families='-4 -6'; fi # else there is no IPv6 on this machine

# sysctl_value KEY: sets $value. Some shells read byte by byte, and /proc/sys answers the first read
# alone: they get one digit and no newline. All parameters here have one digit.
sysctl_value() {
	value=''
	read -r value <"/proc/sys/$1" || [ -n "$value" ]
}

# former_value KEY: sets $before to what KEY was before the first setup, if that is kept
former_value() {
	case $nl$kept in
	*"$nl$1 "*) before=$nl$kept ;;
	*) return 1 ;;
	esac
	before=${before#*"$nl$1 "}
	before=${before%% *}
}

# put_back KEY: gives KEY its former value, unless it went with its interface or somebody else
# has set it since
put_back() {
	if ! former_value "$1" || [ ! -e "/proc/sys/$1" ]; then return 0; fi
	sysctl_value "$1"
	case $nl$kept in *"$nl$1 $before $value$nl"*)
		tuned="$1=$value $tuned"
		run sysctl -q -w "$1=$before"
		;;
	esac
}

# list_nft: sets $nft_table to our tables of nft as they are, and $nft_names to their names, or both
# to nothing when there are none
list_nft() {
	nft_table='' nft_names=''
	nft_tables=$(nft list tables) || blame nft list tables || return 1
	for table in splitroute splitroute_rules; do
		case "$nft_tables$nl" in *"table inet $table$nl"*)
			nft_table=$nft_table$nl$(nft list table inet "$table") || blame nft list table inet "$table" || return 1
			nft_names="$nft_names $table"
			;;
		esac
	done
}

# split_names FILE: our lines of FILE go to $block, all others to $others, byte for byte
split_names() {
	block='' others='' inside=''
	[ -f "$1" ] || return 0
	while IFS= read -r line; do
		case $line in '# splitroute: begin'*) inside=1 ;; esac
		case $inside in
		1) block=$block$line$nl ;;
		*) others=$others$line$nl ;;
		esac
		case $line in '# splitroute: end') inside='' ;; esac
	done <"$1"
	others=$others$line # what follows the last newline
	[ -z "$inside" ]    # without an end it isn't clear what is ours
}

# clean_names: takes away what a run that was killed had staged
clean_names() {
	for staged in /etc /etc/iproute2 /etc/iproute2/rt_tables.d; do
		staged=$staged/.splitroute.new
		if [ -e "$staged" ]; then try rm -rf "$staged" || return 1; fi
	done
}

# drop_names FILE: takes our lines out of FILE; takes FILE away when setup made it and nothing
# else is in it, and likewise the directories that setup made for it
drop_names() {
	split_names "$1" || return 1
	[ -n "$block" ] || return 0
	made=${block%%"$nl"*}
	made=${made#'# splitroute: begin'}
	made=${made#', made '}
	if [ -z "$made" ] || [ -n "$others" ]; then
		staged=${1%/*}/.splitroute.new
		try cp -p "$1" "$staged" && printf '%s' "$others" >"$staged" && try mv -f "$staged" "$1"
		return
	fi
	gone=$1
	while [ "$gone" != "$made" ]; do
		set -- "${gone%/*}"/* "${gone%/*}"/.[!.]* "${gone%/*}"/..?*
		[ "$# $2 $3" = "3 ${gone%/*}/.[!.]* ${gone%/*}/..?*" ] || break # something else is there
		gone=${gone%/*}
	done
	staged=${gone%/*}/.splitroute.new
	try mv -f "$gone" "$staged" && try rm -rf "$staged"
}

# find_ours: sets $ours to the rules and routes that carry one of our tags, a line each behind the
# family
find_ours() {
	ours=''
	for family in $families; do
		now=$(
			ip "$family" -o -N -batch - <<'EOF'
rule show
route show table all
EOF
		) || return 1
		while IFS= read -r line; do
			case "$line " in
			*' proto 201 '* | *' proto 202 '*) ours="$ours$family $line $nl" ;;
			esac
		done <<EOF
$now
EOF
	done
}

tab='	'

# find_uplink FAMILY TABLE PRIORITY: sets what setup read about a provider, from what is in place
# shellcheck disable=SC2034 # not every provider needs all of what this sets
find_uplink() {
	address='' network='' length='' gateway='' on='' off='# ' network_off='# '
	while IFS= read -r line; do
		case $line in
		"$1 $3:${tab}from "*" lookup $2 proto $tag "*)
			address=${line#*from }
			address=${address%% *}
			on=1 off=''
			;;
		"$1 default via "*" table $2 proto $tag "*)
			gateway=${line#* via }
			gateway=${gateway%% *}
			;;
		"$1 default "*) ;;
		"$1 "*" table $2 proto $tag "*"src "*)
			network=${line#"$1 "}
			network=${network%% *}
			length=${network#*/}
			[ "$1" = -4 ] || network=$address/$length # as setup writes it
			network_off=''
			;;
		esac
	done <<EOF
$ours
EOF
}

find_ours || die 'home.hcl: ip cannot list what is there; iproute2 5.3 or newer is needed'
case $ours in
*'from 255.255.255.255 nop proto 201 '*) tag=201 ;;
*'from 255.255.255.255 nop proto 202 '*) tag=202 ;;
*' proto 201 '*) tag=201 ;;
*' proto 202 '*) tag=202 ;;
*) tag='' ;;
esac

# fibre (home.hcl:6)
find_uplink -4 101 22001
fibre_ipv4_address=$address fibre_ipv4_network=$network fibre_ipv4_network_off=$network_off fibre_ipv4_length=$length fibre_ipv4_gateway=$gateway
# lte (home.hcl:16)
find_uplink -4 102 22002
lte_ipv4_address=$address lte_ipv4_network=$network lte_ipv4_network_off=$network_off lte_ipv4_length=$length lte_ipv4_gateway=$gateway lte_ipv4_off=$off

# undo COMMAND: what it undoes may be gone already, with its interface or by hand
undo() {
	[ -n "$tag" ] || return 0
	"$@" 2>/dev/null || say "not there: $*"
}

## Marker rule

# settings (home.hcl:1): marker: setup is complete
undo ip rule del priority 32765 from 255.255.255.255 nop protocol "$tag"

## IPv4: default route

# default_route (home.hcl:27): everything else uses the default table
undo ip rule del priority 28000 lookup 100 protocol "$tag"
# provider.fibre.ipv4 (home.hcl:28): default route, preferred provider
undo ip route del default via "$fibre_ipv4_gateway" dev eth0 src "$fibre_ipv4_address" table 100 proto "$tag"
# provider.lte.ipv4 (home.hcl:29): default route, backup when those before it are gone
if [ -z "$lte_ipv4_off" ]; then
	undo ip route del default via "$lte_ipv4_gateway" dev wwan0 src "$lte_ipv4_address" metric 1 table 100 proto "$tag"
fi

## IPv4: policy rules

# provider.lte.ipv4.address (home.hcl:16): lte down: unreachable, never another provider
if [ -z "$lte_ipv4_off" ]; then
	undo ip rule del priority 23900 from "$lte_ipv4_address" unreachable protocol "$tag"
fi
# provider.fibre.ipv4.address (home.hcl:6): fibre down: unreachable, never another provider
undo ip rule del priority 23900 from "$fibre_ipv4_address" unreachable protocol "$tag"
# provider.lte.ipv4.address (home.hcl:16): packets from its address use its table
if [ -z "$lte_ipv4_off" ]; then
	undo ip rule del priority 22002 from "$lte_ipv4_address" lookup 102 protocol "$tag"
fi
# provider.fibre.ipv4.address (home.hcl:6): packets from its address use its table
undo ip rule del priority 22001 from "$fibre_ipv4_address" lookup 101 protocol "$tag"
# provider.lte (home.hcl:12): lte down: unreachable, never another provider
undo ip rule del priority 21900 fwmark 0x200/0x3f00 unreachable protocol "$tag"
# provider.fibre (home.hcl:3): fibre down: unreachable, never another provider
undo ip rule del priority 21900 fwmark 0x100/0x3f00 unreachable protocol "$tag"
# provider.lte (home.hcl:12): packets of its connections use its table
undo ip rule del priority 21002 fwmark 0x200/0x3f00 lookup 102 protocol "$tag"
# provider.fibre (home.hcl:3): packets of its connections use its table
undo ip rule del priority 21001 fwmark 0x100/0x3f00 lookup 101 protocol "$tag"
# default_route (home.hcl:27): goto target: packets to the providers' networks
undo ip rule del priority 20901 nop protocol "$tag"
# default_route (home.hcl:27): main first, for connected, VPN and container networks; no default
undo ip rule del priority 20900 lookup main suppress_prefixlength 1 protocol "$tag"
# provider.lte.ipv4 (home.hcl:16): skip main: replies to a host there may leave via another provider
if [ -z "$lte_ipv4_network_off" ]; then
	undo ip rule del priority 20002 to "$lte_ipv4_network" goto 20901 protocol "$tag"
fi
# provider.lte.ipv4 (home.hcl:16): main, but only routes narrower than this network
if [ -z "$lte_ipv4_network_off" ]; then
	undo ip rule del priority 20002 to "$lte_ipv4_network" lookup main suppress_prefixlength "$lte_ipv4_length" protocol "$tag"
fi
# provider.fibre.ipv4 (home.hcl:6): skip main: replies to a host there may leave via another provider
if [ -z "$fibre_ipv4_network_off" ]; then
	undo ip rule del priority 20001 to "$fibre_ipv4_network" goto 20901 protocol "$tag"
fi
# provider.fibre.ipv4 (home.hcl:6): main, but only routes narrower than this network
if [ -z "$fibre_ipv4_network_off" ]; then
	undo ip rule del priority 20001 to "$fibre_ipv4_network" lookup main suppress_prefixlength "$fibre_ipv4_length" protocol "$tag"
fi

## IPv4: the providers' networks, in the default table

# provider.lte.ipv4 (home.hcl:16): network on the link, and the source address to use there
if [ -z "$lte_ipv4_network_off" ]; then
	undo ip route del "$lte_ipv4_network" dev wwan0 src "$lte_ipv4_address" table 100 proto "$tag"
fi
# provider.fibre.ipv4 (home.hcl:6): network on the link, and the source address to use there
if [ -z "$fibre_ipv4_network_off" ]; then
	undo ip route del "$fibre_ipv4_network" dev eth0 src "$fibre_ipv4_address" table 100 proto "$tag"
fi

## IPv4: a table for each provider

# provider.lte.ipv4.gateway (home.hcl:16): default route
if [ -z "$lte_ipv4_off" ]; then
	undo ip route del default via "$lte_ipv4_gateway" dev wwan0 src "$lte_ipv4_address" table 102 proto "$tag"
fi
# provider.lte.ipv4 (home.hcl:16): network on the link
if [ -z "$lte_ipv4_network_off" ]; then
	undo ip route del "$lte_ipv4_network" dev wwan0 src "$lte_ipv4_address" table 102 proto "$tag"
fi
# provider.fibre.ipv4.gateway (home.hcl:6): default route
undo ip route del default via "$fibre_ipv4_gateway" dev eth0 src "$fibre_ipv4_address" table 101 proto "$tag"
# provider.fibre.ipv4 (home.hcl:6): network on the link
if [ -z "$fibre_ipv4_network_off" ]; then
	undo ip route del "$fibre_ipv4_network" dev eth0 src "$fibre_ipv4_address" table 101 proto "$tag"
fi

## Connection marks and address translation

# settings (home.hcl:1): connections keep their provider; masquerading
undo nft delete table inet splitroute

## Sysctls

# provider.lte.ipv4 (home.hcl:12): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/wwan0/rp_filter
# provider.fibre.ipv4 (home.hcl:3): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/eth0/rp_filter

## Whatever else is ours

run find_ours
IFS=$nl
set -f
# shellcheck disable=SC2086 # a line each
set -- $ours
set +f
unset IFS
if [ "$#" -gt 20 ]; then
	say "also found, and taken away: $# routes and rules, such as $1"
elif [ "$#" -gt 0 ]; then
	say "also found, and taken away:$nl$ours"
fi
# Of many rules, the kernel shows ip a part at a time, and ip misses some while it removes others.
while [ -n "$ours" ]; do
	found=$ours
	for tag in 201 202; do
		for family in $families; do
			run ip "$family" rule flush protocol "$tag"
			run ip "$family" route flush proto "$tag" table all
		done
	done
	run find_ours
	if [ "$ours" = "$found" ]; then
		failed=1
		say "not gone:$nl$ours"
		break
	fi
done
case $nl$kept in *"${nl}nft "*)
	run list_nft
	for table in $nft_names; do run nft delete table inet "$table"; done
	;;
esac
rest=$kept
while [ -n "$rest" ]; do
	put_back "${rest%% *}"
	rest=${rest#*"$nl"}
done
if [ "$failed" = 0 ] && [ -d "${kept_in%/*}" ]; then run rm -rf "${kept_in%/*}"; fi

run clean_names
for file in /etc/iproute2/rt_tables /etc/iproute2/rt_tables.d/*.conf; do
	run drop_names "$file"
done

[ "$failed" = 0 ] || exit 1
say 'taken down'
