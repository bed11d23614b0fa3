#!/bin/sh
#
# Takes down the routing for 2 providers that the setup script from expressions.hcl sets up.
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
		say 'expressions.hcl: another run is at work; this one waits for it to end'
		flock 0 <&9
	} || die 'expressions.hcl: cannot lock /proc/sys/net/ipv4/route/flush; this failed: flock 0'
fi

failed=0
run() {
	culprit=''
	"$@" && return
	failed=1
	say "this failed: ${culprit:-$*}"
}

[ "$uid" = 0 ] || die 'expressions.hcl: this needs root'

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

find_ours || die 'expressions.hcl: ip cannot list what is there; iproute2 5.3 or newer is needed'
case $ours in
*'from 255.255.255.255 nop proto 201 '*) tag=201 ;;
*'from 255.255.255.255 nop proto 202 '*) tag=202 ;;
*' proto 201 '*) tag=201 ;;
*' proto 202 '*) tag=202 ;;
*) tag='' ;;
esac

# undo COMMAND: what it undoes may be gone already, with its interface or by hand
undo() {
	[ -n "$tag" ] || return 0
	"$@" 2>/dev/null || say "not there: $*"
}

## The end

# expressions.hcl:1: the sign that everything above is in place
undo ip rule del priority 32765 from 255.255.255.255 nop protocol "$tag"

## The default route

# expressions.hcl:58: whatever nothing above decided
undo ip rule del priority 28000 lookup 100 protocol "$tag"
# expressions.hcl:59: default, balanced by weight
undo ip route del default table 100 proto "$tag" nexthop via 203.0.113.1 dev if1 weight 1 nexthop via 198.51.100.1 dev if2 weight 2
# isp2 (expressions.hcl:59): default when the balanced one is gone with a device
undo ip route del default via 198.51.100.1 dev if2 src 198.51.100.2 metric 2 table 100 proto "$tag"
# isp1 (expressions.hcl:59): default when the balanced one is gone with a device
undo ip route del default via 203.0.113.1 dev if1 src 203.0.113.2 metric 1 table 100 proto "$tag"

## Which table decides

