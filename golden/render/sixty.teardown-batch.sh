#!/bin/sh
#
# Takes down the routing for 60 providers that the setup script from sixty.hcl sets up.
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
		say 'sixty.hcl: another run is at work; this one waits for it to end'
		flock 0 <&9
	} || die 'sixty.hcl: cannot lock /proc/sys/net/ipv4/route/flush; this failed: flock 0'
fi

failed=0
run() {
	culprit=''
	"$@" && return
	failed=1
	say "this failed: ${culprit:-$*}"
}

[ "$uid" = 0 ] || die 'sixty.hcl: this needs root'

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

find_ours || die 'sixty.hcl: ip cannot list what is there; iproute2 5.3 or newer is needed'
case $ours in
*'from 255.255.255.255 nop proto 201 '*) tag=201 ;;
*'from 255.255.255.255 nop proto 202 '*) tag=202 ;;
*' proto 201 '*) tag=201 ;;
*' proto 202 '*) tag=202 ;;
*) tag='' ;;
esac

## Routes and rules

# entries4 COMMAND: hands them to COMMAND
entries4() {
	"$@" <<EOF
# sixty.hcl:3: the sign that everything above is in place
rule del priority 32765 from 255.255.255.255 nop protocol $tag
# sixty.hcl:612: whatever nothing above decided
rule del priority 28000 lookup 100 protocol $tag
# sixty.hcl:613: default, balanced by weight
route del default table 100 proto $tag nexthop via 198.51.100.1 dev up1 weight 1 nexthop via 198.51.100.5 dev up2 weight 3 nexthop via 198.51.100.9 dev up3 weight 6 nexthop via 198.51.100.13 dev up4 weight 1 nexthop via 198.51.100.17 dev up5 weight 3 nexthop via 198.51.100.21 dev up6 weight 6 nexthop via 198.51.100.25 dev up7 weight 1 nexthop via 198.51.100.29 dev up8 weight 3 nexthop via 198.51.100.33 dev up9 weight 6 nexthop via 198.51.100.37 dev up10 weight 1 nexthop via 198.51.100.41 dev up11 weight 3 nexthop via 198.51.100.45 dev up12 weight 6 nexthop via 198.51.100.49 dev up13 weight 1 nexthop via 198.51.100.53 dev up14 weight 3 nexthop via 198.51.100.57 dev up15 weight 6 nexthop via 198.51.100.61 dev up16 weight 1 nexthop via 198.51.100.65 dev up17 weight 3 nexthop via 198.51.100.69 dev up18 weight 6 nexthop via 198.51.100.73 dev up19 weight 1 nexthop via 198.51.100.77 dev up20 weight 3 nexthop via 198.51.100.81 dev up21 weight 6 nexthop via 198.51.100.85 dev up22 weight 1 nexthop via 198.51.100.89 dev up23 weight 3 nexthop via 198.51.100.93 dev up24 weight 6 nexthop via 198.51.100.97 dev up25 weight 1 nexthop via 198.51.100.101 dev up26 weight 3 nexthop via 198.51.100.105 dev up27 weight 6 nexthop via 198.51.100.109 dev up28 weight 1 nexthop via 198.51.100.113 dev up29 weight 3 nexthop via 198.51.100.117 dev up30 weight 6 nexthop via 198.51.100.121 dev up31 weight 1 nexthop via 198.51.100.125 dev up32 weight 3 nexthop via 198.51.100.129 dev up33 weight 6 nexthop via 198.51.100.133 dev up34 weight 1 nexthop via 198.51.100.137 dev up35 weight 3 nexthop via 198.51.100.141 dev up36 weight 6 nexthop via 198.51.100.145 dev up37 weight 1 nexthop via 198.51.100.149 dev up38 weight 3 nexthop via 198.51.100.153 dev up39 weight 6 nexthop via 198.51.100.157 dev up40 weight 1 nexthop via 198.51.100.161 dev up41 weight 3 nexthop via 198.51.100.165 dev up42 weight 6 nexthop via 198.51.100.169 dev up43 weight 1 nexthop via 198.51.100.173 dev up44 weight 3 nexthop via 198.51.100.177 dev up45 weight 6 nexthop via 198.51.100.181 dev up46 weight 1 nexthop via 198.51.100.185 dev up47 weight 3 nexthop via 198.51.100.189 dev up48 weight 6 nexthop via 198.51.100.193 dev up49 weight 1 nexthop via 198.51.100.197 dev up50 weight 3 nexthop via 198.51.100.201 dev up51 weight 6 nexthop via 198.51.100.205 dev up52 weight 1 nexthop via 198.51.100.209 dev up53 weight 3 nexthop via 198.51.100.213 dev up54 weight 6 nexthop via 198.51.100.217 dev up55 weight 1 nexthop via 198.51.100.221 dev up56 weight 3 nexthop via 198.51.100.225 dev up57 weight 6 nexthop via 198.51.100.229 dev up58 weight 1 nexthop via 198.51.100.233 dev up59 weight 3 nexthop via 198.51.100.237 dev up60 weight 6
# line60 (sixty.hcl:613): default when the balanced one is gone with a device
route del default via 198.51.100.237 dev up60 src 198.51.100.238 metric 60 table 100 proto $tag
# line59 (sixty.hcl:613): default when the balanced one is gone with a device
route del default via 198.51.100.233 dev up59 src 198.51.100.234 metric 59 table 100 proto $tag
# line58 (sixty.hcl:613): default when the balanced one is gone with a device
route del default via 198.51.100.229 dev up58 src 198.51.100.230 metric 58 table 100 proto $tag
# line57 (sixty.hcl:613): default when the balanced one is gone with a device
route del default via 198.51.100.225 dev up57 src 198.51.100.226 metric 57 table 100 proto $tag
# line56 (sixty.hcl:613): default when the balanced one is gone with a device
route del default via 198.51.100.221 dev up56 src 198.51.100.222 metric 56 table 100 proto $tag
# line55 (sixty.hcl:613): default when the balanced one is gone with a device
route del default via 198.51.100.217 dev up55 src 198.51.100.218 metric 55 table 100 proto $tag
# line54 (sixty.hcl:613): default when the balanced one is gone with a device
route del default via 198.51.100.213 dev up54 src 198.51.100.214 metric 54 table 100 proto $tag
# line53 (sixty.hcl:613): default when the balanced one is gone with a device
route del default via 198.51.100.209 dev up53 src 198.51.100.210 metric 53 table 100 proto $tag
# line52 (sixty.hcl:613): default when the balanced one is gone with a device
route del default via 198.51.100.205 dev up52 src 198.51.100.206 metric 52 table 100 proto $tag
# line51 (sixty.hcl:613): default when the balanced one is gone with a device
route del default via 198.51.100.201 dev up51 src 198.51.100.202 metric 51 table 100 proto $tag
# line50 (sixty.hcl:613): default when the balanced one is gone with a device
route del default via 198.51.100.197 dev up50 src 198.51.100.198 metric 50 table 100 proto $tag
# line49 (sixty.hcl:613): default when the balanced one is gone with a device
route del default via 198.51.100.193 dev up49 src 198.51.100.194 metric 49 table 100 proto $tag
# line48 (sixty.hcl:613): default when the balanced one is gone with a device
route del default via 198.51.100.189 dev up48 src 198.51.100.190 metric 48 table 100 proto $tag
# line47 (sixty.hcl:613): default when the balanced one is gone with a device
route del default via 198.51.100.185 dev up47 src 198.51.100.186 metric 47 table 100 proto $tag
# line46 (sixty.hcl:613): default when the balanced one is gone with a device
route del default via 198.51.100.181 dev up46 src 198.51.100.182 metric 46 table 100 proto $tag
# line45 (sixty.hcl:613): default when the balanced one is gone with a device
route del default via 198.51.100.177 dev up45 src 198.51.100.178 metric 45 table 100 proto $tag
# line44 (sixty.hcl:613): default when the balanced one is gone with a device
route del default via 198.51.100.173 dev up44 src 198.51.100.174 metric 44 table 100 proto $tag
# line43 (sixty.hcl:613): default when the balanced one is gone with a device
route del default via 198.51.100.169 dev up43 src 198.51.100.170 metric 43 table 100 proto $tag
# line42 (sixty.hcl:613): default when the balanced one is gone with a device
route del default via 198.51.100.165 dev up42 src 198.51.100.166 metric 42 table 100 proto $tag
# line41 (sixty.hcl:613): default when the balanced one is gone with a device
route del default via 198.51.100.161 dev up41 src 198.51.100.162 metric 41 table 100 proto $tag
# line40 (sixty.hcl:613): default when the balanced one is gone with a device
route del default via 198.51.100.157 dev up40 src 198.51.100.158 metric 40 table 100 proto $tag
# line39 (sixty.hcl:613): default when the balanced one is gone with a device
route del default via 198.51.100.153 dev up39 src 198.51.100.154 metric 39 table 100 proto $tag
# line38 (sixty.hcl:613): default when the balanced one is gone with a device
route del default via 198.51.100.149 dev up38 src 198.51.100.150 metric 38 table 100 proto $tag
# line37 (sixty.hcl:613): default when the balanced one is gone with a device
route del default via 198.51.100.145 dev up37 src 198.51.100.146 metric 37 table 100 proto $tag
# line36 (sixty.hcl:613): default when the balanced one is gone with a device
route del default via 198.51.100.141 dev up36 src 198.51.100.142 metric 36 table 100 proto $tag
# line35 (sixty.hcl:613): default when the balanced one is gone with a device
route del default via 198.51.100.137 dev up35 src 198.51.100.138 metric 35 table 100 proto $tag
# line34 (sixty.hcl:613): default when the balanced one is gone with a device
route del default via 198.51.100.133 dev up34 src 198.51.100.134 metric 34 table 100 proto $tag
# line33 (sixty.hcl:613): default when the balanced one is gone with a device
route del default via 198.51.100.129 dev up33 src 198.51.100.130 metric 33 table 100 proto $tag
# line32 (sixty.hcl:613): default when the balanced one is gone with a device
route del default via 198.51.100.125 dev up32 src 198.51.100.126 metric 32 table 100 proto $tag
# line31 (sixty.hcl:613): default when the balanced one is gone with a device
route del default via 198.51.100.121 dev up31 src 198.51.100.122 metric 31 table 100 proto $tag
# line30 (sixty.hcl:613): default when the balanced one is gone with a device
route del default via 198.51.100.117 dev up30 src 198.51.100.118 metric 30 table 100 proto $tag
# line29 (sixty.hcl:613): default when the balanced one is gone with a device
route del default via 198.51.100.113 dev up29 src 198.51.100.114 metric 29 table 100 proto $tag
# line28 (sixty.hcl:613): default when the balanced one is gone with a device
route del default via 198.51.100.109 dev up28 src 198.51.100.110 metric 28 table 100 proto $tag
# line27 (sixty.hcl:613): default when the balanced one is gone with a device
route del default via 198.51.100.105 dev up27 src 198.51.100.106 metric 27 table 100 proto $tag
# line26 (sixty.hcl:613): default when the balanced one is gone with a device
route del default via 198.51.100.101 dev up26 src 198.51.100.102 metric 26 table 100 proto $tag
# line25 (sixty.hcl:613): default when the balanced one is gone with a device
route del default via 198.51.100.97 dev up25 src 198.51.100.98 metric 25 table 100 proto $tag
# line24 (sixty.hcl:613): default when the balanced one is gone with a device
route del default via 198.51.100.93 dev up24 src 198.51.100.94 metric 24 table 100 proto $tag
# line23 (sixty.hcl:613): default when the balanced one is gone with a device
route del default via 198.51.100.89 dev up23 src 198.51.100.90 metric 23 table 100 proto $tag
# line22 (sixty.hcl:613): default when the balanced one is gone with a device
route del default via 198.51.100.85 dev up22 src 198.51.100.86 metric 22 table 100 proto $tag
# line21 (sixty.hcl:613): default when the balanced one is gone with a device
route del default via 198.51.100.81 dev up21 src 198.51.100.82 metric 21 table 100 proto $tag
# line20 (sixty.hcl:613): default when the balanced one is gone with a device
route del default via 198.51.100.77 dev up20 src 198.51.100.78 metric 20 table 100 proto $tag
# line19 (sixty.hcl:613): default when the balanced one is gone with a device
route del default via 198.51.100.73 dev up19 src 198.51.100.74 metric 19 table 100 proto $tag
# line18 (sixty.hcl:613): default when the balanced one is gone with a device
route del default via 198.51.100.69 dev up18 src 198.51.100.70 metric 18 table 100 proto $tag
# line17 (sixty.hcl:613): default when the balanced one is gone with a device
route del default via 198.51.100.65 dev up17 src 198.51.100.66 metric 17 table 100 proto $tag
# line16 (sixty.hcl:613): default when the balanced one is gone with a device
route del default via 198.51.100.61 dev up16 src 198.51.100.62 metric 16 table 100 proto $tag
# line15 (sixty.hcl:613): default when the balanced one is gone with a device
route del default via 198.51.100.57 dev up15 src 198.51.100.58 metric 15 table 100 proto $tag
# line14 (sixty.hcl:613): default when the balanced one is gone with a device
route del default via 198.51.100.53 dev up14 src 198.51.100.54 metric 14 table 100 proto $tag
# line13 (sixty.hcl:613): default when the balanced one is gone with a device
route del default via 198.51.100.49 dev up13 src 198.51.100.50 metric 13 table 100 proto $tag
# line12 (sixty.hcl:613): default when the balanced one is gone with a device
route del default via 198.51.100.45 dev up12 src 198.51.100.46 metric 12 table 100 proto $tag
# line11 (sixty.hcl:613): default when the balanced one is gone with a device
route del default via 198.51.100.41 dev up11 src 198.51.100.42 metric 11 table 100 proto $tag
# line10 (sixty.hcl:613): default when the balanced one is gone with a device
route del default via 198.51.100.37 dev up10 src 198.51.100.38 metric 10 table 100 proto $tag
# line9 (sixty.hcl:613): default when the balanced one is gone with a device
route del default via 198.51.100.33 dev up9 src 198.51.100.34 metric 9 table 100 proto $tag
# line8 (sixty.hcl:613): default when the balanced one is gone with a device
route del default via 198.51.100.29 dev up8 src 198.51.100.30 metric 8 table 100 proto $tag
# line7 (sixty.hcl:613): default when the balanced one is gone with a device
route del default via 198.51.100.25 dev up7 src 198.51.100.26 metric 7 table 100 proto $tag
# line6 (sixty.hcl:613): default when the balanced one is gone with a device
route del default via 198.51.100.21 dev up6 src 198.51.100.22 metric 6 table 100 proto $tag
# line5 (sixty.hcl:613): default when the balanced one is gone with a device
route del default via 198.51.100.17 dev up5 src 198.51.100.18 metric 5 table 100 proto $tag
# line4 (sixty.hcl:613): default when the balanced one is gone with a device
route del default via 198.51.100.13 dev up4 src 198.51.100.14 metric 4 table 100 proto $tag
# line3 (sixty.hcl:613): default when the balanced one is gone with a device
route del default via 198.51.100.9 dev up3 src 198.51.100.10 metric 3 table 100 proto $tag
# line2 (sixty.hcl:613): default when the balanced one is gone with a device
route del default via 198.51.100.5 dev up2 src 198.51.100.6 metric 2 table 100 proto $tag
# line1 (sixty.hcl:613): default when the balanced one is gone with a device
route del default via 198.51.100.1 dev up1 src 198.51.100.2 metric 1 table 100 proto $tag
# line60 (sixty.hcl:606): and by no other
rule del priority 23900 from 198.51.100.238 unreachable protocol $tag
# line59 (sixty.hcl:596): and by no other
rule del priority 23900 from 198.51.100.234 unreachable protocol $tag
# line58 (sixty.hcl:586): and by no other
rule del priority 23900 from 198.51.100.230 unreachable protocol $tag
# line57 (sixty.hcl:576): and by no other
rule del priority 23900 from 198.51.100.226 unreachable protocol $tag
# line56 (sixty.hcl:566): and by no other
rule del priority 23900 from 198.51.100.222 unreachable protocol $tag
# line55 (sixty.hcl:556): and by no other
rule del priority 23900 from 198.51.100.218 unreachable protocol $tag
# line54 (sixty.hcl:546): and by no other
rule del priority 23900 from 198.51.100.214 unreachable protocol $tag
# line53 (sixty.hcl:536): and by no other
rule del priority 23900 from 198.51.100.210 unreachable protocol $tag
# line52 (sixty.hcl:526): and by no other
rule del priority 23900 from 198.51.100.206 unreachable protocol $tag
# line51 (sixty.hcl:516): and by no other
rule del priority 23900 from 198.51.100.202 unreachable protocol $tag
# line50 (sixty.hcl:506): and by no other
rule del priority 23900 from 198.51.100.198 unreachable protocol $tag
# line49 (sixty.hcl:496): and by no other
rule del priority 23900 from 198.51.100.194 unreachable protocol $tag
# line48 (sixty.hcl:486): and by no other
rule del priority 23900 from 198.51.100.190 unreachable protocol $tag
# line47 (sixty.hcl:476): and by no other
rule del priority 23900 from 198.51.100.186 unreachable protocol $tag
# line46 (sixty.hcl:466): and by no other
rule del priority 23900 from 198.51.100.182 unreachable protocol $tag
# line45 (sixty.hcl:456): and by no other
rule del priority 23900 from 198.51.100.178 unreachable protocol $tag
# line44 (sixty.hcl:446): and by no other
rule del priority 23900 from 198.51.100.174 unreachable protocol $tag
# line43 (sixty.hcl:436): and by no other
rule del priority 23900 from 198.51.100.170 unreachable protocol $tag
# line42 (sixty.hcl:426): and by no other
rule del priority 23900 from 198.51.100.166 unreachable protocol $tag
# line41 (sixty.hcl:416): and by no other
rule del priority 23900 from 198.51.100.162 unreachable protocol $tag
# line40 (sixty.hcl:406): and by no other
rule del priority 23900 from 198.51.100.158 unreachable protocol $tag
# line39 (sixty.hcl:396): and by no other
rule del priority 23900 from 198.51.100.154 unreachable protocol $tag
# line38 (sixty.hcl:386): and by no other
rule del priority 23900 from 198.51.100.150 unreachable protocol $tag
# line37 (sixty.hcl:376): and by no other
rule del priority 23900 from 198.51.100.146 unreachable protocol $tag
# line36 (sixty.hcl:366): and by no other
rule del priority 23900 from 198.51.100.142 unreachable protocol $tag
# line35 (sixty.hcl:356): and by no other
rule del priority 23900 from 198.51.100.138 unreachable protocol $tag
# line34 (sixty.hcl:346): and by no other
rule del priority 23900 from 198.51.100.134 unreachable protocol $tag
# line33 (sixty.hcl:336): and by no other
rule del priority 23900 from 198.51.100.130 unreachable protocol $tag
# line32 (sixty.hcl:326): and by no other
rule del priority 23900 from 198.51.100.126 unreachable protocol $tag
# line31 (sixty.hcl:316): and by no other
rule del priority 23900 from 198.51.100.122 unreachable protocol $tag
# line30 (sixty.hcl:306): and by no other
rule del priority 23900 from 198.51.100.118 unreachable protocol $tag
# line29 (sixty.hcl:296): and by no other
rule del priority 23900 from 198.51.100.114 unreachable protocol $tag
# line28 (sixty.hcl:286): and by no other
rule del priority 23900 from 198.51.100.110 unreachable protocol $tag
# line27 (sixty.hcl:276): and by no other
rule del priority 23900 from 198.51.100.106 unreachable protocol $tag
# line26 (sixty.hcl:266): and by no other
rule del priority 23900 from 198.51.100.102 unreachable protocol $tag
# line25 (sixty.hcl:256): and by no other
rule del priority 23900 from 198.51.100.98 unreachable protocol $tag
# line24 (sixty.hcl:246): and by no other
rule del priority 23900 from 198.51.100.94 unreachable protocol $tag
# line23 (sixty.hcl:236): and by no other
rule del priority 23900 from 198.51.100.90 unreachable protocol $tag
# line22 (sixty.hcl:226): and by no other
rule del priority 23900 from 198.51.100.86 unreachable protocol $tag
# line21 (sixty.hcl:216): and by no other
rule del priority 23900 from 198.51.100.82 unreachable protocol $tag
# line20 (sixty.hcl:206): and by no other
rule del priority 23900 from 198.51.100.78 unreachable protocol $tag
# line19 (sixty.hcl:196): and by no other
rule del priority 23900 from 198.51.100.74 unreachable protocol $tag
# line18 (sixty.hcl:186): and by no other
rule del priority 23900 from 198.51.100.70 unreachable protocol $tag
# line17 (sixty.hcl:176): and by no other
rule del priority 23900 from 198.51.100.66 unreachable protocol $tag
# line16 (sixty.hcl:166): and by no other
rule del priority 23900 from 198.51.100.62 unreachable protocol $tag
# line15 (sixty.hcl:156): and by no other
rule del priority 23900 from 198.51.100.58 unreachable protocol $tag
# line14 (sixty.hcl:146): and by no other
rule del priority 23900 from 198.51.100.54 unreachable protocol $tag
# line13 (sixty.hcl:136): and by no other
rule del priority 23900 from 198.51.100.50 unreachable protocol $tag
# line12 (sixty.hcl:126): and by no other
rule del priority 23900 from 198.51.100.46 unreachable protocol $tag
# line11 (sixty.hcl:116): and by no other
rule del priority 23900 from 198.51.100.42 unreachable protocol $tag
# line10 (sixty.hcl:106): and by no other
rule del priority 23900 from 198.51.100.38 unreachable protocol $tag
# line9 (sixty.hcl:96): and by no other
rule del priority 23900 from 198.51.100.34 unreachable protocol $tag
# line8 (sixty.hcl:86): and by no other
rule del priority 23900 from 198.51.100.30 unreachable protocol $tag
# line7 (sixty.hcl:76): and by no other
rule del priority 23900 from 198.51.100.26 unreachable protocol $tag
# line6 (sixty.hcl:66): and by no other
rule del priority 23900 from 198.51.100.22 unreachable protocol $tag
# line5 (sixty.hcl:56): and by no other
rule del priority 23900 from 198.51.100.18 unreachable protocol $tag
# line4 (sixty.hcl:46): and by no other
rule del priority 23900 from 198.51.100.14 unreachable protocol $tag
# line3 (sixty.hcl:36): and by no other
rule del priority 23900 from 198.51.100.10 unreachable protocol $tag
# line2 (sixty.hcl:26): and by no other
rule del priority 23900 from 198.51.100.6 unreachable protocol $tag
# line1 (sixty.hcl:16): and by no other
rule del priority 23900 from 198.51.100.2 unreachable protocol $tag
# line60 (sixty.hcl:606): answers from its address leave by it
rule del priority 22060 from 198.51.100.238 lookup 160 protocol $tag
# line59 (sixty.hcl:596): answers from its address leave by it
rule del priority 22059 from 198.51.100.234 lookup 159 protocol $tag
# line58 (sixty.hcl:586): answers from its address leave by it
rule del priority 22058 from 198.51.100.230 lookup 158 protocol $tag
# line57 (sixty.hcl:576): answers from its address leave by it
rule del priority 22057 from 198.51.100.226 lookup 157 protocol $tag
# line56 (sixty.hcl:566): answers from its address leave by it
rule del priority 22056 from 198.51.100.222 lookup 156 protocol $tag
# line55 (sixty.hcl:556): answers from its address leave by it
rule del priority 22055 from 198.51.100.218 lookup 155 protocol $tag
# line54 (sixty.hcl:546): answers from its address leave by it
rule del priority 22054 from 198.51.100.214 lookup 154 protocol $tag
# line53 (sixty.hcl:536): answers from its address leave by it
rule del priority 22053 from 198.51.100.210 lookup 153 protocol $tag
# line52 (sixty.hcl:526): answers from its address leave by it
rule del priority 22052 from 198.51.100.206 lookup 152 protocol $tag
# line51 (sixty.hcl:516): answers from its address leave by it
rule del priority 22051 from 198.51.100.202 lookup 151 protocol $tag
# line50 (sixty.hcl:506): answers from its address leave by it
rule del priority 22050 from 198.51.100.198 lookup 150 protocol $tag
# line49 (sixty.hcl:496): answers from its address leave by it
rule del priority 22049 from 198.51.100.194 lookup 149 protocol $tag
# line48 (sixty.hcl:486): answers from its address leave by it
rule del priority 22048 from 198.51.100.190 lookup 148 protocol $tag
# line47 (sixty.hcl:476): answers from its address leave by it
rule del priority 22047 from 198.51.100.186 lookup 147 protocol $tag
# line46 (sixty.hcl:466): answers from its address leave by it
rule del priority 22046 from 198.51.100.182 lookup 146 protocol $tag
# line45 (sixty.hcl:456): answers from its address leave by it
rule del priority 22045 from 198.51.100.178 lookup 145 protocol $tag
# line44 (sixty.hcl:446): answers from its address leave by it
rule del priority 22044 from 198.51.100.174 lookup 144 protocol $tag
# line43 (sixty.hcl:436): answers from its address leave by it
rule del priority 22043 from 198.51.100.170 lookup 143 protocol $tag
# line42 (sixty.hcl:426): answers from its address leave by it
rule del priority 22042 from 198.51.100.166 lookup 142 protocol $tag
# line41 (sixty.hcl:416): answers from its address leave by it
rule del priority 22041 from 198.51.100.162 lookup 141 protocol $tag
# line40 (sixty.hcl:406): answers from its address leave by it
rule del priority 22040 from 198.51.100.158 lookup 140 protocol $tag
# line39 (sixty.hcl:396): answers from its address leave by it
rule del priority 22039 from 198.51.100.154 lookup 139 protocol $tag
# line38 (sixty.hcl:386): answers from its address leave by it
rule del priority 22038 from 198.51.100.150 lookup 138 protocol $tag
# line37 (sixty.hcl:376): answers from its address leave by it
rule del priority 22037 from 198.51.100.146 lookup 137 protocol $tag
# line36 (sixty.hcl:366): answers from its address leave by it
rule del priority 22036 from 198.51.100.142 lookup 136 protocol $tag
# line35 (sixty.hcl:356): answers from its address leave by it
rule del priority 22035 from 198.51.100.138 lookup 135 protocol $tag
# line34 (sixty.hcl:346): answers from its address leave by it
rule del priority 22034 from 198.51.100.134 lookup 134 protocol $tag
# line33 (sixty.hcl:336): answers from its address leave by it
rule del priority 22033 from 198.51.100.130 lookup 133 protocol $tag
# line32 (sixty.hcl:326): answers from its address leave by it
rule del priority 22032 from 198.51.100.126 lookup 132 protocol $tag
# line31 (sixty.hcl:316): answers from its address leave by it
rule del priority 22031 from 198.51.100.122 lookup 131 protocol $tag
# line30 (sixty.hcl:306): answers from its address leave by it
rule del priority 22030 from 198.51.100.118 lookup 130 protocol $tag
# line29 (sixty.hcl:296): answers from its address leave by it
rule del priority 22029 from 198.51.100.114 lookup 129 protocol $tag
# line28 (sixty.hcl:286): answers from its address leave by it
rule del priority 22028 from 198.51.100.110 lookup 128 protocol $tag
# line27 (sixty.hcl:276): answers from its address leave by it
rule del priority 22027 from 198.51.100.106 lookup 127 protocol $tag
# line26 (sixty.hcl:266): answers from its address leave by it
rule del priority 22026 from 198.51.100.102 lookup 126 protocol $tag
# line25 (sixty.hcl:256): answers from its address leave by it
rule del priority 22025 from 198.51.100.98 lookup 125 protocol $tag
# line24 (sixty.hcl:246): answers from its address leave by it
rule del priority 22024 from 198.51.100.94 lookup 124 protocol $tag
# line23 (sixty.hcl:236): answers from its address leave by it
rule del priority 22023 from 198.51.100.90 lookup 123 protocol $tag
# line22 (sixty.hcl:226): answers from its address leave by it
rule del priority 22022 from 198.51.100.86 lookup 122 protocol $tag
# line21 (sixty.hcl:216): answers from its address leave by it
rule del priority 22021 from 198.51.100.82 lookup 121 protocol $tag
# line20 (sixty.hcl:206): answers from its address leave by it
rule del priority 22020 from 198.51.100.78 lookup 120 protocol $tag
# line19 (sixty.hcl:196): answers from its address leave by it
rule del priority 22019 from 198.51.100.74 lookup 119 protocol $tag
# line18 (sixty.hcl:186): answers from its address leave by it
rule del priority 22018 from 198.51.100.70 lookup 118 protocol $tag
# line17 (sixty.hcl:176): answers from its address leave by it
rule del priority 22017 from 198.51.100.66 lookup 117 protocol $tag
# line16 (sixty.hcl:166): answers from its address leave by it
rule del priority 22016 from 198.51.100.62 lookup 116 protocol $tag
# line15 (sixty.hcl:156): answers from its address leave by it
rule del priority 22015 from 198.51.100.58 lookup 115 protocol $tag
# line14 (sixty.hcl:146): answers from its address leave by it
rule del priority 22014 from 198.51.100.54 lookup 114 protocol $tag
# line13 (sixty.hcl:136): answers from its address leave by it
rule del priority 22013 from 198.51.100.50 lookup 113 protocol $tag
# line12 (sixty.hcl:126): answers from its address leave by it
rule del priority 22012 from 198.51.100.46 lookup 112 protocol $tag
# line11 (sixty.hcl:116): answers from its address leave by it
rule del priority 22011 from 198.51.100.42 lookup 111 protocol $tag
# line10 (sixty.hcl:106): answers from its address leave by it
rule del priority 22010 from 198.51.100.38 lookup 110 protocol $tag
# line9 (sixty.hcl:96): answers from its address leave by it
rule del priority 22009 from 198.51.100.34 lookup 109 protocol $tag
# line8 (sixty.hcl:86): answers from its address leave by it
rule del priority 22008 from 198.51.100.30 lookup 108 protocol $tag
# line7 (sixty.hcl:76): answers from its address leave by it
rule del priority 22007 from 198.51.100.26 lookup 107 protocol $tag
# line6 (sixty.hcl:66): answers from its address leave by it
rule del priority 22006 from 198.51.100.22 lookup 106 protocol $tag
# line5 (sixty.hcl:56): answers from its address leave by it
rule del priority 22005 from 198.51.100.18 lookup 105 protocol $tag
# line4 (sixty.hcl:46): answers from its address leave by it
rule del priority 22004 from 198.51.100.14 lookup 104 protocol $tag
# line3 (sixty.hcl:36): answers from its address leave by it
rule del priority 22003 from 198.51.100.10 lookup 103 protocol $tag
# line2 (sixty.hcl:26): answers from its address leave by it
rule del priority 22002 from 198.51.100.6 lookup 102 protocol $tag
# line1 (sixty.hcl:16): answers from its address leave by it
rule del priority 22001 from 198.51.100.2 lookup 101 protocol $tag
# line60 (sixty.hcl:602): and goes by no other
rule del priority 21900 fwmark 0x3c00/0x3f00 unreachable protocol $tag
# line59 (sixty.hcl:592): and goes by no other
rule del priority 21900 fwmark 0x3b00/0x3f00 unreachable protocol $tag
# line58 (sixty.hcl:582): and goes by no other
rule del priority 21900 fwmark 0x3a00/0x3f00 unreachable protocol $tag
# line57 (sixty.hcl:572): and goes by no other
rule del priority 21900 fwmark 0x3900/0x3f00 unreachable protocol $tag
# line56 (sixty.hcl:562): and goes by no other
rule del priority 21900 fwmark 0x3800/0x3f00 unreachable protocol $tag
# line55 (sixty.hcl:552): and goes by no other
rule del priority 21900 fwmark 0x3700/0x3f00 unreachable protocol $tag
# line54 (sixty.hcl:542): and goes by no other
rule del priority 21900 fwmark 0x3600/0x3f00 unreachable protocol $tag
# line53 (sixty.hcl:532): and goes by no other
rule del priority 21900 fwmark 0x3500/0x3f00 unreachable protocol $tag
# line52 (sixty.hcl:522): and goes by no other
rule del priority 21900 fwmark 0x3400/0x3f00 unreachable protocol $tag
# line51 (sixty.hcl:512): and goes by no other
rule del priority 21900 fwmark 0x3300/0x3f00 unreachable protocol $tag
# line50 (sixty.hcl:502): and goes by no other
rule del priority 21900 fwmark 0x3200/0x3f00 unreachable protocol $tag
# line49 (sixty.hcl:492): and goes by no other
rule del priority 21900 fwmark 0x3100/0x3f00 unreachable protocol $tag
# line48 (sixty.hcl:482): and goes by no other
rule del priority 21900 fwmark 0x3000/0x3f00 unreachable protocol $tag
# line47 (sixty.hcl:472): and goes by no other
rule del priority 21900 fwmark 0x2f00/0x3f00 unreachable protocol $tag
# line46 (sixty.hcl:462): and goes by no other
rule del priority 21900 fwmark 0x2e00/0x3f00 unreachable protocol $tag
# line45 (sixty.hcl:452): and goes by no other
rule del priority 21900 fwmark 0x2d00/0x3f00 unreachable protocol $tag
# line44 (sixty.hcl:442): and goes by no other
rule del priority 21900 fwmark 0x2c00/0x3f00 unreachable protocol $tag
# line43 (sixty.hcl:432): and goes by no other
rule del priority 21900 fwmark 0x2b00/0x3f00 unreachable protocol $tag
# line42 (sixty.hcl:422): and goes by no other
rule del priority 21900 fwmark 0x2a00/0x3f00 unreachable protocol $tag
# line41 (sixty.hcl:412): and goes by no other
rule del priority 21900 fwmark 0x2900/0x3f00 unreachable protocol $tag
# line40 (sixty.hcl:402): and goes by no other
rule del priority 21900 fwmark 0x2800/0x3f00 unreachable protocol $tag
# line39 (sixty.hcl:392): and goes by no other
rule del priority 21900 fwmark 0x2700/0x3f00 unreachable protocol $tag
# line38 (sixty.hcl:382): and goes by no other
rule del priority 21900 fwmark 0x2600/0x3f00 unreachable protocol $tag
# line37 (sixty.hcl:372): and goes by no other
rule del priority 21900 fwmark 0x2500/0x3f00 unreachable protocol $tag
# line36 (sixty.hcl:362): and goes by no other
rule del priority 21900 fwmark 0x2400/0x3f00 unreachable protocol $tag
# line35 (sixty.hcl:352): and goes by no other
rule del priority 21900 fwmark 0x2300/0x3f00 unreachable protocol $tag
# line34 (sixty.hcl:342): and goes by no other
rule del priority 21900 fwmark 0x2200/0x3f00 unreachable protocol $tag
# line33 (sixty.hcl:332): and goes by no other
rule del priority 21900 fwmark 0x2100/0x3f00 unreachable protocol $tag
# line32 (sixty.hcl:322): and goes by no other
rule del priority 21900 fwmark 0x2000/0x3f00 unreachable protocol $tag
# line31 (sixty.hcl:312): and goes by no other
rule del priority 21900 fwmark 0x1f00/0x3f00 unreachable protocol $tag
# line30 (sixty.hcl:302): and goes by no other
rule del priority 21900 fwmark 0x1e00/0x3f00 unreachable protocol $tag
# line29 (sixty.hcl:292): and goes by no other
rule del priority 21900 fwmark 0x1d00/0x3f00 unreachable protocol $tag
# line28 (sixty.hcl:282): and goes by no other
rule del priority 21900 fwmark 0x1c00/0x3f00 unreachable protocol $tag
# line27 (sixty.hcl:272): and goes by no other
rule del priority 21900 fwmark 0x1b00/0x3f00 unreachable protocol $tag
# line26 (sixty.hcl:262): and goes by no other
rule del priority 21900 fwmark 0x1a00/0x3f00 unreachable protocol $tag
# line25 (sixty.hcl:252): and goes by no other
rule del priority 21900 fwmark 0x1900/0x3f00 unreachable protocol $tag
# line24 (sixty.hcl:242): and goes by no other
rule del priority 21900 fwmark 0x1800/0x3f00 unreachable protocol $tag
# line23 (sixty.hcl:232): and goes by no other
rule del priority 21900 fwmark 0x1700/0x3f00 unreachable protocol $tag
# line22 (sixty.hcl:222): and goes by no other
rule del priority 21900 fwmark 0x1600/0x3f00 unreachable protocol $tag
# line21 (sixty.hcl:212): and goes by no other
rule del priority 21900 fwmark 0x1500/0x3f00 unreachable protocol $tag
# line20 (sixty.hcl:202): and goes by no other
rule del priority 21900 fwmark 0x1400/0x3f00 unreachable protocol $tag
# line19 (sixty.hcl:192): and goes by no other
rule del priority 21900 fwmark 0x1300/0x3f00 unreachable protocol $tag
# line18 (sixty.hcl:182): and goes by no other
rule del priority 21900 fwmark 0x1200/0x3f00 unreachable protocol $tag
# line17 (sixty.hcl:172): and goes by no other
rule del priority 21900 fwmark 0x1100/0x3f00 unreachable protocol $tag
# line16 (sixty.hcl:162): and goes by no other
rule del priority 21900 fwmark 0x1000/0x3f00 unreachable protocol $tag
# line15 (sixty.hcl:152): and goes by no other
rule del priority 21900 fwmark 0xf00/0x3f00 unreachable protocol $tag
# line14 (sixty.hcl:142): and goes by no other
rule del priority 21900 fwmark 0xe00/0x3f00 unreachable protocol $tag
# line13 (sixty.hcl:132): and goes by no other
rule del priority 21900 fwmark 0xd00/0x3f00 unreachable protocol $tag
# line12 (sixty.hcl:122): and goes by no other
rule del priority 21900 fwmark 0xc00/0x3f00 unreachable protocol $tag
# line11 (sixty.hcl:112): and goes by no other
rule del priority 21900 fwmark 0xb00/0x3f00 unreachable protocol $tag
# line10 (sixty.hcl:102): and goes by no other
rule del priority 21900 fwmark 0xa00/0x3f00 unreachable protocol $tag
# line9 (sixty.hcl:92): and goes by no other
rule del priority 21900 fwmark 0x900/0x3f00 unreachable protocol $tag
# line8 (sixty.hcl:82): and goes by no other
rule del priority 21900 fwmark 0x800/0x3f00 unreachable protocol $tag
# line7 (sixty.hcl:72): and goes by no other
rule del priority 21900 fwmark 0x700/0x3f00 unreachable protocol $tag
# line6 (sixty.hcl:62): and goes by no other
rule del priority 21900 fwmark 0x600/0x3f00 unreachable protocol $tag
# line5 (sixty.hcl:52): and goes by no other
rule del priority 21900 fwmark 0x500/0x3f00 unreachable protocol $tag
# line4 (sixty.hcl:42): and goes by no other
rule del priority 21900 fwmark 0x400/0x3f00 unreachable protocol $tag
# line3 (sixty.hcl:32): and goes by no other
rule del priority 21900 fwmark 0x300/0x3f00 unreachable protocol $tag
# line2 (sixty.hcl:22): and goes by no other
rule del priority 21900 fwmark 0x200/0x3f00 unreachable protocol $tag
# line1 (sixty.hcl:12): and goes by no other
rule del priority 21900 fwmark 0x100/0x3f00 unreachable protocol $tag
# line60 (sixty.hcl:602): a connection that is its own stays with it
rule del priority 21060 fwmark 0x3c00/0x3f00 lookup 160 protocol $tag
# line59 (sixty.hcl:592): a connection that is its own stays with it
rule del priority 21059 fwmark 0x3b00/0x3f00 lookup 159 protocol $tag
# line58 (sixty.hcl:582): a connection that is its own stays with it
rule del priority 21058 fwmark 0x3a00/0x3f00 lookup 158 protocol $tag
# line57 (sixty.hcl:572): a connection that is its own stays with it
rule del priority 21057 fwmark 0x3900/0x3f00 lookup 157 protocol $tag
# line56 (sixty.hcl:562): a connection that is its own stays with it
rule del priority 21056 fwmark 0x3800/0x3f00 lookup 156 protocol $tag
# line55 (sixty.hcl:552): a connection that is its own stays with it
rule del priority 21055 fwmark 0x3700/0x3f00 lookup 155 protocol $tag
# line54 (sixty.hcl:542): a connection that is its own stays with it
rule del priority 21054 fwmark 0x3600/0x3f00 lookup 154 protocol $tag
# line53 (sixty.hcl:532): a connection that is its own stays with it
rule del priority 21053 fwmark 0x3500/0x3f00 lookup 153 protocol $tag
# line52 (sixty.hcl:522): a connection that is its own stays with it
rule del priority 21052 fwmark 0x3400/0x3f00 lookup 152 protocol $tag
# line51 (sixty.hcl:512): a connection that is its own stays with it
rule del priority 21051 fwmark 0x3300/0x3f00 lookup 151 protocol $tag
# line50 (sixty.hcl:502): a connection that is its own stays with it
rule del priority 21050 fwmark 0x3200/0x3f00 lookup 150 protocol $tag
# line49 (sixty.hcl:492): a connection that is its own stays with it
rule del priority 21049 fwmark 0x3100/0x3f00 lookup 149 protocol $tag
# line48 (sixty.hcl:482): a connection that is its own stays with it
rule del priority 21048 fwmark 0x3000/0x3f00 lookup 148 protocol $tag
# line47 (sixty.hcl:472): a connection that is its own stays with it
rule del priority 21047 fwmark 0x2f00/0x3f00 lookup 147 protocol $tag
# line46 (sixty.hcl:462): a connection that is its own stays with it
rule del priority 21046 fwmark 0x2e00/0x3f00 lookup 146 protocol $tag
# line45 (sixty.hcl:452): a connection that is its own stays with it
rule del priority 21045 fwmark 0x2d00/0x3f00 lookup 145 protocol $tag
# line44 (sixty.hcl:442): a connection that is its own stays with it
rule del priority 21044 fwmark 0x2c00/0x3f00 lookup 144 protocol $tag
# line43 (sixty.hcl:432): a connection that is its own stays with it
rule del priority 21043 fwmark 0x2b00/0x3f00 lookup 143 protocol $tag
# line42 (sixty.hcl:422): a connection that is its own stays with it
rule del priority 21042 fwmark 0x2a00/0x3f00 lookup 142 protocol $tag
# line41 (sixty.hcl:412): a connection that is its own stays with it
rule del priority 21041 fwmark 0x2900/0x3f00 lookup 141 protocol $tag
# line40 (sixty.hcl:402): a connection that is its own stays with it
rule del priority 21040 fwmark 0x2800/0x3f00 lookup 140 protocol $tag
# line39 (sixty.hcl:392): a connection that is its own stays with it
rule del priority 21039 fwmark 0x2700/0x3f00 lookup 139 protocol $tag
# line38 (sixty.hcl:382): a connection that is its own stays with it
rule del priority 21038 fwmark 0x2600/0x3f00 lookup 138 protocol $tag
# line37 (sixty.hcl:372): a connection that is its own stays with it
rule del priority 21037 fwmark 0x2500/0x3f00 lookup 137 protocol $tag
# line36 (sixty.hcl:362): a connection that is its own stays with it
rule del priority 21036 fwmark 0x2400/0x3f00 lookup 136 protocol $tag
# line35 (sixty.hcl:352): a connection that is its own stays with it
rule del priority 21035 fwmark 0x2300/0x3f00 lookup 135 protocol $tag
# line34 (sixty.hcl:342): a connection that is its own stays with it
rule del priority 21034 fwmark 0x2200/0x3f00 lookup 134 protocol $tag
# line33 (sixty.hcl:332): a connection that is its own stays with it
rule del priority 21033 fwmark 0x2100/0x3f00 lookup 133 protocol $tag
# line32 (sixty.hcl:322): a connection that is its own stays with it
rule del priority 21032 fwmark 0x2000/0x3f00 lookup 132 protocol $tag
# line31 (sixty.hcl:312): a connection that is its own stays with it
rule del priority 21031 fwmark 0x1f00/0x3f00 lookup 131 protocol $tag
# line30 (sixty.hcl:302): a connection that is its own stays with it
rule del priority 21030 fwmark 0x1e00/0x3f00 lookup 130 protocol $tag
# line29 (sixty.hcl:292): a connection that is its own stays with it
rule del priority 21029 fwmark 0x1d00/0x3f00 lookup 129 protocol $tag
# line28 (sixty.hcl:282): a connection that is its own stays with it
rule del priority 21028 fwmark 0x1c00/0x3f00 lookup 128 protocol $tag
# line27 (sixty.hcl:272): a connection that is its own stays with it
rule del priority 21027 fwmark 0x1b00/0x3f00 lookup 127 protocol $tag
# line26 (sixty.hcl:262): a connection that is its own stays with it
rule del priority 21026 fwmark 0x1a00/0x3f00 lookup 126 protocol $tag
# line25 (sixty.hcl:252): a connection that is its own stays with it
rule del priority 21025 fwmark 0x1900/0x3f00 lookup 125 protocol $tag
# line24 (sixty.hcl:242): a connection that is its own stays with it
rule del priority 21024 fwmark 0x1800/0x3f00 lookup 124 protocol $tag
# line23 (sixty.hcl:232): a connection that is its own stays with it
rule del priority 21023 fwmark 0x1700/0x3f00 lookup 123 protocol $tag
# line22 (sixty.hcl:222): a connection that is its own stays with it
rule del priority 21022 fwmark 0x1600/0x3f00 lookup 122 protocol $tag
# line21 (sixty.hcl:212): a connection that is its own stays with it
rule del priority 21021 fwmark 0x1500/0x3f00 lookup 121 protocol $tag
# line20 (sixty.hcl:202): a connection that is its own stays with it
rule del priority 21020 fwmark 0x1400/0x3f00 lookup 120 protocol $tag
# line19 (sixty.hcl:192): a connection that is its own stays with it
rule del priority 21019 fwmark 0x1300/0x3f00 lookup 119 protocol $tag
# line18 (sixty.hcl:182): a connection that is its own stays with it
rule del priority 21018 fwmark 0x1200/0x3f00 lookup 118 protocol $tag
# line17 (sixty.hcl:172): a connection that is its own stays with it
rule del priority 21017 fwmark 0x1100/0x3f00 lookup 117 protocol $tag
# line16 (sixty.hcl:162): a connection that is its own stays with it
rule del priority 21016 fwmark 0x1000/0x3f00 lookup 116 protocol $tag
# line15 (sixty.hcl:152): a connection that is its own stays with it
rule del priority 21015 fwmark 0xf00/0x3f00 lookup 115 protocol $tag
# line14 (sixty.hcl:142): a connection that is its own stays with it
rule del priority 21014 fwmark 0xe00/0x3f00 lookup 114 protocol $tag
# line13 (sixty.hcl:132): a connection that is its own stays with it
rule del priority 21013 fwmark 0xd00/0x3f00 lookup 113 protocol $tag
# line12 (sixty.hcl:122): a connection that is its own stays with it
rule del priority 21012 fwmark 0xc00/0x3f00 lookup 112 protocol $tag
# line11 (sixty.hcl:112): a connection that is its own stays with it
rule del priority 21011 fwmark 0xb00/0x3f00 lookup 111 protocol $tag
# line10 (sixty.hcl:102): a connection that is its own stays with it
rule del priority 21010 fwmark 0xa00/0x3f00 lookup 110 protocol $tag
# line9 (sixty.hcl:92): a connection that is its own stays with it
rule del priority 21009 fwmark 0x900/0x3f00 lookup 109 protocol $tag
# line8 (sixty.hcl:82): a connection that is its own stays with it
rule del priority 21008 fwmark 0x800/0x3f00 lookup 108 protocol $tag
# line7 (sixty.hcl:72): a connection that is its own stays with it
rule del priority 21007 fwmark 0x700/0x3f00 lookup 107 protocol $tag
# line6 (sixty.hcl:62): a connection that is its own stays with it
rule del priority 21006 fwmark 0x600/0x3f00 lookup 106 protocol $tag
# line5 (sixty.hcl:52): a connection that is its own stays with it
rule del priority 21005 fwmark 0x500/0x3f00 lookup 105 protocol $tag
# line4 (sixty.hcl:42): a connection that is its own stays with it
rule del priority 21004 fwmark 0x400/0x3f00 lookup 104 protocol $tag
# line3 (sixty.hcl:32): a connection that is its own stays with it
rule del priority 21003 fwmark 0x300/0x3f00 lookup 103 protocol $tag
# line2 (sixty.hcl:22): a connection that is its own stays with it
rule del priority 21002 fwmark 0x200/0x3f00 lookup 102 protocol $tag
# line1 (sixty.hcl:12): a connection that is its own stays with it
rule del priority 21001 fwmark 0x100/0x3f00 lookup 101 protocol $tag
# sixty.hcl:612: where packets to the providers' networks go on
rule del priority 20901 nop protocol $tag
# sixty.hcl:612: connected, VPN and container networks first; main's own default is left out
rule del priority 20900 lookup main suppress_prefixlength 1 protocol $tag
# line60 (sixty.hcl:606): not by main: a host there may have come in by another provider
rule del priority 20060 to 198.51.100.236/30 goto 20901 protocol $tag
# line60 (sixty.hcl:606): narrower networks inside its network
rule del priority 20060 to 198.51.100.236/30 lookup main suppress_prefixlength 30 protocol $tag
# line59 (sixty.hcl:596): not by main: a host there may have come in by another provider
rule del priority 20059 to 198.51.100.232/30 goto 20901 protocol $tag
# line59 (sixty.hcl:596): narrower networks inside its network
rule del priority 20059 to 198.51.100.232/30 lookup main suppress_prefixlength 30 protocol $tag
# line58 (sixty.hcl:586): not by main: a host there may have come in by another provider
rule del priority 20058 to 198.51.100.228/30 goto 20901 protocol $tag
# line58 (sixty.hcl:586): narrower networks inside its network
rule del priority 20058 to 198.51.100.228/30 lookup main suppress_prefixlength 30 protocol $tag
# line57 (sixty.hcl:576): not by main: a host there may have come in by another provider
rule del priority 20057 to 198.51.100.224/30 goto 20901 protocol $tag
# line57 (sixty.hcl:576): narrower networks inside its network
rule del priority 20057 to 198.51.100.224/30 lookup main suppress_prefixlength 30 protocol $tag
# line56 (sixty.hcl:566): not by main: a host there may have come in by another provider
rule del priority 20056 to 198.51.100.220/30 goto 20901 protocol $tag
# line56 (sixty.hcl:566): narrower networks inside its network
rule del priority 20056 to 198.51.100.220/30 lookup main suppress_prefixlength 30 protocol $tag
# line55 (sixty.hcl:556): not by main: a host there may have come in by another provider
rule del priority 20055 to 198.51.100.216/30 goto 20901 protocol $tag
# line55 (sixty.hcl:556): narrower networks inside its network
rule del priority 20055 to 198.51.100.216/30 lookup main suppress_prefixlength 30 protocol $tag
# line54 (sixty.hcl:546): not by main: a host there may have come in by another provider
rule del priority 20054 to 198.51.100.212/30 goto 20901 protocol $tag
# line54 (sixty.hcl:546): narrower networks inside its network
rule del priority 20054 to 198.51.100.212/30 lookup main suppress_prefixlength 30 protocol $tag
# line53 (sixty.hcl:536): not by main: a host there may have come in by another provider
rule del priority 20053 to 198.51.100.208/30 goto 20901 protocol $tag
# line53 (sixty.hcl:536): narrower networks inside its network
rule del priority 20053 to 198.51.100.208/30 lookup main suppress_prefixlength 30 protocol $tag
# line52 (sixty.hcl:526): not by main: a host there may have come in by another provider
rule del priority 20052 to 198.51.100.204/30 goto 20901 protocol $tag
# line52 (sixty.hcl:526): narrower networks inside its network
rule del priority 20052 to 198.51.100.204/30 lookup main suppress_prefixlength 30 protocol $tag
# line51 (sixty.hcl:516): not by main: a host there may have come in by another provider
rule del priority 20051 to 198.51.100.200/30 goto 20901 protocol $tag
# line51 (sixty.hcl:516): narrower networks inside its network
rule del priority 20051 to 198.51.100.200/30 lookup main suppress_prefixlength 30 protocol $tag
# line50 (sixty.hcl:506): not by main: a host there may have come in by another provider
rule del priority 20050 to 198.51.100.196/30 goto 20901 protocol $tag
# line50 (sixty.hcl:506): narrower networks inside its network
rule del priority 20050 to 198.51.100.196/30 lookup main suppress_prefixlength 30 protocol $tag
# line49 (sixty.hcl:496): not by main: a host there may have come in by another provider
rule del priority 20049 to 198.51.100.192/30 goto 20901 protocol $tag
# line49 (sixty.hcl:496): narrower networks inside its network
rule del priority 20049 to 198.51.100.192/30 lookup main suppress_prefixlength 30 protocol $tag
# line48 (sixty.hcl:486): not by main: a host there may have come in by another provider
rule del priority 20048 to 198.51.100.188/30 goto 20901 protocol $tag
# line48 (sixty.hcl:486): narrower networks inside its network
rule del priority 20048 to 198.51.100.188/30 lookup main suppress_prefixlength 30 protocol $tag
# line47 (sixty.hcl:476): not by main: a host there may have come in by another provider
rule del priority 20047 to 198.51.100.184/30 goto 20901 protocol $tag
# line47 (sixty.hcl:476): narrower networks inside its network
rule del priority 20047 to 198.51.100.184/30 lookup main suppress_prefixlength 30 protocol $tag
# line46 (sixty.hcl:466): not by main: a host there may have come in by another provider
rule del priority 20046 to 198.51.100.180/30 goto 20901 protocol $tag
# line46 (sixty.hcl:466): narrower networks inside its network
rule del priority 20046 to 198.51.100.180/30 lookup main suppress_prefixlength 30 protocol $tag
# line45 (sixty.hcl:456): not by main: a host there may have come in by another provider
rule del priority 20045 to 198.51.100.176/30 goto 20901 protocol $tag
# line45 (sixty.hcl:456): narrower networks inside its network
rule del priority 20045 to 198.51.100.176/30 lookup main suppress_prefixlength 30 protocol $tag
# line44 (sixty.hcl:446): not by main: a host there may have come in by another provider
rule del priority 20044 to 198.51.100.172/30 goto 20901 protocol $tag
# line44 (sixty.hcl:446): narrower networks inside its network
rule del priority 20044 to 198.51.100.172/30 lookup main suppress_prefixlength 30 protocol $tag
# line43 (sixty.hcl:436): not by main: a host there may have come in by another provider
rule del priority 20043 to 198.51.100.168/30 goto 20901 protocol $tag
# line43 (sixty.hcl:436): narrower networks inside its network
rule del priority 20043 to 198.51.100.168/30 lookup main suppress_prefixlength 30 protocol $tag
# line42 (sixty.hcl:426): not by main: a host there may have come in by another provider
rule del priority 20042 to 198.51.100.164/30 goto 20901 protocol $tag
# line42 (sixty.hcl:426): narrower networks inside its network
rule del priority 20042 to 198.51.100.164/30 lookup main suppress_prefixlength 30 protocol $tag
# line41 (sixty.hcl:416): not by main: a host there may have come in by another provider
rule del priority 20041 to 198.51.100.160/30 goto 20901 protocol $tag
# line41 (sixty.hcl:416): narrower networks inside its network
rule del priority 20041 to 198.51.100.160/30 lookup main suppress_prefixlength 30 protocol $tag
# line40 (sixty.hcl:406): not by main: a host there may have come in by another provider
rule del priority 20040 to 198.51.100.156/30 goto 20901 protocol $tag
# line40 (sixty.hcl:406): narrower networks inside its network
rule del priority 20040 to 198.51.100.156/30 lookup main suppress_prefixlength 30 protocol $tag
# line39 (sixty.hcl:396): not by main: a host there may have come in by another provider
rule del priority 20039 to 198.51.100.152/30 goto 20901 protocol $tag
# line39 (sixty.hcl:396): narrower networks inside its network
rule del priority 20039 to 198.51.100.152/30 lookup main suppress_prefixlength 30 protocol $tag
# line38 (sixty.hcl:386): not by main: a host there may have come in by another provider
rule del priority 20038 to 198.51.100.148/30 goto 20901 protocol $tag
# line38 (sixty.hcl:386): narrower networks inside its network
rule del priority 20038 to 198.51.100.148/30 lookup main suppress_prefixlength 30 protocol $tag
# line37 (sixty.hcl:376): not by main: a host there may have come in by another provider
rule del priority 20037 to 198.51.100.144/30 goto 20901 protocol $tag
# line37 (sixty.hcl:376): narrower networks inside its network
rule del priority 20037 to 198.51.100.144/30 lookup main suppress_prefixlength 30 protocol $tag
# line36 (sixty.hcl:366): not by main: a host there may have come in by another provider
rule del priority 20036 to 198.51.100.140/30 goto 20901 protocol $tag
# line36 (sixty.hcl:366): narrower networks inside its network
rule del priority 20036 to 198.51.100.140/30 lookup main suppress_prefixlength 30 protocol $tag
# line35 (sixty.hcl:356): not by main: a host there may have come in by another provider
rule del priority 20035 to 198.51.100.136/30 goto 20901 protocol $tag
# line35 (sixty.hcl:356): narrower networks inside its network
rule del priority 20035 to 198.51.100.136/30 lookup main suppress_prefixlength 30 protocol $tag
# line34 (sixty.hcl:346): not by main: a host there may have come in by another provider
rule del priority 20034 to 198.51.100.132/30 goto 20901 protocol $tag
# line34 (sixty.hcl:346): narrower networks inside its network
rule del priority 20034 to 198.51.100.132/30 lookup main suppress_prefixlength 30 protocol $tag
# line33 (sixty.hcl:336): not by main: a host there may have come in by another provider
rule del priority 20033 to 198.51.100.128/30 goto 20901 protocol $tag
# line33 (sixty.hcl:336): narrower networks inside its network
rule del priority 20033 to 198.51.100.128/30 lookup main suppress_prefixlength 30 protocol $tag
# line32 (sixty.hcl:326): not by main: a host there may have come in by another provider
rule del priority 20032 to 198.51.100.124/30 goto 20901 protocol $tag
# line32 (sixty.hcl:326): narrower networks inside its network
rule del priority 20032 to 198.51.100.124/30 lookup main suppress_prefixlength 30 protocol $tag
# line31 (sixty.hcl:316): not by main: a host there may have come in by another provider
rule del priority 20031 to 198.51.100.120/30 goto 20901 protocol $tag
# line31 (sixty.hcl:316): narrower networks inside its network
rule del priority 20031 to 198.51.100.120/30 lookup main suppress_prefixlength 30 protocol $tag
# line30 (sixty.hcl:306): not by main: a host there may have come in by another provider
rule del priority 20030 to 198.51.100.116/30 goto 20901 protocol $tag
# line30 (sixty.hcl:306): narrower networks inside its network
rule del priority 20030 to 198.51.100.116/30 lookup main suppress_prefixlength 30 protocol $tag
# line29 (sixty.hcl:296): not by main: a host there may have come in by another provider
rule del priority 20029 to 198.51.100.112/30 goto 20901 protocol $tag
# line29 (sixty.hcl:296): narrower networks inside its network
rule del priority 20029 to 198.51.100.112/30 lookup main suppress_prefixlength 30 protocol $tag
# line28 (sixty.hcl:286): not by main: a host there may have come in by another provider
rule del priority 20028 to 198.51.100.108/30 goto 20901 protocol $tag
# line28 (sixty.hcl:286): narrower networks inside its network
rule del priority 20028 to 198.51.100.108/30 lookup main suppress_prefixlength 30 protocol $tag
# line27 (sixty.hcl:276): not by main: a host there may have come in by another provider
rule del priority 20027 to 198.51.100.104/30 goto 20901 protocol $tag
# line27 (sixty.hcl:276): narrower networks inside its network
rule del priority 20027 to 198.51.100.104/30 lookup main suppress_prefixlength 30 protocol $tag
# line26 (sixty.hcl:266): not by main: a host there may have come in by another provider
rule del priority 20026 to 198.51.100.100/30 goto 20901 protocol $tag
# line26 (sixty.hcl:266): narrower networks inside its network
rule del priority 20026 to 198.51.100.100/30 lookup main suppress_prefixlength 30 protocol $tag
# line25 (sixty.hcl:256): not by main: a host there may have come in by another provider
rule del priority 20025 to 198.51.100.96/30 goto 20901 protocol $tag
# line25 (sixty.hcl:256): narrower networks inside its network
rule del priority 20025 to 198.51.100.96/30 lookup main suppress_prefixlength 30 protocol $tag
# line24 (sixty.hcl:246): not by main: a host there may have come in by another provider
rule del priority 20024 to 198.51.100.92/30 goto 20901 protocol $tag
# line24 (sixty.hcl:246): narrower networks inside its network
rule del priority 20024 to 198.51.100.92/30 lookup main suppress_prefixlength 30 protocol $tag
# line23 (sixty.hcl:236): not by main: a host there may have come in by another provider
rule del priority 20023 to 198.51.100.88/30 goto 20901 protocol $tag
# line23 (sixty.hcl:236): narrower networks inside its network
rule del priority 20023 to 198.51.100.88/30 lookup main suppress_prefixlength 30 protocol $tag
# line22 (sixty.hcl:226): not by main: a host there may have come in by another provider
rule del priority 20022 to 198.51.100.84/30 goto 20901 protocol $tag
# line22 (sixty.hcl:226): narrower networks inside its network
rule del priority 20022 to 198.51.100.84/30 lookup main suppress_prefixlength 30 protocol $tag
# line21 (sixty.hcl:216): not by main: a host there may have come in by another provider
rule del priority 20021 to 198.51.100.80/30 goto 20901 protocol $tag
# line21 (sixty.hcl:216): narrower networks inside its network
rule del priority 20021 to 198.51.100.80/30 lookup main suppress_prefixlength 30 protocol $tag
# line20 (sixty.hcl:206): not by main: a host there may have come in by another provider
rule del priority 20020 to 198.51.100.76/30 goto 20901 protocol $tag
# line20 (sixty.hcl:206): narrower networks inside its network
rule del priority 20020 to 198.51.100.76/30 lookup main suppress_prefixlength 30 protocol $tag
# line19 (sixty.hcl:196): not by main: a host there may have come in by another provider
rule del priority 20019 to 198.51.100.72/30 goto 20901 protocol $tag
# line19 (sixty.hcl:196): narrower networks inside its network
rule del priority 20019 to 198.51.100.72/30 lookup main suppress_prefixlength 30 protocol $tag
# line18 (sixty.hcl:186): not by main: a host there may have come in by another provider
rule del priority 20018 to 198.51.100.68/30 goto 20901 protocol $tag
# line18 (sixty.hcl:186): narrower networks inside its network
rule del priority 20018 to 198.51.100.68/30 lookup main suppress_prefixlength 30 protocol $tag
# line17 (sixty.hcl:176): not by main: a host there may have come in by another provider
rule del priority 20017 to 198.51.100.64/30 goto 20901 protocol $tag
# line17 (sixty.hcl:176): narrower networks inside its network
rule del priority 20017 to 198.51.100.64/30 lookup main suppress_prefixlength 30 protocol $tag
# line16 (sixty.hcl:166): not by main: a host there may have come in by another provider
rule del priority 20016 to 198.51.100.60/30 goto 20901 protocol $tag
# line16 (sixty.hcl:166): narrower networks inside its network
rule del priority 20016 to 198.51.100.60/30 lookup main suppress_prefixlength 30 protocol $tag
# line15 (sixty.hcl:156): not by main: a host there may have come in by another provider
rule del priority 20015 to 198.51.100.56/30 goto 20901 protocol $tag
# line15 (sixty.hcl:156): narrower networks inside its network
rule del priority 20015 to 198.51.100.56/30 lookup main suppress_prefixlength 30 protocol $tag
# line14 (sixty.hcl:146): not by main: a host there may have come in by another provider
rule del priority 20014 to 198.51.100.52/30 goto 20901 protocol $tag
# line14 (sixty.hcl:146): narrower networks inside its network
rule del priority 20014 to 198.51.100.52/30 lookup main suppress_prefixlength 30 protocol $tag
# line13 (sixty.hcl:136): not by main: a host there may have come in by another provider
rule del priority 20013 to 198.51.100.48/30 goto 20901 protocol $tag
# line13 (sixty.hcl:136): narrower networks inside its network
rule del priority 20013 to 198.51.100.48/30 lookup main suppress_prefixlength 30 protocol $tag
# line12 (sixty.hcl:126): not by main: a host there may have come in by another provider
rule del priority 20012 to 198.51.100.44/30 goto 20901 protocol $tag
# line12 (sixty.hcl:126): narrower networks inside its network
rule del priority 20012 to 198.51.100.44/30 lookup main suppress_prefixlength 30 protocol $tag
# line11 (sixty.hcl:116): not by main: a host there may have come in by another provider
rule del priority 20011 to 198.51.100.40/30 goto 20901 protocol $tag
# line11 (sixty.hcl:116): narrower networks inside its network
rule del priority 20011 to 198.51.100.40/30 lookup main suppress_prefixlength 30 protocol $tag
# line10 (sixty.hcl:106): not by main: a host there may have come in by another provider
rule del priority 20010 to 198.51.100.36/30 goto 20901 protocol $tag
# line10 (sixty.hcl:106): narrower networks inside its network
rule del priority 20010 to 198.51.100.36/30 lookup main suppress_prefixlength 30 protocol $tag
# line9 (sixty.hcl:96): not by main: a host there may have come in by another provider
rule del priority 20009 to 198.51.100.32/30 goto 20901 protocol $tag
# line9 (sixty.hcl:96): narrower networks inside its network
rule del priority 20009 to 198.51.100.32/30 lookup main suppress_prefixlength 30 protocol $tag
# line8 (sixty.hcl:86): not by main: a host there may have come in by another provider
rule del priority 20008 to 198.51.100.28/30 goto 20901 protocol $tag
# line8 (sixty.hcl:86): narrower networks inside its network
rule del priority 20008 to 198.51.100.28/30 lookup main suppress_prefixlength 30 protocol $tag
# line7 (sixty.hcl:76): not by main: a host there may have come in by another provider
rule del priority 20007 to 198.51.100.24/30 goto 20901 protocol $tag
# line7 (sixty.hcl:76): narrower networks inside its network
rule del priority 20007 to 198.51.100.24/30 lookup main suppress_prefixlength 30 protocol $tag
# line6 (sixty.hcl:66): not by main: a host there may have come in by another provider
rule del priority 20006 to 198.51.100.20/30 goto 20901 protocol $tag
# line6 (sixty.hcl:66): narrower networks inside its network
rule del priority 20006 to 198.51.100.20/30 lookup main suppress_prefixlength 30 protocol $tag
# line5 (sixty.hcl:56): not by main: a host there may have come in by another provider
rule del priority 20005 to 198.51.100.16/30 goto 20901 protocol $tag
# line5 (sixty.hcl:56): narrower networks inside its network
rule del priority 20005 to 198.51.100.16/30 lookup main suppress_prefixlength 30 protocol $tag
# line4 (sixty.hcl:46): not by main: a host there may have come in by another provider
rule del priority 20004 to 198.51.100.12/30 goto 20901 protocol $tag
# line4 (sixty.hcl:46): narrower networks inside its network
rule del priority 20004 to 198.51.100.12/30 lookup main suppress_prefixlength 30 protocol $tag
# line3 (sixty.hcl:36): not by main: a host there may have come in by another provider
rule del priority 20003 to 198.51.100.8/30 goto 20901 protocol $tag
# line3 (sixty.hcl:36): narrower networks inside its network
rule del priority 20003 to 198.51.100.8/30 lookup main suppress_prefixlength 30 protocol $tag
# line2 (sixty.hcl:26): not by main: a host there may have come in by another provider
rule del priority 20002 to 198.51.100.4/30 goto 20901 protocol $tag
# line2 (sixty.hcl:26): narrower networks inside its network
rule del priority 20002 to 198.51.100.4/30 lookup main suppress_prefixlength 30 protocol $tag
# line1 (sixty.hcl:16): not by main: a host there may have come in by another provider
rule del priority 20001 to 198.51.100.0/30 goto 20901 protocol $tag
# line1 (sixty.hcl:16): narrower networks inside its network
rule del priority 20001 to 198.51.100.0/30 lookup main suppress_prefixlength 30 protocol $tag
# line60 (sixty.hcl:606): its network, with the address to use there
route del 198.51.100.236/30 dev up60 src 198.51.100.238 table 100 proto $tag
# line59 (sixty.hcl:596): its network, with the address to use there
route del 198.51.100.232/30 dev up59 src 198.51.100.234 table 100 proto $tag
# line58 (sixty.hcl:586): its network, with the address to use there
route del 198.51.100.228/30 dev up58 src 198.51.100.230 table 100 proto $tag
# line57 (sixty.hcl:576): its network, with the address to use there
route del 198.51.100.224/30 dev up57 src 198.51.100.226 table 100 proto $tag
# line56 (sixty.hcl:566): its network, with the address to use there
route del 198.51.100.220/30 dev up56 src 198.51.100.222 table 100 proto $tag
# line55 (sixty.hcl:556): its network, with the address to use there
route del 198.51.100.216/30 dev up55 src 198.51.100.218 table 100 proto $tag
# line54 (sixty.hcl:546): its network, with the address to use there
route del 198.51.100.212/30 dev up54 src 198.51.100.214 table 100 proto $tag
# line53 (sixty.hcl:536): its network, with the address to use there
route del 198.51.100.208/30 dev up53 src 198.51.100.210 table 100 proto $tag
# line52 (sixty.hcl:526): its network, with the address to use there
route del 198.51.100.204/30 dev up52 src 198.51.100.206 table 100 proto $tag
# line51 (sixty.hcl:516): its network, with the address to use there
route del 198.51.100.200/30 dev up51 src 198.51.100.202 table 100 proto $tag
# line50 (sixty.hcl:506): its network, with the address to use there
route del 198.51.100.196/30 dev up50 src 198.51.100.198 table 100 proto $tag
# line49 (sixty.hcl:496): its network, with the address to use there
route del 198.51.100.192/30 dev up49 src 198.51.100.194 table 100 proto $tag
# line48 (sixty.hcl:486): its network, with the address to use there
route del 198.51.100.188/30 dev up48 src 198.51.100.190 table 100 proto $tag
# line47 (sixty.hcl:476): its network, with the address to use there
route del 198.51.100.184/30 dev up47 src 198.51.100.186 table 100 proto $tag
# line46 (sixty.hcl:466): its network, with the address to use there
route del 198.51.100.180/30 dev up46 src 198.51.100.182 table 100 proto $tag
# line45 (sixty.hcl:456): its network, with the address to use there
route del 198.51.100.176/30 dev up45 src 198.51.100.178 table 100 proto $tag
# line44 (sixty.hcl:446): its network, with the address to use there
route del 198.51.100.172/30 dev up44 src 198.51.100.174 table 100 proto $tag
# line43 (sixty.hcl:436): its network, with the address to use there
route del 198.51.100.168/30 dev up43 src 198.51.100.170 table 100 proto $tag
# line42 (sixty.hcl:426): its network, with the address to use there
route del 198.51.100.164/30 dev up42 src 198.51.100.166 table 100 proto $tag
# line41 (sixty.hcl:416): its network, with the address to use there
route del 198.51.100.160/30 dev up41 src 198.51.100.162 table 100 proto $tag
# line40 (sixty.hcl:406): its network, with the address to use there
route del 198.51.100.156/30 dev up40 src 198.51.100.158 table 100 proto $tag
# line39 (sixty.hcl:396): its network, with the address to use there
route del 198.51.100.152/30 dev up39 src 198.51.100.154 table 100 proto $tag
# line38 (sixty.hcl:386): its network, with the address to use there
route del 198.51.100.148/30 dev up38 src 198.51.100.150 table 100 proto $tag
# line37 (sixty.hcl:376): its network, with the address to use there
route del 198.51.100.144/30 dev up37 src 198.51.100.146 table 100 proto $tag
# line36 (sixty.hcl:366): its network, with the address to use there
route del 198.51.100.140/30 dev up36 src 198.51.100.142 table 100 proto $tag
# line35 (sixty.hcl:356): its network, with the address to use there
route del 198.51.100.136/30 dev up35 src 198.51.100.138 table 100 proto $tag
# line34 (sixty.hcl:346): its network, with the address to use there
route del 198.51.100.132/30 dev up34 src 198.51.100.134 table 100 proto $tag
# line33 (sixty.hcl:336): its network, with the address to use there
route del 198.51.100.128/30 dev up33 src 198.51.100.130 table 100 proto $tag
# line32 (sixty.hcl:326): its network, with the address to use there
route del 198.51.100.124/30 dev up32 src 198.51.100.126 table 100 proto $tag
# line31 (sixty.hcl:316): its network, with the address to use there
route del 198.51.100.120/30 dev up31 src 198.51.100.122 table 100 proto $tag
# line30 (sixty.hcl:306): its network, with the address to use there
route del 198.51.100.116/30 dev up30 src 198.51.100.118 table 100 proto $tag
# line29 (sixty.hcl:296): its network, with the address to use there
route del 198.51.100.112/30 dev up29 src 198.51.100.114 table 100 proto $tag
# line28 (sixty.hcl:286): its network, with the address to use there
route del 198.51.100.108/30 dev up28 src 198.51.100.110 table 100 proto $tag
# line27 (sixty.hcl:276): its network, with the address to use there
route del 198.51.100.104/30 dev up27 src 198.51.100.106 table 100 proto $tag
# line26 (sixty.hcl:266): its network, with the address to use there
route del 198.51.100.100/30 dev up26 src 198.51.100.102 table 100 proto $tag
# line25 (sixty.hcl:256): its network, with the address to use there
route del 198.51.100.96/30 dev up25 src 198.51.100.98 table 100 proto $tag
# line24 (sixty.hcl:246): its network, with the address to use there
route del 198.51.100.92/30 dev up24 src 198.51.100.94 table 100 proto $tag
# line23 (sixty.hcl:236): its network, with the address to use there
route del 198.51.100.88/30 dev up23 src 198.51.100.90 table 100 proto $tag
# line22 (sixty.hcl:226): its network, with the address to use there
route del 198.51.100.84/30 dev up22 src 198.51.100.86 table 100 proto $tag
# line21 (sixty.hcl:216): its network, with the address to use there
route del 198.51.100.80/30 dev up21 src 198.51.100.82 table 100 proto $tag
# line20 (sixty.hcl:206): its network, with the address to use there
route del 198.51.100.76/30 dev up20 src 198.51.100.78 table 100 proto $tag
# line19 (sixty.hcl:196): its network, with the address to use there
route del 198.51.100.72/30 dev up19 src 198.51.100.74 table 100 proto $tag
# line18 (sixty.hcl:186): its network, with the address to use there
route del 198.51.100.68/30 dev up18 src 198.51.100.70 table 100 proto $tag
# line17 (sixty.hcl:176): its network, with the address to use there
route del 198.51.100.64/30 dev up17 src 198.51.100.66 table 100 proto $tag
# line16 (sixty.hcl:166): its network, with the address to use there
route del 198.51.100.60/30 dev up16 src 198.51.100.62 table 100 proto $tag
# line15 (sixty.hcl:156): its network, with the address to use there
route del 198.51.100.56/30 dev up15 src 198.51.100.58 table 100 proto $tag
# line14 (sixty.hcl:146): its network, with the address to use there
route del 198.51.100.52/30 dev up14 src 198.51.100.54 table 100 proto $tag
# line13 (sixty.hcl:136): its network, with the address to use there
route del 198.51.100.48/30 dev up13 src 198.51.100.50 table 100 proto $tag
# line12 (sixty.hcl:126): its network, with the address to use there
route del 198.51.100.44/30 dev up12 src 198.51.100.46 table 100 proto $tag
# line11 (sixty.hcl:116): its network, with the address to use there
route del 198.51.100.40/30 dev up11 src 198.51.100.42 table 100 proto $tag
# line10 (sixty.hcl:106): its network, with the address to use there
route del 198.51.100.36/30 dev up10 src 198.51.100.38 table 100 proto $tag
# line9 (sixty.hcl:96): its network, with the address to use there
route del 198.51.100.32/30 dev up9 src 198.51.100.34 table 100 proto $tag
# line8 (sixty.hcl:86): its network, with the address to use there
route del 198.51.100.28/30 dev up8 src 198.51.100.30 table 100 proto $tag
# line7 (sixty.hcl:76): its network, with the address to use there
route del 198.51.100.24/30 dev up7 src 198.51.100.26 table 100 proto $tag
# line6 (sixty.hcl:66): its network, with the address to use there
route del 198.51.100.20/30 dev up6 src 198.51.100.22 table 100 proto $tag
# line5 (sixty.hcl:56): its network, with the address to use there
route del 198.51.100.16/30 dev up5 src 198.51.100.18 table 100 proto $tag
# line4 (sixty.hcl:46): its network, with the address to use there
route del 198.51.100.12/30 dev up4 src 198.51.100.14 table 100 proto $tag
# line3 (sixty.hcl:36): its network, with the address to use there
route del 198.51.100.8/30 dev up3 src 198.51.100.10 table 100 proto $tag
# line2 (sixty.hcl:26): its network, with the address to use there
route del 198.51.100.4/30 dev up2 src 198.51.100.6 table 100 proto $tag
# line1 (sixty.hcl:16): its network, with the address to use there
route del 198.51.100.0/30 dev up1 src 198.51.100.2 table 100 proto $tag
# line60 (sixty.hcl:606): its default
route del default via 198.51.100.237 dev up60 src 198.51.100.238 table 160 proto $tag
# line60 (sixty.hcl:606): its network, reached directly
route del 198.51.100.236/30 dev up60 src 198.51.100.238 table 160 proto $tag
# line59 (sixty.hcl:596): its default
route del default via 198.51.100.233 dev up59 src 198.51.100.234 table 159 proto $tag
# line59 (sixty.hcl:596): its network, reached directly
route del 198.51.100.232/30 dev up59 src 198.51.100.234 table 159 proto $tag
# line58 (sixty.hcl:586): its default
route del default via 198.51.100.229 dev up58 src 198.51.100.230 table 158 proto $tag
# line58 (sixty.hcl:586): its network, reached directly
route del 198.51.100.228/30 dev up58 src 198.51.100.230 table 158 proto $tag
# line57 (sixty.hcl:576): its default
route del default via 198.51.100.225 dev up57 src 198.51.100.226 table 157 proto $tag
# line57 (sixty.hcl:576): its network, reached directly
route del 198.51.100.224/30 dev up57 src 198.51.100.226 table 157 proto $tag
# line56 (sixty.hcl:566): its default
route del default via 198.51.100.221 dev up56 src 198.51.100.222 table 156 proto $tag
# line56 (sixty.hcl:566): its network, reached directly
route del 198.51.100.220/30 dev up56 src 198.51.100.222 table 156 proto $tag
# line55 (sixty.hcl:556): its default
route del default via 198.51.100.217 dev up55 src 198.51.100.218 table 155 proto $tag
# line55 (sixty.hcl:556): its network, reached directly
route del 198.51.100.216/30 dev up55 src 198.51.100.218 table 155 proto $tag
# line54 (sixty.hcl:546): its default
route del default via 198.51.100.213 dev up54 src 198.51.100.214 table 154 proto $tag
# line54 (sixty.hcl:546): its network, reached directly
route del 198.51.100.212/30 dev up54 src 198.51.100.214 table 154 proto $tag
# line53 (sixty.hcl:536): its default
route del default via 198.51.100.209 dev up53 src 198.51.100.210 table 153 proto $tag
# line53 (sixty.hcl:536): its network, reached directly
route del 198.51.100.208/30 dev up53 src 198.51.100.210 table 153 proto $tag
# line52 (sixty.hcl:526): its default
route del default via 198.51.100.205 dev up52 src 198.51.100.206 table 152 proto $tag
# line52 (sixty.hcl:526): its network, reached directly
route del 198.51.100.204/30 dev up52 src 198.51.100.206 table 152 proto $tag
# line51 (sixty.hcl:516): its default
route del default via 198.51.100.201 dev up51 src 198.51.100.202 table 151 proto $tag
# line51 (sixty.hcl:516): its network, reached directly
route del 198.51.100.200/30 dev up51 src 198.51.100.202 table 151 proto $tag
# line50 (sixty.hcl:506): its default
route del default via 198.51.100.197 dev up50 src 198.51.100.198 table 150 proto $tag
# line50 (sixty.hcl:506): its network, reached directly
route del 198.51.100.196/30 dev up50 src 198.51.100.198 table 150 proto $tag
# line49 (sixty.hcl:496): its default
route del default via 198.51.100.193 dev up49 src 198.51.100.194 table 149 proto $tag
# line49 (sixty.hcl:496): its network, reached directly
route del 198.51.100.192/30 dev up49 src 198.51.100.194 table 149 proto $tag
# line48 (sixty.hcl:486): its default
route del default via 198.51.100.189 dev up48 src 198.51.100.190 table 148 proto $tag
# line48 (sixty.hcl:486): its network, reached directly
route del 198.51.100.188/30 dev up48 src 198.51.100.190 table 148 proto $tag
# line47 (sixty.hcl:476): its default
route del default via 198.51.100.185 dev up47 src 198.51.100.186 table 147 proto $tag
# line47 (sixty.hcl:476): its network, reached directly
route del 198.51.100.184/30 dev up47 src 198.51.100.186 table 147 proto $tag
# line46 (sixty.hcl:466): its default
route del default via 198.51.100.181 dev up46 src 198.51.100.182 table 146 proto $tag
# line46 (sixty.hcl:466): its network, reached directly
route del 198.51.100.180/30 dev up46 src 198.51.100.182 table 146 proto $tag
# line45 (sixty.hcl:456): its default
route del default via 198.51.100.177 dev up45 src 198.51.100.178 table 145 proto $tag
# line45 (sixty.hcl:456): its network, reached directly
route del 198.51.100.176/30 dev up45 src 198.51.100.178 table 145 proto $tag
# line44 (sixty.hcl:446): its default
route del default via 198.51.100.173 dev up44 src 198.51.100.174 table 144 proto $tag
# line44 (sixty.hcl:446): its network, reached directly
route del 198.51.100.172/30 dev up44 src 198.51.100.174 table 144 proto $tag
# line43 (sixty.hcl:436): its default
route del default via 198.51.100.169 dev up43 src 198.51.100.170 table 143 proto $tag
# line43 (sixty.hcl:436): its network, reached directly
route del 198.51.100.168/30 dev up43 src 198.51.100.170 table 143 proto $tag
# line42 (sixty.hcl:426): its default
route del default via 198.51.100.165 dev up42 src 198.51.100.166 table 142 proto $tag
# line42 (sixty.hcl:426): its network, reached directly
route del 198.51.100.164/30 dev up42 src 198.51.100.166 table 142 proto $tag
# line41 (sixty.hcl:416): its default
route del default via 198.51.100.161 dev up41 src 198.51.100.162 table 141 proto $tag
# line41 (sixty.hcl:416): its network, reached directly
route del 198.51.100.160/30 dev up41 src 198.51.100.162 table 141 proto $tag
# line40 (sixty.hcl:406): its default
route del default via 198.51.100.157 dev up40 src 198.51.100.158 table 140 proto $tag
# line40 (sixty.hcl:406): its network, reached directly
route del 198.51.100.156/30 dev up40 src 198.51.100.158 table 140 proto $tag
# line39 (sixty.hcl:396): its default
route del default via 198.51.100.153 dev up39 src 198.51.100.154 table 139 proto $tag
# line39 (sixty.hcl:396): its network, reached directly
route del 198.51.100.152/30 dev up39 src 198.51.100.154 table 139 proto $tag
# line38 (sixty.hcl:386): its default
route del default via 198.51.100.149 dev up38 src 198.51.100.150 table 138 proto $tag
# line38 (sixty.hcl:386): its network, reached directly
route del 198.51.100.148/30 dev up38 src 198.51.100.150 table 138 proto $tag
# line37 (sixty.hcl:376): its default
route del default via 198.51.100.145 dev up37 src 198.51.100.146 table 137 proto $tag
# line37 (sixty.hcl:376): its network, reached directly
route del 198.51.100.144/30 dev up37 src 198.51.100.146 table 137 proto $tag
# line36 (sixty.hcl:366): its default
route del default via 198.51.100.141 dev up36 src 198.51.100.142 table 136 proto $tag
# line36 (sixty.hcl:366): its network, reached directly
route del 198.51.100.140/30 dev up36 src 198.51.100.142 table 136 proto $tag
# line35 (sixty.hcl:356): its default
route del default via 198.51.100.137 dev up35 src 198.51.100.138 table 135 proto $tag
# line35 (sixty.hcl:356): its network, reached directly
route del 198.51.100.136/30 dev up35 src 198.51.100.138 table 135 proto $tag
# line34 (sixty.hcl:346): its default
route del default via 198.51.100.133 dev up34 src 198.51.100.134 table 134 proto $tag
# line34 (sixty.hcl:346): its network, reached directly
route del 198.51.100.132/30 dev up34 src 198.51.100.134 table 134 proto $tag
# line33 (sixty.hcl:336): its default
route del default via 198.51.100.129 dev up33 src 198.51.100.130 table 133 proto $tag
# line33 (sixty.hcl:336): its network, reached directly
route del 198.51.100.128/30 dev up33 src 198.51.100.130 table 133 proto $tag
# line32 (sixty.hcl:326): its default
route del default via 198.51.100.125 dev up32 src 198.51.100.126 table 132 proto $tag
# line32 (sixty.hcl:326): its network, reached directly
route del 198.51.100.124/30 dev up32 src 198.51.100.126 table 132 proto $tag
# line31 (sixty.hcl:316): its default
route del default via 198.51.100.121 dev up31 src 198.51.100.122 table 131 proto $tag
# line31 (sixty.hcl:316): its network, reached directly
route del 198.51.100.120/30 dev up31 src 198.51.100.122 table 131 proto $tag
# line30 (sixty.hcl:306): its default
route del default via 198.51.100.117 dev up30 src 198.51.100.118 table 130 proto $tag
# line30 (sixty.hcl:306): its network, reached directly
route del 198.51.100.116/30 dev up30 src 198.51.100.118 table 130 proto $tag
# line29 (sixty.hcl:296): its default
route del default via 198.51.100.113 dev up29 src 198.51.100.114 table 129 proto $tag
# line29 (sixty.hcl:296): its network, reached directly
route del 198.51.100.112/30 dev up29 src 198.51.100.114 table 129 proto $tag
# line28 (sixty.hcl:286): its default
route del default via 198.51.100.109 dev up28 src 198.51.100.110 table 128 proto $tag
# line28 (sixty.hcl:286): its network, reached directly
route del 198.51.100.108/30 dev up28 src 198.51.100.110 table 128 proto $tag
# line27 (sixty.hcl:276): its default
route del default via 198.51.100.105 dev up27 src 198.51.100.106 table 127 proto $tag
# line27 (sixty.hcl:276): its network, reached directly
route del 198.51.100.104/30 dev up27 src 198.51.100.106 table 127 proto $tag
# line26 (sixty.hcl:266): its default
route del default via 198.51.100.101 dev up26 src 198.51.100.102 table 126 proto $tag
# line26 (sixty.hcl:266): its network, reached directly
route del 198.51.100.100/30 dev up26 src 198.51.100.102 table 126 proto $tag
# line25 (sixty.hcl:256): its default
route del default via 198.51.100.97 dev up25 src 198.51.100.98 table 125 proto $tag
# line25 (sixty.hcl:256): its network, reached directly
route del 198.51.100.96/30 dev up25 src 198.51.100.98 table 125 proto $tag
# line24 (sixty.hcl:246): its default
route del default via 198.51.100.93 dev up24 src 198.51.100.94 table 124 proto $tag
# line24 (sixty.hcl:246): its network, reached directly
route del 198.51.100.92/30 dev up24 src 198.51.100.94 table 124 proto $tag
# line23 (sixty.hcl:236): its default
route del default via 198.51.100.89 dev up23 src 198.51.100.90 table 123 proto $tag
# line23 (sixty.hcl:236): its network, reached directly
route del 198.51.100.88/30 dev up23 src 198.51.100.90 table 123 proto $tag
# line22 (sixty.hcl:226): its default
route del default via 198.51.100.85 dev up22 src 198.51.100.86 table 122 proto $tag
# line22 (sixty.hcl:226): its network, reached directly
route del 198.51.100.84/30 dev up22 src 198.51.100.86 table 122 proto $tag
# line21 (sixty.hcl:216): its default
route del default via 198.51.100.81 dev up21 src 198.51.100.82 table 121 proto $tag
# line21 (sixty.hcl:216): its network, reached directly
route del 198.51.100.80/30 dev up21 src 198.51.100.82 table 121 proto $tag
# line20 (sixty.hcl:206): its default
route del default via 198.51.100.77 dev up20 src 198.51.100.78 table 120 proto $tag
# line20 (sixty.hcl:206): its network, reached directly
route del 198.51.100.76/30 dev up20 src 198.51.100.78 table 120 proto $tag
# line19 (sixty.hcl:196): its default
route del default via 198.51.100.73 dev up19 src 198.51.100.74 table 119 proto $tag
# line19 (sixty.hcl:196): its network, reached directly
route del 198.51.100.72/30 dev up19 src 198.51.100.74 table 119 proto $tag
# line18 (sixty.hcl:186): its default
route del default via 198.51.100.69 dev up18 src 198.51.100.70 table 118 proto $tag
# line18 (sixty.hcl:186): its network, reached directly
route del 198.51.100.68/30 dev up18 src 198.51.100.70 table 118 proto $tag
# line17 (sixty.hcl:176): its default
route del default via 198.51.100.65 dev up17 src 198.51.100.66 table 117 proto $tag
# line17 (sixty.hcl:176): its network, reached directly
route del 198.51.100.64/30 dev up17 src 198.51.100.66 table 117 proto $tag
# line16 (sixty.hcl:166): its default
route del default via 198.51.100.61 dev up16 src 198.51.100.62 table 116 proto $tag
# line16 (sixty.hcl:166): its network, reached directly
route del 198.51.100.60/30 dev up16 src 198.51.100.62 table 116 proto $tag
# line15 (sixty.hcl:156): its default
route del default via 198.51.100.57 dev up15 src 198.51.100.58 table 115 proto $tag
# line15 (sixty.hcl:156): its network, reached directly
route del 198.51.100.56/30 dev up15 src 198.51.100.58 table 115 proto $tag
# line14 (sixty.hcl:146): its default
route del default via 198.51.100.53 dev up14 src 198.51.100.54 table 114 proto $tag
# line14 (sixty.hcl:146): its network, reached directly
route del 198.51.100.52/30 dev up14 src 198.51.100.54 table 114 proto $tag
# line13 (sixty.hcl:136): its default
route del default via 198.51.100.49 dev up13 src 198.51.100.50 table 113 proto $tag
# line13 (sixty.hcl:136): its network, reached directly
route del 198.51.100.48/30 dev up13 src 198.51.100.50 table 113 proto $tag
# line12 (sixty.hcl:126): its default
route del default via 198.51.100.45 dev up12 src 198.51.100.46 table 112 proto $tag
# line12 (sixty.hcl:126): its network, reached directly
route del 198.51.100.44/30 dev up12 src 198.51.100.46 table 112 proto $tag
# line11 (sixty.hcl:116): its default
route del default via 198.51.100.41 dev up11 src 198.51.100.42 table 111 proto $tag
# line11 (sixty.hcl:116): its network, reached directly
route del 198.51.100.40/30 dev up11 src 198.51.100.42 table 111 proto $tag
# line10 (sixty.hcl:106): its default
route del default via 198.51.100.37 dev up10 src 198.51.100.38 table 110 proto $tag
# line10 (sixty.hcl:106): its network, reached directly
route del 198.51.100.36/30 dev up10 src 198.51.100.38 table 110 proto $tag
# line9 (sixty.hcl:96): its default
route del default via 198.51.100.33 dev up9 src 198.51.100.34 table 109 proto $tag
# line9 (sixty.hcl:96): its network, reached directly
route del 198.51.100.32/30 dev up9 src 198.51.100.34 table 109 proto $tag
# line8 (sixty.hcl:86): its default
route del default via 198.51.100.29 dev up8 src 198.51.100.30 table 108 proto $tag
# line8 (sixty.hcl:86): its network, reached directly
route del 198.51.100.28/30 dev up8 src 198.51.100.30 table 108 proto $tag
# line7 (sixty.hcl:76): its default
route del default via 198.51.100.25 dev up7 src 198.51.100.26 table 107 proto $tag
# line7 (sixty.hcl:76): its network, reached directly
route del 198.51.100.24/30 dev up7 src 198.51.100.26 table 107 proto $tag
# line6 (sixty.hcl:66): its default
route del default via 198.51.100.21 dev up6 src 198.51.100.22 table 106 proto $tag
# line6 (sixty.hcl:66): its network, reached directly
route del 198.51.100.20/30 dev up6 src 198.51.100.22 table 106 proto $tag
# line5 (sixty.hcl:56): its default
route del default via 198.51.100.17 dev up5 src 198.51.100.18 table 105 proto $tag
# line5 (sixty.hcl:56): its network, reached directly
route del 198.51.100.16/30 dev up5 src 198.51.100.18 table 105 proto $tag
# line4 (sixty.hcl:46): its default
route del default via 198.51.100.13 dev up4 src 198.51.100.14 table 104 proto $tag
# line4 (sixty.hcl:46): its network, reached directly
route del 198.51.100.12/30 dev up4 src 198.51.100.14 table 104 proto $tag
# line3 (sixty.hcl:36): its default
route del default via 198.51.100.9 dev up3 src 198.51.100.10 table 103 proto $tag
# line3 (sixty.hcl:36): its network, reached directly
route del 198.51.100.8/30 dev up3 src 198.51.100.10 table 103 proto $tag
# line2 (sixty.hcl:26): its default
route del default via 198.51.100.5 dev up2 src 198.51.100.6 table 102 proto $tag
# line2 (sixty.hcl:26): its network, reached directly
route del 198.51.100.4/30 dev up2 src 198.51.100.6 table 102 proto $tag
# line1 (sixty.hcl:16): its default
route del default via 198.51.100.1 dev up1 src 198.51.100.2 table 101 proto $tag
# line1 (sixty.hcl:16): its network, reached directly
route del 198.51.100.0/30 dev up1 src 198.51.100.2 table 101 proto $tag
EOF
}
if [ -n "$tag" ]; then # what is gone already is refused
	entries4 ip -4 -force -batch - 2>/dev/null
