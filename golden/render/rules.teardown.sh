#!/bin/sh
#
# Takes down the routing for 2 providers that the setup script from rules.hcl sets up.
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
		say 'rules.hcl: another run is at work; this one waits for it to end'
		flock 0 <&9
	} || die 'rules.hcl: cannot lock /proc/sys/net/ipv4/route/flush; this failed: flock 0'
fi

failed=0
run() {
	culprit=''
	"$@" && return
	failed=1
	say "this failed: ${culprit:-$*}"
}

[ "$uid" = 0 ] || die 'rules.hcl: this needs root'

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

find_ours || die 'rules.hcl: ip cannot list what is there; iproute2 5.3 or newer is needed'
case $ours in
*'from 255.255.255.255 nop proto 201 '*) tag=201 ;;
*'from 255.255.255.255 nop proto 202 '*) tag=202 ;;
*' proto 201 '*) tag=201 ;;
*' proto 202 '*) tag=202 ;;
*) tag='' ;;
esac

# In IPv6, routes with one destination need different metrics to stay apart. Where the script has
# several, other digits follow.
case $tag in
201) metric=10 ;;
*) metric=20 ;;
esac

# undo COMMAND: what it undoes may be gone already, with its interface or by hand
undo() {
	[ -n "$tag" ] || return 0
	"$@" 2>/dev/null || say "not there: $*"
}

## Marker rule

# settings (rules.hcl:1): marker: setup is complete
undo ip rule del priority 32765 from 255.255.255.255 nop protocol "$tag"

## Packets that nft marks for rule blocks

# settings (rules.hcl:1): marks packets for rule blocks that ip rule can't express
undo nft delete table inet splitroute_rules

## IPv6: default route

# default_route (rules.hcl:121): everything else uses the default table
undo ip -6 rule del priority 28000 lookup 100 protocol "$tag"
# provider.isp1.ipv6 (rules.hcl:122): default route, preferred provider
undo ip -6 route del default via 2001:db8:1::1 dev if1 src 2001:db8:1::2 metric "$metric" table 100 proto "$tag"

## IPv6: policy rules