# isp2 (expressions.hcl:51): rule calls: by it
undo ip rule del priority 24002 to 192.0.2.128/25 ipproto 17 dport 20000-20099 lookup 102 protocol "$tag"
# isp2 (expressions.hcl:51): rule calls: by it
undo ip rule del priority 24002 to 192.0.2.128/25 ipproto 17 dport 10000-10099 lookup 102 protocol "$tag"
# isp2 (expressions.hcl:51): rule calls: by it
undo ip rule del priority 24002 to 192.0.2.128/25 ipproto 17 dport 5060 lookup 102 protocol "$tag"
# isp1 (expressions.hcl:46): rule servers: by it
undo ip rule del priority 24001 from 10.20.1.2 lookup 101 protocol "$tag"
# isp1 (expressions.hcl:46): rule servers: by it
undo ip rule del priority 24001 from 10.20.1.1 lookup 101 protocol "$tag"
# isp1 (expressions.hcl:46): rule servers: by it
undo ip rule del priority 24001 from 10.20.1.0 lookup 101 protocol "$tag"
# isp1 (expressions.hcl:46): rule servers: by it
undo ip rule del priority 24001 from 10.20.0.12 lookup 101 protocol "$tag"
# isp1 (expressions.hcl:46): rule servers: by it
undo ip rule del priority 24001 from 10.20.0.11 lookup 101 protocol "$tag"
# expressions.hcl:58: destinations that are always reached by one provider, or directly, before the rules
undo ip rule del priority 23950 lookup 100 suppress_prefixlength 1 protocol "$tag"
# isp2 (expressions.hcl:39): and by no other
undo ip rule del priority 23900 from 198.51.100.2 unreachable protocol "$tag"
# isp1 (expressions.hcl:28): and by no other
undo ip rule del priority 23900 from 203.0.113.2 unreachable protocol "$tag"
# isp2 (expressions.hcl:39): answers from its address leave by it
undo ip rule del priority 22002 from 198.51.100.2 lookup 102 protocol "$tag"
# isp1 (expressions.hcl:28): answers from its address leave by it
undo ip rule del priority 22001 from 203.0.113.2 lookup 101 protocol "$tag"
# isp2 (expressions.hcl:35): and goes by no other
undo ip rule del priority 21900 fwmark 0x200/0x3f00 unreachable protocol "$tag"
# isp1 (expressions.hcl:25): and goes by no other
undo ip rule del priority 21900 fwmark 0x100/0x3f00 unreachable protocol "$tag"
# isp2 (expressions.hcl:35): a connection that is its own stays with it
undo ip rule del priority 21002 fwmark 0x200/0x3f00 lookup 102 protocol "$tag"
# isp1 (expressions.hcl:25): a connection that is its own stays with it
undo ip rule del priority 21001 fwmark 0x100/0x3f00 lookup 101 protocol "$tag"
# expressions.hcl:58: where packets to the providers' networks go on
undo ip rule del priority 20901 nop protocol "$tag"
# expressions.hcl:58: connected, VPN and container networks first; main's own default is left out
undo ip rule del priority 20900 lookup main suppress_prefixlength 1 protocol "$tag"
# isp2 (expressions.hcl:39): not by main: a host there may have come in by another provider
undo ip rule del priority 20002 to 198.51.100.0/30 goto 20901 protocol "$tag"
# isp2 (expressions.hcl:39): narrower networks inside its network
undo ip rule del priority 20002 to 198.51.100.0/30 lookup main suppress_prefixlength 30 protocol "$tag"
# isp1 (expressions.hcl:28): not by main: a host there may have come in by another provider
undo ip rule del priority 20001 to 203.0.113.0/30 goto 20901 protocol "$tag"
# isp1 (expressions.hcl:28): narrower networks inside its network
undo ip rule del priority 20001 to 203.0.113.0/30 lookup main suppress_prefixlength 30 protocol "$tag"

## The networks of the providers, in the default table

# isp2 (expressions.hcl:42): always reached by it
undo ip route del 198.51.100.53/32 via 198.51.100.1 dev if2 src 198.51.100.2 table 100 proto "$tag"
# isp2 (expressions.hcl:39): its network, with the address to use there
undo ip route del 198.51.100.0/30 dev if2 src 198.51.100.2 table 100 proto "$tag"
# isp1 (expressions.hcl:31): always reached by it
undo ip route del 192.0.2.53/32 via 203.0.113.1 dev if1 src 203.0.113.2 table 100 proto "$tag"
# isp1 (expressions.hcl:28): its network, with the address to use there
undo ip route del 203.0.113.0/30 dev if1 src 203.0.113.2 table 100 proto "$tag"

## A table for each provider

# isp2 (expressions.hcl:39): its default
undo ip route del default via 198.51.100.1 dev if2 src 198.51.100.2 table 102 proto "$tag"
# isp2 (expressions.hcl:39): its network, reached directly
undo ip route del 198.51.100.0/30 dev if2 src 198.51.100.2 table 102 proto "$tag"
# isp1 (expressions.hcl:28): its default
undo ip route del default via 203.0.113.1 dev if1 src 203.0.113.2 table 101 proto "$tag"
# isp1 (expressions.hcl:28): its network, reached directly
undo ip route del 203.0.113.0/30 dev if1 src 203.0.113.2 table 101 proto "$tag"

## Connection marks and address translation

# expressions.hcl:1: connections keep their provider, and sources are translated where asked for
undo nft delete table inet splitroute

## Parameters of the kernel

# isp2 (expressions.hcl:35): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/if2/rp_filter
# isp1 (expressions.hcl:25): answers may come in here that strict filtering would drop
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