fi

# undo COMMAND: what it undoes may be gone already, with its interface or by hand
undo() {
	[ -n "$tag" ] || return 0
	"$@" 2>/dev/null || say "not there: $*"
}

## Connection marks and address translation

# sixty.hcl:3: connections keep their provider, and sources are translated where asked for
undo nft delete table inet splitroute

## Sysctls

# sixty.hcl:4: what of a packet chooses among balanced providers
put_back net/ipv4/fib_multipath_hash_policy
# line60 (sixty.hcl:602): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/up60/rp_filter
# line59 (sixty.hcl:592): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/up59/rp_filter
# line58 (sixty.hcl:582): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/up58/rp_filter
# line57 (sixty.hcl:572): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/up57/rp_filter
# line56 (sixty.hcl:562): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/up56/rp_filter
# line55 (sixty.hcl:552): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/up55/rp_filter
# line54 (sixty.hcl:542): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/up54/rp_filter
# line53 (sixty.hcl:532): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/up53/rp_filter
# line52 (sixty.hcl:522): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/up52/rp_filter
# line51 (sixty.hcl:512): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/up51/rp_filter
# line50 (sixty.hcl:502): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/up50/rp_filter
# line49 (sixty.hcl:492): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/up49/rp_filter
# line48 (sixty.hcl:482): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/up48/rp_filter
# line47 (sixty.hcl:472): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/up47/rp_filter
# line46 (sixty.hcl:462): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/up46/rp_filter
# line45 (sixty.hcl:452): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/up45/rp_filter
# line44 (sixty.hcl:442): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/up44/rp_filter
# line43 (sixty.hcl:432): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/up43/rp_filter
# line42 (sixty.hcl:422): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/up42/rp_filter
# line41 (sixty.hcl:412): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/up41/rp_filter
# line40 (sixty.hcl:402): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/up40/rp_filter
# line39 (sixty.hcl:392): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/up39/rp_filter
# line38 (sixty.hcl:382): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/up38/rp_filter
# line37 (sixty.hcl:372): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/up37/rp_filter
# line36 (sixty.hcl:362): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/up36/rp_filter
# line35 (sixty.hcl:352): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/up35/rp_filter
# line34 (sixty.hcl:342): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/up34/rp_filter
# line33 (sixty.hcl:332): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/up33/rp_filter
# line32 (sixty.hcl:322): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/up32/rp_filter
# line31 (sixty.hcl:312): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/up31/rp_filter
# line30 (sixty.hcl:302): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/up30/rp_filter
# line29 (sixty.hcl:292): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/up29/rp_filter
# line28 (sixty.hcl:282): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/up28/rp_filter
# line27 (sixty.hcl:272): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/up27/rp_filter
# line26 (sixty.hcl:262): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/up26/rp_filter
# line25 (sixty.hcl:252): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/up25/rp_filter
# line24 (sixty.hcl:242): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/up24/rp_filter
# line23 (sixty.hcl:232): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/up23/rp_filter
# line22 (sixty.hcl:222): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/up22/rp_filter
# line21 (sixty.hcl:212): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/up21/rp_filter
# line20 (sixty.hcl:202): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/up20/rp_filter
# line19 (sixty.hcl:192): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/up19/rp_filter
# line18 (sixty.hcl:182): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/up18/rp_filter
# line17 (sixty.hcl:172): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/up17/rp_filter
# line16 (sixty.hcl:162): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/up16/rp_filter
# line15 (sixty.hcl:152): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/up15/rp_filter
# line14 (sixty.hcl:142): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/up14/rp_filter
# line13 (sixty.hcl:132): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/up13/rp_filter
# line12 (sixty.hcl:122): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/up12/rp_filter
# line11 (sixty.hcl:112): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/up11/rp_filter
# line10 (sixty.hcl:102): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/up10/rp_filter
# line9 (sixty.hcl:92): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/up9/rp_filter
# line8 (sixty.hcl:82): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/up8/rp_filter
# line7 (sixty.hcl:72): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/up7/rp_filter
# line6 (sixty.hcl:62): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/up6/rp_filter
# line5 (sixty.hcl:52): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/up5/rp_filter
# line4 (sixty.hcl:42): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/up4/rp_filter
# line3 (sixty.hcl:32): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/up3/rp_filter
# line2 (sixty.hcl:22): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/up2/rp_filter
# line1 (sixty.hcl:12): answers may come in here that strict filtering would drop
put_back net/ipv4/conf/up1/rp_filter

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