# provider.isp2.ipv6.address (rules.hcl:38): isp2 down: unreachable, never another provider
undo ip -6 rule del priority 27999 from 2001:db8:2::2 unreachable protocol "$tag"
# provider.isp1.ipv6.address (rules.hcl:25): isp1 down: unreachable, never another provider
undo ip -6 rule del priority 27999 from 2001:db8:1::2 unreachable protocol "$tag"
# provider.isp2.ipv6.address (rules.hcl:38): marked packets that no rule block could route use its table
undo ip -6 rule del priority 27999 from 2001:db8:2::2 lookup 102 protocol "$tag"
# provider.isp1.ipv6.address (rules.hcl:25): marked packets that no rule block could route use its table
undo ip -6 rule del priority 27999 from 2001:db8:1::2 lookup 101 protocol "$tag"
# rule.backup (rules.hcl:101): leaves via isp2
undo ip -6 rule del priority 24010 iif lo uidrange 2000-2999 lookup 102 protocol "$tag"
# rule.backup (rules.hcl:101): leaves via isp2
undo ip -6 rule del priority 24010 iif lo uidrange 1001-1001 lookup 102 protocol "$tag"
# rule.voice (rules.hcl:96): leaves via isp2, marked by nft
undo ip -6 rule del priority 24009 fwmark 0x2600/0x3f00 lookup 102 protocol "$tag"
# rule.phones (rules.hcl:91): leaves via isp2
undo ip -6 rule del priority 24008 iif if4 lookup 102 protocol "$tag"
# rule.clock (rules.hcl:85): leaves via isp2
undo ip -6 rule del priority 24007 ipproto 17 sport 123 lookup 102 protocol "$tag"
# rule.names (rules.hcl:78): leaves via isp2
undo ip -6 rule del priority 24006 ipproto 17 dport 53 lookup 102 protocol "$tag"
# rule.ping (rules.hcl:73): leaves via isp2
undo ip -6 rule del priority 24005 ipproto 1 lookup 102 protocol "$tag"
# rule.office (rules.hcl:68): leaves via isp2
undo ip -6 rule del priority 24004 to 2001:db8:192::/48 lookup 102 protocol "$tag"
# rule.guests (rules.hcl:63): leaves via isp2
undo ip -6 rule del priority 24003 from 2001:db8:11::/64 lookup 102 protocol "$tag"
# rule.mail (rules.hcl:45): leaves via isp2
undo ip -6 rule del priority 24001 from 2001:db8:10::/64 ipproto 6 dport 587-588 lookup 102 protocol "$tag"
# rule.mail (rules.hcl:45): leaves via isp2
undo ip -6 rule del priority 24001 from 2001:db8:10::/64 ipproto 6 dport 465-466 lookup 102 protocol "$tag"
# rule.mail (rules.hcl:45): leaves via isp2
undo ip -6 rule del priority 24001 from 2001:db8:10::/64 ipproto 6 dport 25 lookup 102 protocol "$tag"
# provider.isp2.ipv6 (rules.hcl:38): isp2 down: unreachable, never another provider
undo ip -6 rule del priority 23900 from 2001:db8:2::/64 fwmark 0x0/0x3f00 unreachable protocol "$tag"
# provider.isp2.ipv6.address (rules.hcl:38): isp2 down: unreachable, never another provider
undo ip -6 rule del priority 23900 from 2001:db8:2::2 fwmark 0x0/0x3f00 unreachable protocol "$tag"
# provider.isp1.ipv6 (rules.hcl:25): isp1 down: unreachable, never another provider
undo ip -6 rule del priority 23900 from 2001:db8:1::/64 fwmark 0x0/0x3f00 unreachable protocol "$tag"
# provider.isp1.ipv6.address (rules.hcl:25): isp1 down: unreachable, never another provider
undo ip -6 rule del priority 23900 from 2001:db8:1::2 fwmark 0x0/0x3f00 unreachable protocol "$tag"
# provider.isp2.ipv6 (rules.hcl:38): packets from its network use its table
undo ip -6 rule del priority 23002 from 2001:db8:2::/64 fwmark 0x0/0x3f00 lookup 102 protocol "$tag"
# provider.isp1.ipv6 (rules.hcl:25): packets from its network use its table
undo ip -6 rule del priority 23001 from 2001:db8:1::/64 fwmark 0x0/0x3f00 lookup 101 protocol "$tag"
# provider.isp2.ipv6.address (rules.hcl:38): packets from its address use its table
undo ip -6 rule del priority 22002 from 2001:db8:2::2 fwmark 0x0/0x3f00 lookup 102 protocol "$tag"
# provider.isp1.ipv6.address (rules.hcl:25): packets from its address use its table
undo ip -6 rule del priority 22001 from 2001:db8:1::2 fwmark 0x0/0x3f00 lookup 101 protocol "$tag"
# provider.isp2 (rules.hcl:31): isp2 down: unreachable, never another provider
undo ip -6 rule del priority 21900 fwmark 0x200/0x3f00 unreachable protocol "$tag"
# provider.isp1 (rules.hcl:17): isp1 down: unreachable, never another provider
undo ip -6 rule del priority 21900 fwmark 0x100/0x3f00 unreachable protocol "$tag"
# provider.isp2 (rules.hcl:31): packets of its connections use its table
undo ip -6 rule del priority 21002 fwmark 0x200/0x3f00 lookup 102 protocol "$tag"
# provider.isp1 (rules.hcl:17): packets of its connections use its table
undo ip -6 rule del priority 21001 fwmark 0x100/0x3f00 lookup 101 protocol "$tag"
# default_route (rules.hcl:121): goto target: packets to the providers' networks
undo ip -6 rule del priority 20901 nop protocol "$tag"
# default_route (rules.hcl:121): main first, for connected, VPN and container networks; no default
undo ip -6 rule del priority 20900 lookup main suppress_prefixlength 1 protocol "$tag"
# provider.isp2.ipv6 (rules.hcl:38): skip main: replies to a host there may leave via another provider
undo ip -6 rule del priority 20002 to 2001:db8:2::/64 goto 20901 protocol "$tag"
# provider.isp2.ipv6 (rules.hcl:38): main, but only routes narrower than this network
undo ip -6 rule del priority 20002 to 2001:db8:2::/64 lookup main suppress_prefixlength 64 protocol "$tag"
# provider.isp1.ipv6 (rules.hcl:25): skip main: replies to a host there may leave via another provider
undo ip -6 rule del priority 20001 to 2001:db8:1::/64 goto 20901 protocol "$tag"
# provider.isp1.ipv6 (rules.hcl:25): main, but only routes narrower than this network
undo ip -6 rule del priority 20001 to 2001:db8:1::/64 lookup main suppress_prefixlength 64 protocol "$tag"

## IPv6: the providers' networks, in the default table

# provider.isp2.ipv6 (rules.hcl:38): network on the link, and the source address to use there
undo ip -6 route del 2001:db8:2::/64 dev if2 src 2001:db8:2::2 metric "$metric" table 100 proto "$tag"
# provider.isp1.ipv6 (rules.hcl:25): network on the link, and the source address to use there
undo ip -6 route del 2001:db8:1::/64 dev if1 src 2001:db8:1::2 metric "$metric" table 100 proto "$tag"

## IPv6: a table for each provider

# provider.isp2.ipv6.gateway (rules.hcl:38): default route
undo ip -6 route del default via 2001:db8:2::1 dev if2 src 2001:db8:2::2 metric "$metric" table 102 proto "$tag"
# provider.isp2.ipv6 (rules.hcl:38): network on the link
undo ip -6 route del 2001:db8:2::/64 dev if2 src 2001:db8:2::2 metric "$metric" table 102 proto "$tag"
# provider.isp1.ipv6.gateway (rules.hcl:25): default route
undo ip -6 route del default via 2001:db8:1::1 dev if1 src 2001:db8:1::2 metric "$metric" table 101 proto "$tag"
# provider.isp1.ipv6 (rules.hcl:25): network on the link
undo ip -6 route del 2001:db8:1::/64 dev if1 src 2001:db8:1::2 metric "$metric" table 101 proto "$tag"

## IPv4: default route

# default_route (rules.hcl:121): everything else uses the default table
undo ip rule del priority 28000 lookup 100 protocol "$tag"
# provider.isp1.ipv4 (rules.hcl:122): default route, preferred provider
undo ip route del default via 203.0.113.1 dev if1 src 203.0.113.2 table 100 proto "$tag"

## IPv4: policy rules

# provider.isp2.ipv4.address (rules.hcl:34): isp2 down: unreachable, never another provider
undo ip rule del priority 27999 from 198.51.100.2 unreachable protocol "$tag"
# provider.isp1.ipv4.address (rules.hcl:20): isp1 down: unreachable, never another provider
undo ip rule del priority 27999 from 203.0.113.2 unreachable protocol "$tag"
# provider.isp2.ipv4.address (rules.hcl:34): marked packets that no rule block could route use its table
undo ip rule del priority 27999 from 198.51.100.2 lookup 102 protocol "$tag"
# provider.isp1.ipv4.address (rules.hcl:20): marked packets that no rule block could route use its table
undo ip rule del priority 27999 from 203.0.113.2 lookup 101 protocol "$tag"
# rule.updates (rules.hcl:115): leaves via isp2
undo ip rule del priority 24012 to 192.0.4.0/24 iif lo uidrange 0-0 lookup 102 protocol "$tag"
# rule.test (rules.hcl:106): isp2 down: unreachable, never another provider
undo ip rule del priority 24011 fwmark 0x3a00/0x3f00 unreachable protocol "$tag"
# rule.test (rules.hcl:106): leaves via isp2, marked by nft
undo ip rule del priority 24011 fwmark 0x3a00/0x3f00 lookup 102 protocol "$tag"
# rule.backup (rules.hcl:101): leaves via isp2
undo ip rule del priority 24010 iif lo uidrange 2000-2999 lookup 102 protocol "$tag"
# rule.backup (rules.hcl:101): leaves via isp2
undo ip rule del priority 24010 iif lo uidrange 1001-1001 lookup 102 protocol "$tag"
# rule.voice (rules.hcl:96): leaves via isp2, marked by nft
undo ip rule del priority 24009 fwmark 0x2600/0x3f00 lookup 102 protocol "$tag"
# rule.phones (rules.hcl:91): leaves via isp2
undo ip rule del priority 24008 iif if4 lookup 102 protocol "$tag"
# rule.clock (rules.hcl:85): leaves via isp2
undo ip rule del priority 24007 ipproto 17 sport 123 lookup 102 protocol "$tag"
# rule.names (rules.hcl:78): leaves via isp2
undo ip rule del priority 24006 ipproto 17 dport 53 lookup 102 protocol "$tag"
# rule.ping (rules.hcl:73): leaves via isp2
undo ip rule del priority 24005 ipproto 1 lookup 102 protocol "$tag"
# rule.office (rules.hcl:68): leaves via isp2
undo ip rule del priority 24004 to 192.0.2.0/24 lookup 102 protocol "$tag"
# rule.guests (rules.hcl:63): leaves via isp2
undo ip rule del priority 24003 from 10.1.0.0/24 lookup 102 protocol "$tag"
# rule.nobody (rules.hcl:52): isp1 down: unreachable, never another provider
undo ip rule del priority 24002 from 10.2.0.0/24 to 198.51.100.128/25 iif if4 ipproto 17 sport 5060-5061 dport 5060 unreachable protocol "$tag"
# rule.nobody (rules.hcl:52): leaves via isp1
undo ip rule del priority 24002 from 10.2.0.0/24 to 198.51.100.128/25 iif if4 ipproto 17 sport 5060-5061 dport 5060 lookup 101 protocol "$tag"
# rule.mail (rules.hcl:45): leaves via isp2
undo ip rule del priority 24001 from 10.0.0.128/26 ipproto 6 dport 587-588 lookup 102 protocol "$tag"
# rule.mail (rules.hcl:45): leaves via isp2
undo ip rule del priority 24001 from 10.0.0.128/26 ipproto 6 dport 465-466 lookup 102 protocol "$tag"
# rule.mail (rules.hcl:45): leaves via isp2
undo ip rule del priority 24001 from 10.0.0.128/26 ipproto 6 dport 25 lookup 102 protocol "$tag"
# rule.mail (rules.hcl:45): leaves via isp2
undo ip rule del priority 24001 from 10.0.0.0/25 ipproto 6 dport 587-588 lookup 102 protocol "$tag"
# rule.mail (rules.hcl:45): leaves via isp2
undo ip rule del priority 24001 from 10.0.0.0/25 ipproto 6 dport 465-466 lookup 102 protocol "$tag"
# rule.mail (rules.hcl:45): leaves via isp2
undo ip rule del priority 24001 from 10.0.0.0/25 ipproto 6 dport 25 lookup 102 protocol "$tag"
# default_route (rules.hcl:121): routes more specific than a default come before rule blocks
undo ip rule del priority 23950 lookup 100 suppress_prefixlength 1 protocol "$tag"
# provider.isp2.ipv4.address (rules.hcl:34): isp2 down: unreachable, never another provider
undo ip rule del priority 23900 from 198.51.100.2 fwmark 0x0/0x3f00 unreachable protocol "$tag"
# provider.isp1.ipv4.address (rules.hcl:20): isp1 down: unreachable, never another provider
undo ip rule del priority 23900 from 203.0.113.2 fwmark 0x0/0x3f00 unreachable protocol "$tag"
# provider.isp2.ipv4.address (rules.hcl:34): packets from its address use its table
undo ip rule del priority 22002 from 198.51.100.2 fwmark 0x0/0x3f00 lookup 102 protocol "$tag"
# provider.isp1.ipv4.address (rules.hcl:20): packets from its address use its table
undo ip rule del priority 22001 from 203.0.113.2 fwmark 0x0/0x3f00 lookup 101 protocol "$tag"
# provider.isp2 (rules.hcl:31): isp2 down: unreachable, never another provider
undo ip rule del priority 21900 fwmark 0x200/0x3f00 unreachable protocol "$tag"
# provider.isp1 (rules.hcl:17): isp1 down: unreachable, never another provider
undo ip rule del priority 21900 fwmark 0x100/0x3f00 unreachable protocol "$tag"
# provider.isp2 (rules.hcl:31): packets of its connections use its table
undo ip rule del priority 21002 fwmark 0x200/0x3f00 lookup 102 protocol "$tag"
# provider.isp1 (rules.hcl:17): packets of its connections use its table
undo ip rule del priority 21001 fwmark 0x100/0x3f00 lookup 101 protocol "$tag"
# default_route (rules.hcl:121): goto target: packets to the providers' networks
undo ip rule del priority 20901 nop protocol "$tag"
# default_route (rules.hcl:121): main first, for connected, VPN and container networks; no default
undo ip rule del priority 20900 lookup main suppress_prefixlength 1 protocol "$tag"
# provider.isp2.ipv4 (rules.hcl:34): skip main: replies to a host there may leave via another provider
undo ip rule del priority 20002 to 198.51.100.0/30 goto 20901 protocol "$tag"
# provider.isp2.ipv4 (rules.hcl:34): main, but only routes narrower than this network
undo ip rule del priority 20002 to 198.51.100.0/30 lookup main suppress_prefixlength 30 protocol "$tag"
# provider.isp1.ipv4 (rules.hcl:20): skip main: replies to a host there may leave via another provider
undo ip rule del priority 20001 to 203.0.113.0/30 goto 20901 protocol "$tag"
# provider.isp1.ipv4 (rules.hcl:20): main, but only routes narrower than this network
undo ip rule del priority 20001 to 203.0.113.0/30 lookup main suppress_prefixlength 30 protocol "$tag"

## IPv4: the providers' networks, in the default table

# provider.isp2.ipv4 (rules.hcl:34): network on the link, and the source address to use there
undo ip route del 198.51.100.0/30 dev if2 src 198.51.100.2 table 100 proto "$tag"
# provider.isp1.ipv4.routes (rules.hcl:23): always routed via this provider
undo ip route del 192.0.2.53/32 via 203.0.113.1 dev if1 src 203.0.113.2 table 100 proto "$tag"
# provider.isp1.ipv4 (rules.hcl:20): network on the link, and the source address to use there
undo ip route del 203.0.113.0/30 dev if1 src 203.0.113.2 table 100 proto "$tag"

## IPv4: a table for each provider

# provider.isp2.ipv4.gateway (rules.hcl:34): default route
undo ip route del default via 198.51.100.1 dev if2 src 198.51.100.2 table 102 proto "$tag"
# provider.isp2.ipv4 (rules.hcl:34): network on the link
undo ip route del 198.51.100.0/30 dev if2 src 198.51.100.2 table 102 proto "$tag"
# provider.isp1.ipv4.gateway (rules.hcl:20): default route
undo ip route del default via 203.0.113.1 dev if1 src 203.0.113.2 table 101 proto "$tag"
# provider.isp1.ipv4 (rules.hcl:20): network on the link
undo ip route del 203.0.113.0/30 dev if1 src 203.0.113.2 table 101 proto "$tag"

## Connection marks and address translation

# settings (rules.hcl:1): connections keep their provider; masquerading
undo nft delete table inet splitroute

## Sysctls

# provider.isp2.ipv4 (rules.hcl:31): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/if2/rp_filter
# provider.isp1.ipv4 (rules.hcl:17): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/if1/rp_filter

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
