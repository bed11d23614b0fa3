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
# settings (sixty.hcl:3): marker: setup is complete
rule del priority 32765 from 255.255.255.255 nop protocol $tag
# default_route (sixty.hcl:612): everything else uses the default table
rule del priority 28000 lookup 100 protocol $tag
# default_route.balance (sixty.hcl:613): default route, balanced by weight
route del default table 100 proto $tag nexthop via 198.51.100.1 dev up1 weight 1 nexthop via 198.51.100.5 dev up2 weight 3 nexthop via 198.51.100.9 dev up3 weight 6 nexthop via 198.51.100.13 dev up4 weight 1 nexthop via 198.51.100.17 dev up5 weight 3 nexthop via 198.51.100.21 dev up6 weight 6 nexthop via 198.51.100.25 dev up7 weight 1 nexthop via 198.51.100.29 dev up8 weight 3 nexthop via 198.51.100.33 dev up9 weight 6 nexthop via 198.51.100.37 dev up10 weight 1 nexthop via 198.51.100.41 dev up11 weight 3 nexthop via 198.51.100.45 dev up12 weight 6 nexthop via 198.51.100.49 dev up13 weight 1 nexthop via 198.51.100.53 dev up14 weight 3 nexthop via 198.51.100.57 dev up15 weight 6 nexthop via 198.51.100.61 dev up16 weight 1 nexthop via 198.51.100.65 dev up17 weight 3 nexthop via 198.51.100.69 dev up18 weight 6 nexthop via 198.51.100.73 dev up19 weight 1 nexthop via 198.51.100.77 dev up20 weight 3 nexthop via 198.51.100.81 dev up21 weight 6 nexthop via 198.51.100.85 dev up22 weight 1 nexthop via 198.51.100.89 dev up23 weight 3 nexthop via 198.51.100.93 dev up24 weight 6 nexthop via 198.51.100.97 dev up25 weight 1 nexthop via 198.51.100.101 dev up26 weight 3 nexthop via 198.51.100.105 dev up27 weight 6 nexthop via 198.51.100.109 dev up28 weight 1 nexthop via 198.51.100.113 dev up29 weight 3 nexthop via 198.51.100.117 dev up30 weight 6 nexthop via 198.51.100.121 dev up31 weight 1 nexthop via 198.51.100.125 dev up32 weight 3 nexthop via 198.51.100.129 dev up33 weight 6 nexthop via 198.51.100.133 dev up34 weight 1 nexthop via 198.51.100.137 dev up35 weight 3 nexthop via 198.51.100.141 dev up36 weight 6 nexthop via 198.51.100.145 dev up37 weight 1 nexthop via 198.51.100.149 dev up38 weight 3 nexthop via 198.51.100.153 dev up39 weight 6 nexthop via 198.51.100.157 dev up40 weight 1 nexthop via 198.51.100.161 dev up41 weight 3 nexthop via 198.51.100.165 dev up42 weight 6 nexthop via 198.51.100.169 dev up43 weight 1 nexthop via 198.51.100.173 dev up44 weight 3 nexthop via 198.51.100.177 dev up45 weight 6 nexthop via 198.51.100.181 dev up46 weight 1 nexthop via 198.51.100.185 dev up47 weight 3 nexthop via 198.51.100.189 dev up48 weight 6 nexthop via 198.51.100.193 dev up49 weight 1 nexthop via 198.51.100.197 dev up50 weight 3 nexthop via 198.51.100.201 dev up51 weight 6 nexthop via 198.51.100.205 dev up52 weight 1 nexthop via 198.51.100.209 dev up53 weight 3 nexthop via 198.51.100.213 dev up54 weight 6 nexthop via 198.51.100.217 dev up55 weight 1 nexthop via 198.51.100.221 dev up56 weight 3 nexthop via 198.51.100.225 dev up57 weight 6 nexthop via 198.51.100.229 dev up58 weight 1 nexthop via 198.51.100.233 dev up59 weight 3 nexthop via 198.51.100.237 dev up60 weight 6
# provider.line60.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route del default via 198.51.100.237 dev up60 src 198.51.100.238 metric 60 table 100 proto $tag
# provider.line59.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route del default via 198.51.100.233 dev up59 src 198.51.100.234 metric 59 table 100 proto $tag
# provider.line58.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route del default via 198.51.100.229 dev up58 src 198.51.100.230 metric 58 table 100 proto $tag
# provider.line57.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route del default via 198.51.100.225 dev up57 src 198.51.100.226 metric 57 table 100 proto $tag
# provider.line56.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route del default via 198.51.100.221 dev up56 src 198.51.100.222 metric 56 table 100 proto $tag
# provider.line55.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route del default via 198.51.100.217 dev up55 src 198.51.100.218 metric 55 table 100 proto $tag
# provider.line54.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route del default via 198.51.100.213 dev up54 src 198.51.100.214 metric 54 table 100 proto $tag
# provider.line53.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route del default via 198.51.100.209 dev up53 src 198.51.100.210 metric 53 table 100 proto $tag
# provider.line52.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route del default via 198.51.100.205 dev up52 src 198.51.100.206 metric 52 table 100 proto $tag
# provider.line51.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route del default via 198.51.100.201 dev up51 src 198.51.100.202 metric 51 table 100 proto $tag
# provider.line50.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route del default via 198.51.100.197 dev up50 src 198.51.100.198 metric 50 table 100 proto $tag
# provider.line49.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route del default via 198.51.100.193 dev up49 src 198.51.100.194 metric 49 table 100 proto $tag
# provider.line48.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route del default via 198.51.100.189 dev up48 src 198.51.100.190 metric 48 table 100 proto $tag
# provider.line47.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route del default via 198.51.100.185 dev up47 src 198.51.100.186 metric 47 table 100 proto $tag
# provider.line46.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route del default via 198.51.100.181 dev up46 src 198.51.100.182 metric 46 table 100 proto $tag
# provider.line45.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route del default via 198.51.100.177 dev up45 src 198.51.100.178 metric 45 table 100 proto $tag
# provider.line44.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route del default via 198.51.100.173 dev up44 src 198.51.100.174 metric 44 table 100 proto $tag
# provider.line43.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route del default via 198.51.100.169 dev up43 src 198.51.100.170 metric 43 table 100 proto $tag
# provider.line42.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route del default via 198.51.100.165 dev up42 src 198.51.100.166 metric 42 table 100 proto $tag
# provider.line41.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route del default via 198.51.100.161 dev up41 src 198.51.100.162 metric 41 table 100 proto $tag
# provider.line40.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route del default via 198.51.100.157 dev up40 src 198.51.100.158 metric 40 table 100 proto $tag
# provider.line39.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route del default via 198.51.100.153 dev up39 src 198.51.100.154 metric 39 table 100 proto $tag
# provider.line38.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route del default via 198.51.100.149 dev up38 src 198.51.100.150 metric 38 table 100 proto $tag
# provider.line37.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route del default via 198.51.100.145 dev up37 src 198.51.100.146 metric 37 table 100 proto $tag
# provider.line36.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route del default via 198.51.100.141 dev up36 src 198.51.100.142 metric 36 table 100 proto $tag
# provider.line35.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route del default via 198.51.100.137 dev up35 src 198.51.100.138 metric 35 table 100 proto $tag
# provider.line34.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route del default via 198.51.100.133 dev up34 src 198.51.100.134 metric 34 table 100 proto $tag
# provider.line33.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route del default via 198.51.100.129 dev up33 src 198.51.100.130 metric 33 table 100 proto $tag
# provider.line32.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route del default via 198.51.100.125 dev up32 src 198.51.100.126 metric 32 table 100 proto $tag
# provider.line31.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route del default via 198.51.100.121 dev up31 src 198.51.100.122 metric 31 table 100 proto $tag
# provider.line30.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route del default via 198.51.100.117 dev up30 src 198.51.100.118 metric 30 table 100 proto $tag
# provider.line29.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route del default via 198.51.100.113 dev up29 src 198.51.100.114 metric 29 table 100 proto $tag
# provider.line28.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route del default via 198.51.100.109 dev up28 src 198.51.100.110 metric 28 table 100 proto $tag
# provider.line27.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route del default via 198.51.100.105 dev up27 src 198.51.100.106 metric 27 table 100 proto $tag
# provider.line26.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route del default via 198.51.100.101 dev up26 src 198.51.100.102 metric 26 table 100 proto $tag
# provider.line25.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route del default via 198.51.100.97 dev up25 src 198.51.100.98 metric 25 table 100 proto $tag
# provider.line24.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route del default via 198.51.100.93 dev up24 src 198.51.100.94 metric 24 table 100 proto $tag
# provider.line23.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route del default via 198.51.100.89 dev up23 src 198.51.100.90 metric 23 table 100 proto $tag
# provider.line22.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route del default via 198.51.100.85 dev up22 src 198.51.100.86 metric 22 table 100 proto $tag
# provider.line21.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route del default via 198.51.100.81 dev up21 src 198.51.100.82 metric 21 table 100 proto $tag
# provider.line20.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route del default via 198.51.100.77 dev up20 src 198.51.100.78 metric 20 table 100 proto $tag
# provider.line19.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route del default via 198.51.100.73 dev up19 src 198.51.100.74 metric 19 table 100 proto $tag
# provider.line18.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route del default via 198.51.100.69 dev up18 src 198.51.100.70 metric 18 table 100 proto $tag
# provider.line17.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route del default via 198.51.100.65 dev up17 src 198.51.100.66 metric 17 table 100 proto $tag
# provider.line16.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route del default via 198.51.100.61 dev up16 src 198.51.100.62 metric 16 table 100 proto $tag
# provider.line15.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route del default via 198.51.100.57 dev up15 src 198.51.100.58 metric 15 table 100 proto $tag
# provider.line14.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route del default via 198.51.100.53 dev up14 src 198.51.100.54 metric 14 table 100 proto $tag
# provider.line13.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route del default via 198.51.100.49 dev up13 src 198.51.100.50 metric 13 table 100 proto $tag
# provider.line12.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route del default via 198.51.100.45 dev up12 src 198.51.100.46 metric 12 table 100 proto $tag
# provider.line11.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route del default via 198.51.100.41 dev up11 src 198.51.100.42 metric 11 table 100 proto $tag
# provider.line10.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route del default via 198.51.100.37 dev up10 src 198.51.100.38 metric 10 table 100 proto $tag
# provider.line9.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route del default via 198.51.100.33 dev up9 src 198.51.100.34 metric 9 table 100 proto $tag
# provider.line8.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route del default via 198.51.100.29 dev up8 src 198.51.100.30 metric 8 table 100 proto $tag
# provider.line7.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route del default via 198.51.100.25 dev up7 src 198.51.100.26 metric 7 table 100 proto $tag
# provider.line6.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route del default via 198.51.100.21 dev up6 src 198.51.100.22 metric 6 table 100 proto $tag
# provider.line5.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route del default via 198.51.100.17 dev up5 src 198.51.100.18 metric 5 table 100 proto $tag
# provider.line4.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route del default via 198.51.100.13 dev up4 src 198.51.100.14 metric 4 table 100 proto $tag
# provider.line3.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route del default via 198.51.100.9 dev up3 src 198.51.100.10 metric 3 table 100 proto $tag
# provider.line2.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route del default via 198.51.100.5 dev up2 src 198.51.100.6 metric 2 table 100 proto $tag
# provider.line1.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route del default via 198.51.100.1 dev up1 src 198.51.100.2 metric 1 table 100 proto $tag
# provider.line60.ipv4.address (sixty.hcl:606): line60 down: unreachable, never another provider
rule del priority 23900 from 198.51.100.238 unreachable protocol $tag
# provider.line59.ipv4.address (sixty.hcl:596): line59 down: unreachable, never another provider
rule del priority 23900 from 198.51.100.234 unreachable protocol $tag
# provider.line58.ipv4.address (sixty.hcl:586): line58 down: unreachable, never another provider
rule del priority 23900 from 198.51.100.230 unreachable protocol $tag
# provider.line57.ipv4.address (sixty.hcl:576): line57 down: unreachable, never another provider
rule del priority 23900 from 198.51.100.226 unreachable protocol $tag
# provider.line56.ipv4.address (sixty.hcl:566): line56 down: unreachable, never another provider
rule del priority 23900 from 198.51.100.222 unreachable protocol $tag
# provider.line55.ipv4.address (sixty.hcl:556): line55 down: unreachable, never another provider
rule del priority 23900 from 198.51.100.218 unreachable protocol $tag
# provider.line54.ipv4.address (sixty.hcl:546): line54 down: unreachable, never another provider
rule del priority 23900 from 198.51.100.214 unreachable protocol $tag
# provider.line53.ipv4.address (sixty.hcl:536): line53 down: unreachable, never another provider
rule del priority 23900 from 198.51.100.210 unreachable protocol $tag
# provider.line52.ipv4.address (sixty.hcl:526): line52 down: unreachable, never another provider
rule del priority 23900 from 198.51.100.206 unreachable protocol $tag
# provider.line51.ipv4.address (sixty.hcl:516): line51 down: unreachable, never another provider
rule del priority 23900 from 198.51.100.202 unreachable protocol $tag
# provider.line50.ipv4.address (sixty.hcl:506): line50 down: unreachable, never another provider
rule del priority 23900 from 198.51.100.198 unreachable protocol $tag
# provider.line49.ipv4.address (sixty.hcl:496): line49 down: unreachable, never another provider
rule del priority 23900 from 198.51.100.194 unreachable protocol $tag
# provider.line48.ipv4.address (sixty.hcl:486): line48 down: unreachable, never another provider
rule del priority 23900 from 198.51.100.190 unreachable protocol $tag
# provider.line47.ipv4.address (sixty.hcl:476): line47 down: unreachable, never another provider
rule del priority 23900 from 198.51.100.186 unreachable protocol $tag
# provider.line46.ipv4.address (sixty.hcl:466): line46 down: unreachable, never another provider
rule del priority 23900 from 198.51.100.182 unreachable protocol $tag
# provider.line45.ipv4.address (sixty.hcl:456): line45 down: unreachable, never another provider
rule del priority 23900 from 198.51.100.178 unreachable protocol $tag
# provider.line44.ipv4.address (sixty.hcl:446): line44 down: unreachable, never another provider
rule del priority 23900 from 198.51.100.174 unreachable protocol $tag
# provider.line43.ipv4.address (sixty.hcl:436): line43 down: unreachable, never another provider
rule del priority 23900 from 198.51.100.170 unreachable protocol $tag
# provider.line42.ipv4.address (sixty.hcl:426): line42 down: unreachable, never another provider
rule del priority 23900 from 198.51.100.166 unreachable protocol $tag
# provider.line41.ipv4.address (sixty.hcl:416): line41 down: unreachable, never another provider
rule del priority 23900 from 198.51.100.162 unreachable protocol $tag
# provider.line40.ipv4.address (sixty.hcl:406): line40 down: unreachable, never another provider
rule del priority 23900 from 198.51.100.158 unreachable protocol $tag
# provider.line39.ipv4.address (sixty.hcl:396): line39 down: unreachable, never another provider
rule del priority 23900 from 198.51.100.154 unreachable protocol $tag
# provider.line38.ipv4.address (sixty.hcl:386): line38 down: unreachable, never another provider
rule del priority 23900 from 198.51.100.150 unreachable protocol $tag
# provider.line37.ipv4.address (sixty.hcl:376): line37 down: unreachable, never another provider
rule del priority 23900 from 198.51.100.146 unreachable protocol $tag
# provider.line36.ipv4.address (sixty.hcl:366): line36 down: unreachable, never another provider
rule del priority 23900 from 198.51.100.142 unreachable protocol $tag
# provider.line35.ipv4.address (sixty.hcl:356): line35 down: unreachable, never another provider
rule del priority 23900 from 198.51.100.138 unreachable protocol $tag
# provider.line34.ipv4.address (sixty.hcl:346): line34 down: unreachable, never another provider
rule del priority 23900 from 198.51.100.134 unreachable protocol $tag
# provider.line33.ipv4.address (sixty.hcl:336): line33 down: unreachable, never another provider
rule del priority 23900 from 198.51.100.130 unreachable protocol $tag
# provider.line32.ipv4.address (sixty.hcl:326): line32 down: unreachable, never another provider
rule del priority 23900 from 198.51.100.126 unreachable protocol $tag
# provider.line31.ipv4.address (sixty.hcl:316): line31 down: unreachable, never another provider
rule del priority 23900 from 198.51.100.122 unreachable protocol $tag
# provider.line30.ipv4.address (sixty.hcl:306): line30 down: unreachable, never another provider
rule del priority 23900 from 198.51.100.118 unreachable protocol $tag
# provider.line29.ipv4.address (sixty.hcl:296): line29 down: unreachable, never another provider
rule del priority 23900 from 198.51.100.114 unreachable protocol $tag
# provider.line28.ipv4.address (sixty.hcl:286): line28 down: unreachable, never another provider
rule del priority 23900 from 198.51.100.110 unreachable protocol $tag
# provider.line27.ipv4.address (sixty.hcl:276): line27 down: unreachable, never another provider
rule del priority 23900 from 198.51.100.106 unreachable protocol $tag
# provider.line26.ipv4.address (sixty.hcl:266): line26 down: unreachable, never another provider
rule del priority 23900 from 198.51.100.102 unreachable protocol $tag
# provider.line25.ipv4.address (sixty.hcl:256): line25 down: unreachable, never another provider
rule del priority 23900 from 198.51.100.98 unreachable protocol $tag
# provider.line24.ipv4.address (sixty.hcl:246): line24 down: unreachable, never another provider
rule del priority 23900 from 198.51.100.94 unreachable protocol $tag
# provider.line23.ipv4.address (sixty.hcl:236): line23 down: unreachable, never another provider
rule del priority 23900 from 198.51.100.90 unreachable protocol $tag
# provider.line22.ipv4.address (sixty.hcl:226): line22 down: unreachable, never another provider
rule del priority 23900 from 198.51.100.86 unreachable protocol $tag
# provider.line21.ipv4.address (sixty.hcl:216): line21 down: unreachable, never another provider
rule del priority 23900 from 198.51.100.82 unreachable protocol $tag
# provider.line20.ipv4.address (sixty.hcl:206): line20 down: unreachable, never another provider
rule del priority 23900 from 198.51.100.78 unreachable protocol $tag
# provider.line19.ipv4.address (sixty.hcl:196): line19 down: unreachable, never another provider
rule del priority 23900 from 198.51.100.74 unreachable protocol $tag
# provider.line18.ipv4.address (sixty.hcl:186): line18 down: unreachable, never another provider
rule del priority 23900 from 198.51.100.70 unreachable protocol $tag
# provider.line17.ipv4.address (sixty.hcl:176): line17 down: unreachable, never another provider
rule del priority 23900 from 198.51.100.66 unreachable protocol $tag
# provider.line16.ipv4.address (sixty.hcl:166): line16 down: unreachable, never another provider
rule del priority 23900 from 198.51.100.62 unreachable protocol $tag
# provider.line15.ipv4.address (sixty.hcl:156): line15 down: unreachable, never another provider
rule del priority 23900 from 198.51.100.58 unreachable protocol $tag
# provider.line14.ipv4.address (sixty.hcl:146): line14 down: unreachable, never another provider
rule del priority 23900 from 198.51.100.54 unreachable protocol $tag
# provider.line13.ipv4.address (sixty.hcl:136): line13 down: unreachable, never another provider
rule del priority 23900 from 198.51.100.50 unreachable protocol $tag
# provider.line12.ipv4.address (sixty.hcl:126): line12 down: unreachable, never another provider
rule del priority 23900 from 198.51.100.46 unreachable protocol $tag
# provider.line11.ipv4.address (sixty.hcl:116): line11 down: unreachable, never another provider
rule del priority 23900 from 198.51.100.42 unreachable protocol $tag
# provider.line10.ipv4.address (sixty.hcl:106): line10 down: unreachable, never another provider
rule del priority 23900 from 198.51.100.38 unreachable protocol $tag
# provider.line9.ipv4.address (sixty.hcl:96): line9 down: unreachable, never another provider
rule del priority 23900 from 198.51.100.34 unreachable protocol $tag
# provider.line8.ipv4.address (sixty.hcl:86): line8 down: unreachable, never another provider
rule del priority 23900 from 198.51.100.30 unreachable protocol $tag
# provider.line7.ipv4.address (sixty.hcl:76): line7 down: unreachable, never another provider
rule del priority 23900 from 198.51.100.26 unreachable protocol $tag
# provider.line6.ipv4.address (sixty.hcl:66): line6 down: unreachable, never another provider
rule del priority 23900 from 198.51.100.22 unreachable protocol $tag
# provider.line5.ipv4.address (sixty.hcl:56): line5 down: unreachable, never another provider
rule del priority 23900 from 198.51.100.18 unreachable protocol $tag
# provider.line4.ipv4.address (sixty.hcl:46): line4 down: unreachable, never another provider
rule del priority 23900 from 198.51.100.14 unreachable protocol $tag
# provider.line3.ipv4.address (sixty.hcl:36): line3 down: unreachable, never another provider
rule del priority 23900 from 198.51.100.10 unreachable protocol $tag
# provider.line2.ipv4.address (sixty.hcl:26): line2 down: unreachable, never another provider
rule del priority 23900 from 198.51.100.6 unreachable protocol $tag
# provider.line1.ipv4.address (sixty.hcl:16): line1 down: unreachable, never another provider
rule del priority 23900 from 198.51.100.2 unreachable protocol $tag
# provider.line60.ipv4.address (sixty.hcl:606): packets from its address use its table
rule del priority 22060 from 198.51.100.238 lookup 160 protocol $tag
# provider.line59.ipv4.address (sixty.hcl:596): packets from its address use its table
rule del priority 22059 from 198.51.100.234 lookup 159 protocol $tag
# provider.line58.ipv4.address (sixty.hcl:586): packets from its address use its table
rule del priority 22058 from 198.51.100.230 lookup 158 protocol $tag
# provider.line57.ipv4.address (sixty.hcl:576): packets from its address use its table
rule del priority 22057 from 198.51.100.226 lookup 157 protocol $tag
# provider.line56.ipv4.address (sixty.hcl:566): packets from its address use its table
rule del priority 22056 from 198.51.100.222 lookup 156 protocol $tag
# provider.line55.ipv4.address (sixty.hcl:556): packets from its address use its table
rule del priority 22055 from 198.51.100.218 lookup 155 protocol $tag
# provider.line54.ipv4.address (sixty.hcl:546): packets from its address use its table
rule del priority 22054 from 198.51.100.214 lookup 154 protocol $tag
# provider.line53.ipv4.address (sixty.hcl:536): packets from its address use its table
rule del priority 22053 from 198.51.100.210 lookup 153 protocol $tag
# provider.line52.ipv4.address (sixty.hcl:526): packets from its address use its table
rule del priority 22052 from 198.51.100.206 lookup 152 protocol $tag
# provider.line51.ipv4.address (sixty.hcl:516): packets from its address use its table
rule del priority 22051 from 198.51.100.202 lookup 151 protocol $tag
# provider.line50.ipv4.address (sixty.hcl:506): packets from its address use its table
rule del priority 22050 from 198.51.100.198 lookup 150 protocol $tag
# provider.line49.ipv4.address (sixty.hcl:496): packets from its address use its table
rule del priority 22049 from 198.51.100.194 lookup 149 protocol $tag
# provider.line48.ipv4.address (sixty.hcl:486): packets from its address use its table
rule del priority 22048 from 198.51.100.190 lookup 148 protocol $tag
# provider.line47.ipv4.address (sixty.hcl:476): packets from its address use its table
rule del priority 22047 from 198.51.100.186 lookup 147 protocol $tag
# provider.line46.ipv4.address (sixty.hcl:466): packets from its address use its table
rule del priority 22046 from 198.51.100.182 lookup 146 protocol $tag
# provider.line45.ipv4.address (sixty.hcl:456): packets from its address use its table
rule del priority 22045 from 198.51.100.178 lookup 145 protocol $tag
# provider.line44.ipv4.address (sixty.hcl:446): packets from its address use its table
rule del priority 22044 from 198.51.100.174 lookup 144 protocol $tag
# provider.line43.ipv4.address (sixty.hcl:436): packets from its address use its table
rule del priority 22043 from 198.51.100.170 lookup 143 protocol $tag
# provider.line42.ipv4.address (sixty.hcl:426): packets from its address use its table
rule del priority 22042 from 198.51.100.166 lookup 142 protocol $tag
# provider.line41.ipv4.address (sixty.hcl:416): packets from its address use its table
rule del priority 22041 from 198.51.100.162 lookup 141 protocol $tag
# provider.line40.ipv4.address (sixty.hcl:406): packets from its address use its table
rule del priority 22040 from 198.51.100.158 lookup 140 protocol $tag
# provider.line39.ipv4.address (sixty.hcl:396): packets from its address use its table
rule del priority 22039 from 198.51.100.154 lookup 139 protocol $tag
# provider.line38.ipv4.address (sixty.hcl:386): packets from its address use its table
rule del priority 22038 from 198.51.100.150 lookup 138 protocol $tag
# provider.line37.ipv4.address (sixty.hcl:376): packets from its address use its table
rule del priority 22037 from 198.51.100.146 lookup 137 protocol $tag
# provider.line36.ipv4.address (sixty.hcl:366): packets from its address use its table
rule del priority 22036 from 198.51.100.142 lookup 136 protocol $tag
# provider.line35.ipv4.address (sixty.hcl:356): packets from its address use its table
rule del priority 22035 from 198.51.100.138 lookup 135 protocol $tag
# provider.line34.ipv4.address (sixty.hcl:346): packets from its address use its table
rule del priority 22034 from 198.51.100.134 lookup 134 protocol $tag
# provider.line33.ipv4.address (sixty.hcl:336): packets from its address use its table
rule del priority 22033 from 198.51.100.130 lookup 133 protocol $tag
# provider.line32.ipv4.address (sixty.hcl:326): packets from its address use its table
rule del priority 22032 from 198.51.100.126 lookup 132 protocol $tag
# provider.line31.ipv4.address (sixty.hcl:316): packets from its address use its table
rule del priority 22031 from 198.51.100.122 lookup 131 protocol $tag
# provider.line30.ipv4.address (sixty.hcl:306): packets from its address use its table
rule del priority 22030 from 198.51.100.118 lookup 130 protocol $tag
# provider.line29.ipv4.address (sixty.hcl:296): packets from its address use its table
rule del priority 22029 from 198.51.100.114 lookup 129 protocol $tag
# provider.line28.ipv4.address (sixty.hcl:286): packets from its address use its table
rule del priority 22028 from 198.51.100.110 lookup 128 protocol $tag
# provider.line27.ipv4.address (sixty.hcl:276): packets from its address use its table
rule del priority 22027 from 198.51.100.106 lookup 127 protocol $tag
# provider.line26.ipv4.address (sixty.hcl:266): packets from its address use its table
rule del priority 22026 from 198.51.100.102 lookup 126 protocol $tag
# provider.line25.ipv4.address (sixty.hcl:256): packets from its address use its table
rule del priority 22025 from 198.51.100.98 lookup 125 protocol $tag
# provider.line24.ipv4.address (sixty.hcl:246): packets from its address use its table
rule del priority 22024 from 198.51.100.94 lookup 124 protocol $tag
# provider.line23.ipv4.address (sixty.hcl:236): packets from its address use its table
rule del priority 22023 from 198.51.100.90 lookup 123 protocol $tag
# provider.line22.ipv4.address (sixty.hcl:226): packets from its address use its table
rule del priority 22022 from 198.51.100.86 lookup 122 protocol $tag
# provider.line21.ipv4.address (sixty.hcl:216): packets from its address use its table
rule del priority 22021 from 198.51.100.82 lookup 121 protocol $tag
# provider.line20.ipv4.address (sixty.hcl:206): packets from its address use its table
rule del priority 22020 from 198.51.100.78 lookup 120 protocol $tag
# provider.line19.ipv4.address (sixty.hcl:196): packets from its address use its table
rule del priority 22019 from 198.51.100.74 lookup 119 protocol $tag
# provider.line18.ipv4.address (sixty.hcl:186): packets from its address use its table
rule del priority 22018 from 198.51.100.70 lookup 118 protocol $tag
# provider.line17.ipv4.address (sixty.hcl:176): packets from its address use its table
rule del priority 22017 from 198.51.100.66 lookup 117 protocol $tag
# provider.line16.ipv4.address (sixty.hcl:166): packets from its address use its table
rule del priority 22016 from 198.51.100.62 lookup 116 protocol $tag
# provider.line15.ipv4.address (sixty.hcl:156): packets from its address use its table
rule del priority 22015 from 198.51.100.58 lookup 115 protocol $tag
# provider.line14.ipv4.address (sixty.hcl:146): packets from its address use its table
rule del priority 22014 from 198.51.100.54 lookup 114 protocol $tag
# provider.line13.ipv4.address (sixty.hcl:136): packets from its address use its table
rule del priority 22013 from 198.51.100.50 lookup 113 protocol $tag
# provider.line12.ipv4.address (sixty.hcl:126): packets from its address use its table
rule del priority 22012 from 198.51.100.46 lookup 112 protocol $tag
# provider.line11.ipv4.address (sixty.hcl:116): packets from its address use its table
rule del priority 22011 from 198.51.100.42 lookup 111 protocol $tag
# provider.line10.ipv4.address (sixty.hcl:106): packets from its address use its table
rule del priority 22010 from 198.51.100.38 lookup 110 protocol $tag
# provider.line9.ipv4.address (sixty.hcl:96): packets from its address use its table
rule del priority 22009 from 198.51.100.34 lookup 109 protocol $tag
# provider.line8.ipv4.address (sixty.hcl:86): packets from its address use its table
rule del priority 22008 from 198.51.100.30 lookup 108 protocol $tag
# provider.line7.ipv4.address (sixty.hcl:76): packets from its address use its table
rule del priority 22007 from 198.51.100.26 lookup 107 protocol $tag
# provider.line6.ipv4.address (sixty.hcl:66): packets from its address use its table
rule del priority 22006 from 198.51.100.22 lookup 106 protocol $tag
# provider.line5.ipv4.address (sixty.hcl:56): packets from its address use its table
rule del priority 22005 from 198.51.100.18 lookup 105 protocol $tag
# provider.line4.ipv4.address (sixty.hcl:46): packets from its address use its table
rule del priority 22004 from 198.51.100.14 lookup 104 protocol $tag
# provider.line3.ipv4.address (sixty.hcl:36): packets from its address use its table
rule del priority 22003 from 198.51.100.10 lookup 103 protocol $tag
# provider.line2.ipv4.address (sixty.hcl:26): packets from its address use its table
rule del priority 22002 from 198.51.100.6 lookup 102 protocol $tag
# provider.line1.ipv4.address (sixty.hcl:16): packets from its address use its table
rule del priority 22001 from 198.51.100.2 lookup 101 protocol $tag
# provider.line60 (sixty.hcl:602): line60 down: unreachable, never another provider
rule del priority 21900 fwmark 0x3c00/0x3f00 unreachable protocol $tag
# provider.line59 (sixty.hcl:592): line59 down: unreachable, never another provider
rule del priority 21900 fwmark 0x3b00/0x3f00 unreachable protocol $tag
# provider.line58 (sixty.hcl:582): line58 down: unreachable, never another provider
rule del priority 21900 fwmark 0x3a00/0x3f00 unreachable protocol $tag
# provider.line57 (sixty.hcl:572): line57 down: unreachable, never another provider
rule del priority 21900 fwmark 0x3900/0x3f00 unreachable protocol $tag
# provider.line56 (sixty.hcl:562): line56 down: unreachable, never another provider
rule del priority 21900 fwmark 0x3800/0x3f00 unreachable protocol $tag
# provider.line55 (sixty.hcl:552): line55 down: unreachable, never another provider
rule del priority 21900 fwmark 0x3700/0x3f00 unreachable protocol $tag
# provider.line54 (sixty.hcl:542): line54 down: unreachable, never another provider
rule del priority 21900 fwmark 0x3600/0x3f00 unreachable protocol $tag
# provider.line53 (sixty.hcl:532): line53 down: unreachable, never another provider
rule del priority 21900 fwmark 0x3500/0x3f00 unreachable protocol $tag
# provider.line52 (sixty.hcl:522): line52 down: unreachable, never another provider
rule del priority 21900 fwmark 0x3400/0x3f00 unreachable protocol $tag
# provider.line51 (sixty.hcl:512): line51 down: unreachable, never another provider
rule del priority 21900 fwmark 0x3300/0x3f00 unreachable protocol $tag
# provider.line50 (sixty.hcl:502): line50 down: unreachable, never another provider
rule del priority 21900 fwmark 0x3200/0x3f00 unreachable protocol $tag
# provider.line49 (sixty.hcl:492): line49 down: unreachable, never another provider
rule del priority 21900 fwmark 0x3100/0x3f00 unreachable protocol $tag
# provider.line48 (sixty.hcl:482): line48 down: unreachable, never another provider
rule del priority 21900 fwmark 0x3000/0x3f00 unreachable protocol $tag
# provider.line47 (sixty.hcl:472): line47 down: unreachable, never another provider
rule del priority 21900 fwmark 0x2f00/0x3f00 unreachable protocol $tag
# provider.line46 (sixty.hcl:462): line46 down: unreachable, never another provider
rule del priority 21900 fwmark 0x2e00/0x3f00 unreachable protocol $tag
# provider.line45 (sixty.hcl:452): line45 down: unreachable, never another provider
rule del priority 21900 fwmark 0x2d00/0x3f00 unreachable protocol $tag
# provider.line44 (sixty.hcl:442): line44 down: unreachable, never another provider
rule del priority 21900 fwmark 0x2c00/0x3f00 unreachable protocol $tag
# provider.line43 (sixty.hcl:432): line43 down: unreachable, never another provider
rule del priority 21900 fwmark 0x2b00/0x3f00 unreachable protocol $tag
# provider.line42 (sixty.hcl:422): line42 down: unreachable, never another provider
rule del priority 21900 fwmark 0x2a00/0x3f00 unreachable protocol $tag
# provider.line41 (sixty.hcl:412): line41 down: unreachable, never another provider
rule del priority 21900 fwmark 0x2900/0x3f00 unreachable protocol $tag
# provider.line40 (sixty.hcl:402): line40 down: unreachable, never another provider
rule del priority 21900 fwmark 0x2800/0x3f00 unreachable protocol $tag
# provider.line39 (sixty.hcl:392): line39 down: unreachable, never another provider
rule del priority 21900 fwmark 0x2700/0x3f00 unreachable protocol $tag
# provider.line38 (sixty.hcl:382): line38 down: unreachable, never another provider
rule del priority 21900 fwmark 0x2600/0x3f00 unreachable protocol $tag
# provider.line37 (sixty.hcl:372): line37 down: unreachable, never another provider
rule del priority 21900 fwmark 0x2500/0x3f00 unreachable protocol $tag
# provider.line36 (sixty.hcl:362): line36 down: unreachable, never another provider
rule del priority 21900 fwmark 0x2400/0x3f00 unreachable protocol $tag
# provider.line35 (sixty.hcl:352): line35 down: unreachable, never another provider
rule del priority 21900 fwmark 0x2300/0x3f00 unreachable protocol $tag
# provider.line34 (sixty.hcl:342): line34 down: unreachable, never another provider
rule del priority 21900 fwmark 0x2200/0x3f00 unreachable protocol $tag
# provider.line33 (sixty.hcl:332): line33 down: unreachable, never another provider
rule del priority 21900 fwmark 0x2100/0x3f00 unreachable protocol $tag
# provider.line32 (sixty.hcl:322): line32 down: unreachable, never another provider
rule del priority 21900 fwmark 0x2000/0x3f00 unreachable protocol $tag
# provider.line31 (sixty.hcl:312): line31 down: unreachable, never another provider
rule del priority 21900 fwmark 0x1f00/0x3f00 unreachable protocol $tag
# provider.line30 (sixty.hcl:302): line30 down: unreachable, never another provider
rule del priority 21900 fwmark 0x1e00/0x3f00 unreachable protocol $tag
# provider.line29 (sixty.hcl:292): line29 down: unreachable, never another provider
rule del priority 21900 fwmark 0x1d00/0x3f00 unreachable protocol $tag
# provider.line28 (sixty.hcl:282): line28 down: unreachable, never another provider
rule del priority 21900 fwmark 0x1c00/0x3f00 unreachable protocol $tag
# provider.line27 (sixty.hcl:272): line27 down: unreachable, never another provider
rule del priority 21900 fwmark 0x1b00/0x3f00 unreachable protocol $tag
# provider.line26 (sixty.hcl:262): line26 down: unreachable, never another provider
rule del priority 21900 fwmark 0x1a00/0x3f00 unreachable protocol $tag
# provider.line25 (sixty.hcl:252): line25 down: unreachable, never another provider
rule del priority 21900 fwmark 0x1900/0x3f00 unreachable protocol $tag
# provider.line24 (sixty.hcl:242): line24 down: unreachable, never another provider
rule del priority 21900 fwmark 0x1800/0x3f00 unreachable protocol $tag
# provider.line23 (sixty.hcl:232): line23 down: unreachable, never another provider
rule del priority 21900 fwmark 0x1700/0x3f00 unreachable protocol $tag
# provider.line22 (sixty.hcl:222): line22 down: unreachable, never another provider
rule del priority 21900 fwmark 0x1600/0x3f00 unreachable protocol $tag
# provider.line21 (sixty.hcl:212): line21 down: unreachable, never another provider
rule del priority 21900 fwmark 0x1500/0x3f00 unreachable protocol $tag
# provider.line20 (sixty.hcl:202): line20 down: unreachable, never another provider
rule del priority 21900 fwmark 0x1400/0x3f00 unreachable protocol $tag
# provider.line19 (sixty.hcl:192): line19 down: unreachable, never another provider
rule del priority 21900 fwmark 0x1300/0x3f00 unreachable protocol $tag
# provider.line18 (sixty.hcl:182): line18 down: unreachable, never another provider
rule del priority 21900 fwmark 0x1200/0x3f00 unreachable protocol $tag
# provider.line17 (sixty.hcl:172): line17 down: unreachable, never another provider
rule del priority 21900 fwmark 0x1100/0x3f00 unreachable protocol $tag
# provider.line16 (sixty.hcl:162): line16 down: unreachable, never another provider
rule del priority 21900 fwmark 0x1000/0x3f00 unreachable protocol $tag
# provider.line15 (sixty.hcl:152): line15 down: unreachable, never another provider
rule del priority 21900 fwmark 0xf00/0x3f00 unreachable protocol $tag
# provider.line14 (sixty.hcl:142): line14 down: unreachable, never another provider
rule del priority 21900 fwmark 0xe00/0x3f00 unreachable protocol $tag
# provider.line13 (sixty.hcl:132): line13 down: unreachable, never another provider
rule del priority 21900 fwmark 0xd00/0x3f00 unreachable protocol $tag
# provider.line12 (sixty.hcl:122): line12 down: unreachable, never another provider
rule del priority 21900 fwmark 0xc00/0x3f00 unreachable protocol $tag
# provider.line11 (sixty.hcl:112): line11 down: unreachable, never another provider
rule del priority 21900 fwmark 0xb00/0x3f00 unreachable protocol $tag
# provider.line10 (sixty.hcl:102): line10 down: unreachable, never another provider
rule del priority 21900 fwmark 0xa00/0x3f00 unreachable protocol $tag
# provider.line9 (sixty.hcl:92): line9 down: unreachable, never another provider
rule del priority 21900 fwmark 0x900/0x3f00 unreachable protocol $tag
# provider.line8 (sixty.hcl:82): line8 down: unreachable, never another provider
rule del priority 21900 fwmark 0x800/0x3f00 unreachable protocol $tag
# provider.line7 (sixty.hcl:72): line7 down: unreachable, never another provider
rule del priority 21900 fwmark 0x700/0x3f00 unreachable protocol $tag
# provider.line6 (sixty.hcl:62): line6 down: unreachable, never another provider
rule del priority 21900 fwmark 0x600/0x3f00 unreachable protocol $tag
# provider.line5 (sixty.hcl:52): line5 down: unreachable, never another provider
rule del priority 21900 fwmark 0x500/0x3f00 unreachable protocol $tag
# provider.line4 (sixty.hcl:42): line4 down: unreachable, never another provider
rule del priority 21900 fwmark 0x400/0x3f00 unreachable protocol $tag
# provider.line3 (sixty.hcl:32): line3 down: unreachable, never another provider
rule del priority 21900 fwmark 0x300/0x3f00 unreachable protocol $tag
# provider.line2 (sixty.hcl:22): line2 down: unreachable, never another provider
rule del priority 21900 fwmark 0x200/0x3f00 unreachable protocol $tag
# provider.line1 (sixty.hcl:12): line1 down: unreachable, never another provider
rule del priority 21900 fwmark 0x100/0x3f00 unreachable protocol $tag
# provider.line60 (sixty.hcl:602): packets of its connections use its table
rule del priority 21060 fwmark 0x3c00/0x3f00 lookup 160 protocol $tag
# provider.line59 (sixty.hcl:592): packets of its connections use its table
rule del priority 21059 fwmark 0x3b00/0x3f00 lookup 159 protocol $tag
# provider.line58 (sixty.hcl:582): packets of its connections use its table
rule del priority 21058 fwmark 0x3a00/0x3f00 lookup 158 protocol $tag
# provider.line57 (sixty.hcl:572): packets of its connections use its table
rule del priority 21057 fwmark 0x3900/0x3f00 lookup 157 protocol $tag
# provider.line56 (sixty.hcl:562): packets of its connections use its table
rule del priority 21056 fwmark 0x3800/0x3f00 lookup 156 protocol $tag
# provider.line55 (sixty.hcl:552): packets of its connections use its table
rule del priority 21055 fwmark 0x3700/0x3f00 lookup 155 protocol $tag
# provider.line54 (sixty.hcl:542): packets of its connections use its table
rule del priority 21054 fwmark 0x3600/0x3f00 lookup 154 protocol $tag
# provider.line53 (sixty.hcl:532): packets of its connections use its table
rule del priority 21053 fwmark 0x3500/0x3f00 lookup 153 protocol $tag
# provider.line52 (sixty.hcl:522): packets of its connections use its table
rule del priority 21052 fwmark 0x3400/0x3f00 lookup 152 protocol $tag
# provider.line51 (sixty.hcl:512): packets of its connections use its table
rule del priority 21051 fwmark 0x3300/0x3f00 lookup 151 protocol $tag
# provider.line50 (sixty.hcl:502): packets of its connections use its table
rule del priority 21050 fwmark 0x3200/0x3f00 lookup 150 protocol $tag
# provider.line49 (sixty.hcl:492): packets of its connections use its table
rule del priority 21049 fwmark 0x3100/0x3f00 lookup 149 protocol $tag
# provider.line48 (sixty.hcl:482): packets of its connections use its table
rule del priority 21048 fwmark 0x3000/0x3f00 lookup 148 protocol $tag
# provider.line47 (sixty.hcl:472): packets of its connections use its table
rule del priority 21047 fwmark 0x2f00/0x3f00 lookup 147 protocol $tag
# provider.line46 (sixty.hcl:462): packets of its connections use its table
rule del priority 21046 fwmark 0x2e00/0x3f00 lookup 146 protocol $tag
# provider.line45 (sixty.hcl:452): packets of its connections use its table
rule del priority 21045 fwmark 0x2d00/0x3f00 lookup 145 protocol $tag
# provider.line44 (sixty.hcl:442): packets of its connections use its table
rule del priority 21044 fwmark 0x2c00/0x3f00 lookup 144 protocol $tag
# provider.line43 (sixty.hcl:432): packets of its connections use its table
rule del priority 21043 fwmark 0x2b00/0x3f00 lookup 143 protocol $tag
# provider.line42 (sixty.hcl:422): packets of its connections use its table
rule del priority 21042 fwmark 0x2a00/0x3f00 lookup 142 protocol $tag
# provider.line41 (sixty.hcl:412): packets of its connections use its table
rule del priority 21041 fwmark 0x2900/0x3f00 lookup 141 protocol $tag
# provider.line40 (sixty.hcl:402): packets of its connections use its table
rule del priority 21040 fwmark 0x2800/0x3f00 lookup 140 protocol $tag
# provider.line39 (sixty.hcl:392): packets of its connections use its table
rule del priority 21039 fwmark 0x2700/0x3f00 lookup 139 protocol $tag
# provider.line38 (sixty.hcl:382): packets of its connections use its table
rule del priority 21038 fwmark 0x2600/0x3f00 lookup 138 protocol $tag
# provider.line37 (sixty.hcl:372): packets of its connections use its table
rule del priority 21037 fwmark 0x2500/0x3f00 lookup 137 protocol $tag
# provider.line36 (sixty.hcl:362): packets of its connections use its table
rule del priority 21036 fwmark 0x2400/0x3f00 lookup 136 protocol $tag
# provider.line35 (sixty.hcl:352): packets of its connections use its table
rule del priority 21035 fwmark 0x2300/0x3f00 lookup 135 protocol $tag
# provider.line34 (sixty.hcl:342): packets of its connections use its table
rule del priority 21034 fwmark 0x2200/0x3f00 lookup 134 protocol $tag
# provider.line33 (sixty.hcl:332): packets of its connections use its table
rule del priority 21033 fwmark 0x2100/0x3f00 lookup 133 protocol $tag
# provider.line32 (sixty.hcl:322): packets of its connections use its table
rule del priority 21032 fwmark 0x2000/0x3f00 lookup 132 protocol $tag
# provider.line31 (sixty.hcl:312): packets of its connections use its table
rule del priority 21031 fwmark 0x1f00/0x3f00 lookup 131 protocol $tag
# provider.line30 (sixty.hcl:302): packets of its connections use its table
rule del priority 21030 fwmark 0x1e00/0x3f00 lookup 130 protocol $tag
# provider.line29 (sixty.hcl:292): packets of its connections use its table
rule del priority 21029 fwmark 0x1d00/0x3f00 lookup 129 protocol $tag
# provider.line28 (sixty.hcl:282): packets of its connections use its table
rule del priority 21028 fwmark 0x1c00/0x3f00 lookup 128 protocol $tag
# provider.line27 (sixty.hcl:272): packets of its connections use its table
rule del priority 21027 fwmark 0x1b00/0x3f00 lookup 127 protocol $tag
# provider.line26 (sixty.hcl:262): packets of its connections use its table
rule del priority 21026 fwmark 0x1a00/0x3f00 lookup 126 protocol $tag
# provider.line25 (sixty.hcl:252): packets of its connections use its table
rule del priority 21025 fwmark 0x1900/0x3f00 lookup 125 protocol $tag
# provider.line24 (sixty.hcl:242): packets of its connections use its table
rule del priority 21024 fwmark 0x1800/0x3f00 lookup 124 protocol $tag
# provider.line23 (sixty.hcl:232): packets of its connections use its table
rule del priority 21023 fwmark 0x1700/0x3f00 lookup 123 protocol $tag
# provider.line22 (sixty.hcl:222): packets of its connections use its table
rule del priority 21022 fwmark 0x1600/0x3f00 lookup 122 protocol $tag
# provider.line21 (sixty.hcl:212): packets of its connections use its table
rule del priority 21021 fwmark 0x1500/0x3f00 lookup 121 protocol $tag
# provider.line20 (sixty.hcl:202): packets of its connections use its table
rule del priority 21020 fwmark 0x1400/0x3f00 lookup 120 protocol $tag
# provider.line19 (sixty.hcl:192): packets of its connections use its table
rule del priority 21019 fwmark 0x1300/0x3f00 lookup 119 protocol $tag
# provider.line18 (sixty.hcl:182): packets of its connections use its table
rule del priority 21018 fwmark 0x1200/0x3f00 lookup 118 protocol $tag
# provider.line17 (sixty.hcl:172): packets of its connections use its table
rule del priority 21017 fwmark 0x1100/0x3f00 lookup 117 protocol $tag
# provider.line16 (sixty.hcl:162): packets of its connections use its table
rule del priority 21016 fwmark 0x1000/0x3f00 lookup 116 protocol $tag
# provider.line15 (sixty.hcl:152): packets of its connections use its table
rule del priority 21015 fwmark 0xf00/0x3f00 lookup 115 protocol $tag
# provider.line14 (sixty.hcl:142): packets of its connections use its table
rule del priority 21014 fwmark 0xe00/0x3f00 lookup 114 protocol $tag
# provider.line13 (sixty.hcl:132): packets of its connections use its table
rule del priority 21013 fwmark 0xd00/0x3f00 lookup 113 protocol $tag
# provider.line12 (sixty.hcl:122): packets of its connections use its table
rule del priority 21012 fwmark 0xc00/0x3f00 lookup 112 protocol $tag
# provider.line11 (sixty.hcl:112): packets of its connections use its table
rule del priority 21011 fwmark 0xb00/0x3f00 lookup 111 protocol $tag
# provider.line10 (sixty.hcl:102): packets of its connections use its table
rule del priority 21010 fwmark 0xa00/0x3f00 lookup 110 protocol $tag
# provider.line9 (sixty.hcl:92): packets of its connections use its table
rule del priority 21009 fwmark 0x900/0x3f00 lookup 109 protocol $tag
# provider.line8 (sixty.hcl:82): packets of its connections use its table
rule del priority 21008 fwmark 0x800/0x3f00 lookup 108 protocol $tag
# provider.line7 (sixty.hcl:72): packets of its connections use its table
rule del priority 21007 fwmark 0x700/0x3f00 lookup 107 protocol $tag
# provider.line6 (sixty.hcl:62): packets of its connections use its table
rule del priority 21006 fwmark 0x600/0x3f00 lookup 106 protocol $tag
# provider.line5 (sixty.hcl:52): packets of its connections use its table
rule del priority 21005 fwmark 0x500/0x3f00 lookup 105 protocol $tag
# provider.line4 (sixty.hcl:42): packets of its connections use its table
rule del priority 21004 fwmark 0x400/0x3f00 lookup 104 protocol $tag
# provider.line3 (sixty.hcl:32): packets of its connections use its table
rule del priority 21003 fwmark 0x300/0x3f00 lookup 103 protocol $tag
# provider.line2 (sixty.hcl:22): packets of its connections use its table
rule del priority 21002 fwmark 0x200/0x3f00 lookup 102 protocol $tag
# provider.line1 (sixty.hcl:12): packets of its connections use its table
rule del priority 21001 fwmark 0x100/0x3f00 lookup 101 protocol $tag
# default_route (sixty.hcl:612): goto target: packets to the providers' networks
rule del priority 20901 nop protocol $tag
# default_route (sixty.hcl:612): main first, for connected, VPN and container networks; no default
rule del priority 20900 lookup main suppress_prefixlength 1 protocol $tag
# provider.line60.ipv4 (sixty.hcl:606): skip main: replies to a host there may leave via another provider
rule del priority 20060 to 198.51.100.236/30 goto 20901 protocol $tag
# provider.line60.ipv4 (sixty.hcl:606): main, but only routes narrower than this network
rule del priority 20060 to 198.51.100.236/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line59.ipv4 (sixty.hcl:596): skip main: replies to a host there may leave via another provider
rule del priority 20059 to 198.51.100.232/30 goto 20901 protocol $tag
# provider.line59.ipv4 (sixty.hcl:596): main, but only routes narrower than this network
rule del priority 20059 to 198.51.100.232/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line58.ipv4 (sixty.hcl:586): skip main: replies to a host there may leave via another provider
rule del priority 20058 to 198.51.100.228/30 goto 20901 protocol $tag
# provider.line58.ipv4 (sixty.hcl:586): main, but only routes narrower than this network
rule del priority 20058 to 198.51.100.228/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line57.ipv4 (sixty.hcl:576): skip main: replies to a host there may leave via another provider
rule del priority 20057 to 198.51.100.224/30 goto 20901 protocol $tag
# provider.line57.ipv4 (sixty.hcl:576): main, but only routes narrower than this network
rule del priority 20057 to 198.51.100.224/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line56.ipv4 (sixty.hcl:566): skip main: replies to a host there may leave via another provider
rule del priority 20056 to 198.51.100.220/30 goto 20901 protocol $tag
# provider.line56.ipv4 (sixty.hcl:566): main, but only routes narrower than this network
rule del priority 20056 to 198.51.100.220/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line55.ipv4 (sixty.hcl:556): skip main: replies to a host there may leave via another provider
rule del priority 20055 to 198.51.100.216/30 goto 20901 protocol $tag
# provider.line55.ipv4 (sixty.hcl:556): main, but only routes narrower than this network
rule del priority 20055 to 198.51.100.216/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line54.ipv4 (sixty.hcl:546): skip main: replies to a host there may leave via another provider
rule del priority 20054 to 198.51.100.212/30 goto 20901 protocol $tag
# provider.line54.ipv4 (sixty.hcl:546): main, but only routes narrower than this network
rule del priority 20054 to 198.51.100.212/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line53.ipv4 (sixty.hcl:536): skip main: replies to a host there may leave via another provider
rule del priority 20053 to 198.51.100.208/30 goto 20901 protocol $tag
# provider.line53.ipv4 (sixty.hcl:536): main, but only routes narrower than this network
rule del priority 20053 to 198.51.100.208/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line52.ipv4 (sixty.hcl:526): skip main: replies to a host there may leave via another provider
rule del priority 20052 to 198.51.100.204/30 goto 20901 protocol $tag
# provider.line52.ipv4 (sixty.hcl:526): main, but only routes narrower than this network
rule del priority 20052 to 198.51.100.204/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line51.ipv4 (sixty.hcl:516): skip main: replies to a host there may leave via another provider
rule del priority 20051 to 198.51.100.200/30 goto 20901 protocol $tag
# provider.line51.ipv4 (sixty.hcl:516): main, but only routes narrower than this network
rule del priority 20051 to 198.51.100.200/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line50.ipv4 (sixty.hcl:506): skip main: replies to a host there may leave via another provider
rule del priority 20050 to 198.51.100.196/30 goto 20901 protocol $tag
# provider.line50.ipv4 (sixty.hcl:506): main, but only routes narrower than this network
rule del priority 20050 to 198.51.100.196/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line49.ipv4 (sixty.hcl:496): skip main: replies to a host there may leave via another provider
rule del priority 20049 to 198.51.100.192/30 goto 20901 protocol $tag
# provider.line49.ipv4 (sixty.hcl:496): main, but only routes narrower than this network
rule del priority 20049 to 198.51.100.192/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line48.ipv4 (sixty.hcl:486): skip main: replies to a host there may leave via another provider
rule del priority 20048 to 198.51.100.188/30 goto 20901 protocol $tag
# provider.line48.ipv4 (sixty.hcl:486): main, but only routes narrower than this network
rule del priority 20048 to 198.51.100.188/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line47.ipv4 (sixty.hcl:476): skip main: replies to a host there may leave via another provider
rule del priority 20047 to 198.51.100.184/30 goto 20901 protocol $tag
# provider.line47.ipv4 (sixty.hcl:476): main, but only routes narrower than this network
rule del priority 20047 to 198.51.100.184/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line46.ipv4 (sixty.hcl:466): skip main: replies to a host there may leave via another provider
rule del priority 20046 to 198.51.100.180/30 goto 20901 protocol $tag
# provider.line46.ipv4 (sixty.hcl:466): main, but only routes narrower than this network
rule del priority 20046 to 198.51.100.180/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line45.ipv4 (sixty.hcl:456): skip main: replies to a host there may leave via another provider
rule del priority 20045 to 198.51.100.176/30 goto 20901 protocol $tag
# provider.line45.ipv4 (sixty.hcl:456): main, but only routes narrower than this network
rule del priority 20045 to 198.51.100.176/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line44.ipv4 (sixty.hcl:446): skip main: replies to a host there may leave via another provider
rule del priority 20044 to 198.51.100.172/30 goto 20901 protocol $tag
# provider.line44.ipv4 (sixty.hcl:446): main, but only routes narrower than this network
rule del priority 20044 to 198.51.100.172/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line43.ipv4 (sixty.hcl:436): skip main: replies to a host there may leave via another provider
rule del priority 20043 to 198.51.100.168/30 goto 20901 protocol $tag
# provider.line43.ipv4 (sixty.hcl:436): main, but only routes narrower than this network
rule del priority 20043 to 198.51.100.168/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line42.ipv4 (sixty.hcl:426): skip main: replies to a host there may leave via another provider
rule del priority 20042 to 198.51.100.164/30 goto 20901 protocol $tag
# provider.line42.ipv4 (sixty.hcl:426): main, but only routes narrower than this network
rule del priority 20042 to 198.51.100.164/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line41.ipv4 (sixty.hcl:416): skip main: replies to a host there may leave via another provider
rule del priority 20041 to 198.51.100.160/30 goto 20901 protocol $tag
# provider.line41.ipv4 (sixty.hcl:416): main, but only routes narrower than this network
rule del priority 20041 to 198.51.100.160/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line40.ipv4 (sixty.hcl:406): skip main: replies to a host there may leave via another provider
rule del priority 20040 to 198.51.100.156/30 goto 20901 protocol $tag
# provider.line40.ipv4 (sixty.hcl:406): main, but only routes narrower than this network
rule del priority 20040 to 198.51.100.156/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line39.ipv4 (sixty.hcl:396): skip main: replies to a host there may leave via another provider
rule del priority 20039 to 198.51.100.152/30 goto 20901 protocol $tag
# provider.line39.ipv4 (sixty.hcl:396): main, but only routes narrower than this network
rule del priority 20039 to 198.51.100.152/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line38.ipv4 (sixty.hcl:386): skip main: replies to a host there may leave via another provider
rule del priority 20038 to 198.51.100.148/30 goto 20901 protocol $tag
# provider.line38.ipv4 (sixty.hcl:386): main, but only routes narrower than this network
rule del priority 20038 to 198.51.100.148/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line37.ipv4 (sixty.hcl:376): skip main: replies to a host there may leave via another provider
rule del priority 20037 to 198.51.100.144/30 goto 20901 protocol $tag
# provider.line37.ipv4 (sixty.hcl:376): main, but only routes narrower than this network
rule del priority 20037 to 198.51.100.144/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line36.ipv4 (sixty.hcl:366): skip main: replies to a host there may leave via another provider
rule del priority 20036 to 198.51.100.140/30 goto 20901 protocol $tag
# provider.line36.ipv4 (sixty.hcl:366): main, but only routes narrower than this network
rule del priority 20036 to 198.51.100.140/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line35.ipv4 (sixty.hcl:356): skip main: replies to a host there may leave via another provider
rule del priority 20035 to 198.51.100.136/30 goto 20901 protocol $tag
# provider.line35.ipv4 (sixty.hcl:356): main, but only routes narrower than this network
rule del priority 20035 to 198.51.100.136/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line34.ipv4 (sixty.hcl:346): skip main: replies to a host there may leave via another provider
rule del priority 20034 to 198.51.100.132/30 goto 20901 protocol $tag
# provider.line34.ipv4 (sixty.hcl:346): main, but only routes narrower than this network
rule del priority 20034 to 198.51.100.132/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line33.ipv4 (sixty.hcl:336): skip main: replies to a host there may leave via another provider
rule del priority 20033 to 198.51.100.128/30 goto 20901 protocol $tag
# provider.line33.ipv4 (sixty.hcl:336): main, but only routes narrower than this network
rule del priority 20033 to 198.51.100.128/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line32.ipv4 (sixty.hcl:326): skip main: replies to a host there may leave via another provider
rule del priority 20032 to 198.51.100.124/30 goto 20901 protocol $tag
# provider.line32.ipv4 (sixty.hcl:326): main, but only routes narrower than this network
rule del priority 20032 to 198.51.100.124/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line31.ipv4 (sixty.hcl:316): skip main: replies to a host there may leave via another provider
rule del priority 20031 to 198.51.100.120/30 goto 20901 protocol $tag
# provider.line31.ipv4 (sixty.hcl:316): main, but only routes narrower than this network
rule del priority 20031 to 198.51.100.120/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line30.ipv4 (sixty.hcl:306): skip main: replies to a host there may leave via another provider
rule del priority 20030 to 198.51.100.116/30 goto 20901 protocol $tag
# provider.line30.ipv4 (sixty.hcl:306): main, but only routes narrower than this network
rule del priority 20030 to 198.51.100.116/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line29.ipv4 (sixty.hcl:296): skip main: replies to a host there may leave via another provider
rule del priority 20029 to 198.51.100.112/30 goto 20901 protocol $tag
# provider.line29.ipv4 (sixty.hcl:296): main, but only routes narrower than this network
rule del priority 20029 to 198.51.100.112/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line28.ipv4 (sixty.hcl:286): skip main: replies to a host there may leave via another provider
rule del priority 20028 to 198.51.100.108/30 goto 20901 protocol $tag
# provider.line28.ipv4 (sixty.hcl:286): main, but only routes narrower than this network
rule del priority 20028 to 198.51.100.108/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line27.ipv4 (sixty.hcl:276): skip main: replies to a host there may leave via another provider
rule del priority 20027 to 198.51.100.104/30 goto 20901 protocol $tag
# provider.line27.ipv4 (sixty.hcl:276): main, but only routes narrower than this network
rule del priority 20027 to 198.51.100.104/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line26.ipv4 (sixty.hcl:266): skip main: replies to a host there may leave via another provider
rule del priority 20026 to 198.51.100.100/30 goto 20901 protocol $tag
# provider.line26.ipv4 (sixty.hcl:266): main, but only routes narrower than this network
rule del priority 20026 to 198.51.100.100/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line25.ipv4 (sixty.hcl:256): skip main: replies to a host there may leave via another provider
rule del priority 20025 to 198.51.100.96/30 goto 20901 protocol $tag
# provider.line25.ipv4 (sixty.hcl:256): main, but only routes narrower than this network
rule del priority 20025 to 198.51.100.96/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line24.ipv4 (sixty.hcl:246): skip main: replies to a host there may leave via another provider
rule del priority 20024 to 198.51.100.92/30 goto 20901 protocol $tag
# provider.line24.ipv4 (sixty.hcl:246): main, but only routes narrower than this network
rule del priority 20024 to 198.51.100.92/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line23.ipv4 (sixty.hcl:236): skip main: replies to a host there may leave via another provider
rule del priority 20023 to 198.51.100.88/30 goto 20901 protocol $tag
# provider.line23.ipv4 (sixty.hcl:236): main, but only routes narrower than this network
rule del priority 20023 to 198.51.100.88/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line22.ipv4 (sixty.hcl:226): skip main: replies to a host there may leave via another provider
rule del priority 20022 to 198.51.100.84/30 goto 20901 protocol $tag
# provider.line22.ipv4 (sixty.hcl:226): main, but only routes narrower than this network
rule del priority 20022 to 198.51.100.84/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line21.ipv4 (sixty.hcl:216): skip main: replies to a host there may leave via another provider
rule del priority 20021 to 198.51.100.80/30 goto 20901 protocol $tag
# provider.line21.ipv4 (sixty.hcl:216): main, but only routes narrower than this network
rule del priority 20021 to 198.51.100.80/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line20.ipv4 (sixty.hcl:206): skip main: replies to a host there may leave via another provider
rule del priority 20020 to 198.51.100.76/30 goto 20901 protocol $tag
# provider.line20.ipv4 (sixty.hcl:206): main, but only routes narrower than this network
rule del priority 20020 to 198.51.100.76/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line19.ipv4 (sixty.hcl:196): skip main: replies to a host there may leave via another provider
rule del priority 20019 to 198.51.100.72/30 goto 20901 protocol $tag
# provider.line19.ipv4 (sixty.hcl:196): main, but only routes narrower than this network
rule del priority 20019 to 198.51.100.72/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line18.ipv4 (sixty.hcl:186): skip main: replies to a host there may leave via another provider
rule del priority 20018 to 198.51.100.68/30 goto 20901 protocol $tag
# provider.line18.ipv4 (sixty.hcl:186): main, but only routes narrower than this network
rule del priority 20018 to 198.51.100.68/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line17.ipv4 (sixty.hcl:176): skip main: replies to a host there may leave via another provider
rule del priority 20017 to 198.51.100.64/30 goto 20901 protocol $tag
# provider.line17.ipv4 (sixty.hcl:176): main, but only routes narrower than this network
rule del priority 20017 to 198.51.100.64/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line16.ipv4 (sixty.hcl:166): skip main: replies to a host there may leave via another provider
rule del priority 20016 to 198.51.100.60/30 goto 20901 protocol $tag
# provider.line16.ipv4 (sixty.hcl:166): main, but only routes narrower than this network
rule del priority 20016 to 198.51.100.60/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line15.ipv4 (sixty.hcl:156): skip main: replies to a host there may leave via another provider
rule del priority 20015 to 198.51.100.56/30 goto 20901 protocol $tag
# provider.line15.ipv4 (sixty.hcl:156): main, but only routes narrower than this network
rule del priority 20015 to 198.51.100.56/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line14.ipv4 (sixty.hcl:146): skip main: replies to a host there may leave via another provider
rule del priority 20014 to 198.51.100.52/30 goto 20901 protocol $tag
# provider.line14.ipv4 (sixty.hcl:146): main, but only routes narrower than this network
rule del priority 20014 to 198.51.100.52/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line13.ipv4 (sixty.hcl:136): skip main: replies to a host there may leave via another provider
rule del priority 20013 to 198.51.100.48/30 goto 20901 protocol $tag
# provider.line13.ipv4 (sixty.hcl:136): main, but only routes narrower than this network
rule del priority 20013 to 198.51.100.48/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line12.ipv4 (sixty.hcl:126): skip main: replies to a host there may leave via another provider
rule del priority 20012 to 198.51.100.44/30 goto 20901 protocol $tag
# provider.line12.ipv4 (sixty.hcl:126): main, but only routes narrower than this network
rule del priority 20012 to 198.51.100.44/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line11.ipv4 (sixty.hcl:116): skip main: replies to a host there may leave via another provider
rule del priority 20011 to 198.51.100.40/30 goto 20901 protocol $tag
# provider.line11.ipv4 (sixty.hcl:116): main, but only routes narrower than this network
rule del priority 20011 to 198.51.100.40/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line10.ipv4 (sixty.hcl:106): skip main: replies to a host there may leave via another provider
rule del priority 20010 to 198.51.100.36/30 goto 20901 protocol $tag
# provider.line10.ipv4 (sixty.hcl:106): main, but only routes narrower than this network
rule del priority 20010 to 198.51.100.36/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line9.ipv4 (sixty.hcl:96): skip main: replies to a host there may leave via another provider
rule del priority 20009 to 198.51.100.32/30 goto 20901 protocol $tag
# provider.line9.ipv4 (sixty.hcl:96): main, but only routes narrower than this network
rule del priority 20009 to 198.51.100.32/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line8.ipv4 (sixty.hcl:86): skip main: replies to a host there may leave via another provider
rule del priority 20008 to 198.51.100.28/30 goto 20901 protocol $tag
# provider.line8.ipv4 (sixty.hcl:86): main, but only routes narrower than this network
rule del priority 20008 to 198.51.100.28/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line7.ipv4 (sixty.hcl:76): skip main: replies to a host there may leave via another provider
rule del priority 20007 to 198.51.100.24/30 goto 20901 protocol $tag
# provider.line7.ipv4 (sixty.hcl:76): main, but only routes narrower than this network
rule del priority 20007 to 198.51.100.24/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line6.ipv4 (sixty.hcl:66): skip main: replies to a host there may leave via another provider
rule del priority 20006 to 198.51.100.20/30 goto 20901 protocol $tag
# provider.line6.ipv4 (sixty.hcl:66): main, but only routes narrower than this network
rule del priority 20006 to 198.51.100.20/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line5.ipv4 (sixty.hcl:56): skip main: replies to a host there may leave via another provider
rule del priority 20005 to 198.51.100.16/30 goto 20901 protocol $tag
# provider.line5.ipv4 (sixty.hcl:56): main, but only routes narrower than this network
rule del priority 20005 to 198.51.100.16/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line4.ipv4 (sixty.hcl:46): skip main: replies to a host there may leave via another provider
rule del priority 20004 to 198.51.100.12/30 goto 20901 protocol $tag
# provider.line4.ipv4 (sixty.hcl:46): main, but only routes narrower than this network
rule del priority 20004 to 198.51.100.12/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line3.ipv4 (sixty.hcl:36): skip main: replies to a host there may leave via another provider
rule del priority 20003 to 198.51.100.8/30 goto 20901 protocol $tag
# provider.line3.ipv4 (sixty.hcl:36): main, but only routes narrower than this network
rule del priority 20003 to 198.51.100.8/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line2.ipv4 (sixty.hcl:26): skip main: replies to a host there may leave via another provider
rule del priority 20002 to 198.51.100.4/30 goto 20901 protocol $tag
# provider.line2.ipv4 (sixty.hcl:26): main, but only routes narrower than this network
rule del priority 20002 to 198.51.100.4/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line1.ipv4 (sixty.hcl:16): skip main: replies to a host there may leave via another provider
rule del priority 20001 to 198.51.100.0/30 goto 20901 protocol $tag
# provider.line1.ipv4 (sixty.hcl:16): main, but only routes narrower than this network
rule del priority 20001 to 198.51.100.0/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line60.ipv4 (sixty.hcl:606): network on the link, and the source address to use there
route del 198.51.100.236/30 dev up60 src 198.51.100.238 table 100 proto $tag
# provider.line59.ipv4 (sixty.hcl:596): network on the link, and the source address to use there
route del 198.51.100.232/30 dev up59 src 198.51.100.234 table 100 proto $tag
# provider.line58.ipv4 (sixty.hcl:586): network on the link, and the source address to use there
route del 198.51.100.228/30 dev up58 src 198.51.100.230 table 100 proto $tag
# provider.line57.ipv4 (sixty.hcl:576): network on the link, and the source address to use there
route del 198.51.100.224/30 dev up57 src 198.51.100.226 table 100 proto $tag
# provider.line56.ipv4 (sixty.hcl:566): network on the link, and the source address to use there
route del 198.51.100.220/30 dev up56 src 198.51.100.222 table 100 proto $tag
# provider.line55.ipv4 (sixty.hcl:556): network on the link, and the source address to use there
route del 198.51.100.216/30 dev up55 src 198.51.100.218 table 100 proto $tag
# provider.line54.ipv4 (sixty.hcl:546): network on the link, and the source address to use there
route del 198.51.100.212/30 dev up54 src 198.51.100.214 table 100 proto $tag
# provider.line53.ipv4 (sixty.hcl:536): network on the link, and the source address to use there
route del 198.51.100.208/30 dev up53 src 198.51.100.210 table 100 proto $tag
# provider.line52.ipv4 (sixty.hcl:526): network on the link, and the source address to use there
route del 198.51.100.204/30 dev up52 src 198.51.100.206 table 100 proto $tag
# provider.line51.ipv4 (sixty.hcl:516): network on the link, and the source address to use there
route del 198.51.100.200/30 dev up51 src 198.51.100.202 table 100 proto $tag
# provider.line50.ipv4 (sixty.hcl:506): network on the link, and the source address to use there
route del 198.51.100.196/30 dev up50 src 198.51.100.198 table 100 proto $tag
# provider.line49.ipv4 (sixty.hcl:496): network on the link, and the source address to use there
route del 198.51.100.192/30 dev up49 src 198.51.100.194 table 100 proto $tag
# provider.line48.ipv4 (sixty.hcl:486): network on the link, and the source address to use there
route del 198.51.100.188/30 dev up48 src 198.51.100.190 table 100 proto $tag
# provider.line47.ipv4 (sixty.hcl:476): network on the link, and the source address to use there
route del 198.51.100.184/30 dev up47 src 198.51.100.186 table 100 proto $tag
# provider.line46.ipv4 (sixty.hcl:466): network on the link, and the source address to use there
route del 198.51.100.180/30 dev up46 src 198.51.100.182 table 100 proto $tag
# provider.line45.ipv4 (sixty.hcl:456): network on the link, and the source address to use there
route del 198.51.100.176/30 dev up45 src 198.51.100.178 table 100 proto $tag
# provider.line44.ipv4 (sixty.hcl:446): network on the link, and the source address to use there
route del 198.51.100.172/30 dev up44 src 198.51.100.174 table 100 proto $tag
# provider.line43.ipv4 (sixty.hcl:436): network on the link, and the source address to use there
route del 198.51.100.168/30 dev up43 src 198.51.100.170 table 100 proto $tag
# provider.line42.ipv4 (sixty.hcl:426): network on the link, and the source address to use there
route del 198.51.100.164/30 dev up42 src 198.51.100.166 table 100 proto $tag
# provider.line41.ipv4 (sixty.hcl:416): network on the link, and the source address to use there
route del 198.51.100.160/30 dev up41 src 198.51.100.162 table 100 proto $tag
# provider.line40.ipv4 (sixty.hcl:406): network on the link, and the source address to use there
route del 198.51.100.156/30 dev up40 src 198.51.100.158 table 100 proto $tag
# provider.line39.ipv4 (sixty.hcl:396): network on the link, and the source address to use there
route del 198.51.100.152/30 dev up39 src 198.51.100.154 table 100 proto $tag
# provider.line38.ipv4 (sixty.hcl:386): network on the link, and the source address to use there
route del 198.51.100.148/30 dev up38 src 198.51.100.150 table 100 proto $tag
# provider.line37.ipv4 (sixty.hcl:376): network on the link, and the source address to use there
route del 198.51.100.144/30 dev up37 src 198.51.100.146 table 100 proto $tag
# provider.line36.ipv4 (sixty.hcl:366): network on the link, and the source address to use there
route del 198.51.100.140/30 dev up36 src 198.51.100.142 table 100 proto $tag
# provider.line35.ipv4 (sixty.hcl:356): network on the link, and the source address to use there
route del 198.51.100.136/30 dev up35 src 198.51.100.138 table 100 proto $tag
# provider.line34.ipv4 (sixty.hcl:346): network on the link, and the source address to use there
route del 198.51.100.132/30 dev up34 src 198.51.100.134 table 100 proto $tag
# provider.line33.ipv4 (sixty.hcl:336): network on the link, and the source address to use there
route del 198.51.100.128/30 dev up33 src 198.51.100.130 table 100 proto $tag
# provider.line32.ipv4 (sixty.hcl:326): network on the link, and the source address to use there
route del 198.51.100.124/30 dev up32 src 198.51.100.126 table 100 proto $tag
# provider.line31.ipv4 (sixty.hcl:316): network on the link, and the source address to use there
route del 198.51.100.120/30 dev up31 src 198.51.100.122 table 100 proto $tag
# provider.line30.ipv4 (sixty.hcl:306): network on the link, and the source address to use there
route del 198.51.100.116/30 dev up30 src 198.51.100.118 table 100 proto $tag
# provider.line29.ipv4 (sixty.hcl:296): network on the link, and the source address to use there
route del 198.51.100.112/30 dev up29 src 198.51.100.114 table 100 proto $tag
# provider.line28.ipv4 (sixty.hcl:286): network on the link, and the source address to use there
route del 198.51.100.108/30 dev up28 src 198.51.100.110 table 100 proto $tag
# provider.line27.ipv4 (sixty.hcl:276): network on the link, and the source address to use there
route del 198.51.100.104/30 dev up27 src 198.51.100.106 table 100 proto $tag
# provider.line26.ipv4 (sixty.hcl:266): network on the link, and the source address to use there
route del 198.51.100.100/30 dev up26 src 198.51.100.102 table 100 proto $tag
# provider.line25.ipv4 (sixty.hcl:256): network on the link, and the source address to use there
route del 198.51.100.96/30 dev up25 src 198.51.100.98 table 100 proto $tag
# provider.line24.ipv4 (sixty.hcl:246): network on the link, and the source address to use there
route del 198.51.100.92/30 dev up24 src 198.51.100.94 table 100 proto $tag
# provider.line23.ipv4 (sixty.hcl:236): network on the link, and the source address to use there
route del 198.51.100.88/30 dev up23 src 198.51.100.90 table 100 proto $tag
# provider.line22.ipv4 (sixty.hcl:226): network on the link, and the source address to use there
route del 198.51.100.84/30 dev up22 src 198.51.100.86 table 100 proto $tag
# provider.line21.ipv4 (sixty.hcl:216): network on the link, and the source address to use there
route del 198.51.100.80/30 dev up21 src 198.51.100.82 table 100 proto $tag
# provider.line20.ipv4 (sixty.hcl:206): network on the link, and the source address to use there
route del 198.51.100.76/30 dev up20 src 198.51.100.78 table 100 proto $tag
# provider.line19.ipv4 (sixty.hcl:196): network on the link, and the source address to use there
route del 198.51.100.72/30 dev up19 src 198.51.100.74 table 100 proto $tag
# provider.line18.ipv4 (sixty.hcl:186): network on the link, and the source address to use there
route del 198.51.100.68/30 dev up18 src 198.51.100.70 table 100 proto $tag
# provider.line17.ipv4 (sixty.hcl:176): network on the link, and the source address to use there
route del 198.51.100.64/30 dev up17 src 198.51.100.66 table 100 proto $tag
# provider.line16.ipv4 (sixty.hcl:166): network on the link, and the source address to use there
route del 198.51.100.60/30 dev up16 src 198.51.100.62 table 100 proto $tag
# provider.line15.ipv4 (sixty.hcl:156): network on the link, and the source address to use there
route del 198.51.100.56/30 dev up15 src 198.51.100.58 table 100 proto $tag
# provider.line14.ipv4 (sixty.hcl:146): network on the link, and the source address to use there
route del 198.51.100.52/30 dev up14 src 198.51.100.54 table 100 proto $tag
# provider.line13.ipv4 (sixty.hcl:136): network on the link, and the source address to use there
route del 198.51.100.48/30 dev up13 src 198.51.100.50 table 100 proto $tag
# provider.line12.ipv4 (sixty.hcl:126): network on the link, and the source address to use there
route del 198.51.100.44/30 dev up12 src 198.51.100.46 table 100 proto $tag
# provider.line11.ipv4 (sixty.hcl:116): network on the link, and the source address to use there
route del 198.51.100.40/30 dev up11 src 198.51.100.42 table 100 proto $tag
# provider.line10.ipv4 (sixty.hcl:106): network on the link, and the source address to use there
route del 198.51.100.36/30 dev up10 src 198.51.100.38 table 100 proto $tag
# provider.line9.ipv4 (sixty.hcl:96): network on the link, and the source address to use there
route del 198.51.100.32/30 dev up9 src 198.51.100.34 table 100 proto $tag
# provider.line8.ipv4 (sixty.hcl:86): network on the link, and the source address to use there
route del 198.51.100.28/30 dev up8 src 198.51.100.30 table 100 proto $tag
# provider.line7.ipv4 (sixty.hcl:76): network on the link, and the source address to use there
route del 198.51.100.24/30 dev up7 src 198.51.100.26 table 100 proto $tag
# provider.line6.ipv4 (sixty.hcl:66): network on the link, and the source address to use there
route del 198.51.100.20/30 dev up6 src 198.51.100.22 table 100 proto $tag
# provider.line5.ipv4 (sixty.hcl:56): network on the link, and the source address to use there
route del 198.51.100.16/30 dev up5 src 198.51.100.18 table 100 proto $tag
# provider.line4.ipv4 (sixty.hcl:46): network on the link, and the source address to use there
route del 198.51.100.12/30 dev up4 src 198.51.100.14 table 100 proto $tag
# provider.line3.ipv4 (sixty.hcl:36): network on the link, and the source address to use there
route del 198.51.100.8/30 dev up3 src 198.51.100.10 table 100 proto $tag
# provider.line2.ipv4 (sixty.hcl:26): network on the link, and the source address to use there
route del 198.51.100.4/30 dev up2 src 198.51.100.6 table 100 proto $tag
# provider.line1.ipv4 (sixty.hcl:16): network on the link, and the source address to use there
route del 198.51.100.0/30 dev up1 src 198.51.100.2 table 100 proto $tag
# provider.line60.ipv4.gateway (sixty.hcl:606): default route
route del default via 198.51.100.237 dev up60 src 198.51.100.238 table 160 proto $tag
# provider.line60.ipv4 (sixty.hcl:606): network on the link
route del 198.51.100.236/30 dev up60 src 198.51.100.238 table 160 proto $tag
# provider.line59.ipv4.gateway (sixty.hcl:596): default route
route del default via 198.51.100.233 dev up59 src 198.51.100.234 table 159 proto $tag
# provider.line59.ipv4 (sixty.hcl:596): network on the link
route del 198.51.100.232/30 dev up59 src 198.51.100.234 table 159 proto $tag
# provider.line58.ipv4.gateway (sixty.hcl:586): default route
route del default via 198.51.100.229 dev up58 src 198.51.100.230 table 158 proto $tag
# provider.line58.ipv4 (sixty.hcl:586): network on the link
route del 198.51.100.228/30 dev up58 src 198.51.100.230 table 158 proto $tag
# provider.line57.ipv4.gateway (sixty.hcl:576): default route
route del default via 198.51.100.225 dev up57 src 198.51.100.226 table 157 proto $tag
# provider.line57.ipv4 (sixty.hcl:576): network on the link
route del 198.51.100.224/30 dev up57 src 198.51.100.226 table 157 proto $tag
# provider.line56.ipv4.gateway (sixty.hcl:566): default route
route del default via 198.51.100.221 dev up56 src 198.51.100.222 table 156 proto $tag
# provider.line56.ipv4 (sixty.hcl:566): network on the link
route del 198.51.100.220/30 dev up56 src 198.51.100.222 table 156 proto $tag
# provider.line55.ipv4.gateway (sixty.hcl:556): default route
route del default via 198.51.100.217 dev up55 src 198.51.100.218 table 155 proto $tag
# provider.line55.ipv4 (sixty.hcl:556): network on the link
route del 198.51.100.216/30 dev up55 src 198.51.100.218 table 155 proto $tag
# provider.line54.ipv4.gateway (sixty.hcl:546): default route
route del default via 198.51.100.213 dev up54 src 198.51.100.214 table 154 proto $tag
# provider.line54.ipv4 (sixty.hcl:546): network on the link
route del 198.51.100.212/30 dev up54 src 198.51.100.214 table 154 proto $tag
# provider.line53.ipv4.gateway (sixty.hcl:536): default route
route del default via 198.51.100.209 dev up53 src 198.51.100.210 table 153 proto $tag
# provider.line53.ipv4 (sixty.hcl:536): network on the link
route del 198.51.100.208/30 dev up53 src 198.51.100.210 table 153 proto $tag
# provider.line52.ipv4.gateway (sixty.hcl:526): default route
route del default via 198.51.100.205 dev up52 src 198.51.100.206 table 152 proto $tag
# provider.line52.ipv4 (sixty.hcl:526): network on the link
route del 198.51.100.204/30 dev up52 src 198.51.100.206 table 152 proto $tag
# provider.line51.ipv4.gateway (sixty.hcl:516): default route
route del default via 198.51.100.201 dev up51 src 198.51.100.202 table 151 proto $tag
# provider.line51.ipv4 (sixty.hcl:516): network on the link
route del 198.51.100.200/30 dev up51 src 198.51.100.202 table 151 proto $tag
# provider.line50.ipv4.gateway (sixty.hcl:506): default route
route del default via 198.51.100.197 dev up50 src 198.51.100.198 table 150 proto $tag
# provider.line50.ipv4 (sixty.hcl:506): network on the link
route del 198.51.100.196/30 dev up50 src 198.51.100.198 table 150 proto $tag
# provider.line49.ipv4.gateway (sixty.hcl:496): default route
route del default via 198.51.100.193 dev up49 src 198.51.100.194 table 149 proto $tag
# provider.line49.ipv4 (sixty.hcl:496): network on the link
route del 198.51.100.192/30 dev up49 src 198.51.100.194 table 149 proto $tag
# provider.line48.ipv4.gateway (sixty.hcl:486): default route
route del default via 198.51.100.189 dev up48 src 198.51.100.190 table 148 proto $tag
# provider.line48.ipv4 (sixty.hcl:486): network on the link
route del 198.51.100.188/30 dev up48 src 198.51.100.190 table 148 proto $tag
# provider.line47.ipv4.gateway (sixty.hcl:476): default route
route del default via 198.51.100.185 dev up47 src 198.51.100.186 table 147 proto $tag
# provider.line47.ipv4 (sixty.hcl:476): network on the link
route del 198.51.100.184/30 dev up47 src 198.51.100.186 table 147 proto $tag
# provider.line46.ipv4.gateway (sixty.hcl:466): default route
route del default via 198.51.100.181 dev up46 src 198.51.100.182 table 146 proto $tag
# provider.line46.ipv4 (sixty.hcl:466): network on the link
route del 198.51.100.180/30 dev up46 src 198.51.100.182 table 146 proto $tag
# provider.line45.ipv4.gateway (sixty.hcl:456): default route
route del default via 198.51.100.177 dev up45 src 198.51.100.178 table 145 proto $tag
# provider.line45.ipv4 (sixty.hcl:456): network on the link
route del 198.51.100.176/30 dev up45 src 198.51.100.178 table 145 proto $tag
# provider.line44.ipv4.gateway (sixty.hcl:446): default route
route del default via 198.51.100.173 dev up44 src 198.51.100.174 table 144 proto $tag
# provider.line44.ipv4 (sixty.hcl:446): network on the link
route del 198.51.100.172/30 dev up44 src 198.51.100.174 table 144 proto $tag
# provider.line43.ipv4.gateway (sixty.hcl:436): default route
route del default via 198.51.100.169 dev up43 src 198.51.100.170 table 143 proto $tag
# provider.line43.ipv4 (sixty.hcl:436): network on the link
route del 198.51.100.168/30 dev up43 src 198.51.100.170 table 143 proto $tag
# provider.line42.ipv4.gateway (sixty.hcl:426): default route
route del default via 198.51.100.165 dev up42 src 198.51.100.166 table 142 proto $tag
# provider.line42.ipv4 (sixty.hcl:426): network on the link
route del 198.51.100.164/30 dev up42 src 198.51.100.166 table 142 proto $tag
# provider.line41.ipv4.gateway (sixty.hcl:416): default route
route del default via 198.51.100.161 dev up41 src 198.51.100.162 table 141 proto $tag
# provider.line41.ipv4 (sixty.hcl:416): network on the link
route del 198.51.100.160/30 dev up41 src 198.51.100.162 table 141 proto $tag
# provider.line40.ipv4.gateway (sixty.hcl:406): default route
route del default via 198.51.100.157 dev up40 src 198.51.100.158 table 140 proto $tag
# provider.line40.ipv4 (sixty.hcl:406): network on the link
route del 198.51.100.156/30 dev up40 src 198.51.100.158 table 140 proto $tag
# provider.line39.ipv4.gateway (sixty.hcl:396): default route
route del default via 198.51.100.153 dev up39 src 198.51.100.154 table 139 proto $tag
# provider.line39.ipv4 (sixty.hcl:396): network on the link
route del 198.51.100.152/30 dev up39 src 198.51.100.154 table 139 proto $tag
# provider.line38.ipv4.gateway (sixty.hcl:386): default route
route del default via 198.51.100.149 dev up38 src 198.51.100.150 table 138 proto $tag
# provider.line38.ipv4 (sixty.hcl:386): network on the link
route del 198.51.100.148/30 dev up38 src 198.51.100.150 table 138 proto $tag
# provider.line37.ipv4.gateway (sixty.hcl:376): default route
route del default via 198.51.100.145 dev up37 src 198.51.100.146 table 137 proto $tag
# provider.line37.ipv4 (sixty.hcl:376): network on the link
route del 198.51.100.144/30 dev up37 src 198.51.100.146 table 137 proto $tag
# provider.line36.ipv4.gateway (sixty.hcl:366): default route
route del default via 198.51.100.141 dev up36 src 198.51.100.142 table 136 proto $tag
# provider.line36.ipv4 (sixty.hcl:366): network on the link
route del 198.51.100.140/30 dev up36 src 198.51.100.142 table 136 proto $tag
# provider.line35.ipv4.gateway (sixty.hcl:356): default route
route del default via 198.51.100.137 dev up35 src 198.51.100.138 table 135 proto $tag
# provider.line35.ipv4 (sixty.hcl:356): network on the link
route del 198.51.100.136/30 dev up35 src 198.51.100.138 table 135 proto $tag
# provider.line34.ipv4.gateway (sixty.hcl:346): default route
route del default via 198.51.100.133 dev up34 src 198.51.100.134 table 134 proto $tag
# provider.line34.ipv4 (sixty.hcl:346): network on the link
route del 198.51.100.132/30 dev up34 src 198.51.100.134 table 134 proto $tag
# provider.line33.ipv4.gateway (sixty.hcl:336): default route
route del default via 198.51.100.129 dev up33 src 198.51.100.130 table 133 proto $tag
# provider.line33.ipv4 (sixty.hcl:336): network on the link
route del 198.51.100.128/30 dev up33 src 198.51.100.130 table 133 proto $tag
# provider.line32.ipv4.gateway (sixty.hcl:326): default route
route del default via 198.51.100.125 dev up32 src 198.51.100.126 table 132 proto $tag
# provider.line32.ipv4 (sixty.hcl:326): network on the link
route del 198.51.100.124/30 dev up32 src 198.51.100.126 table 132 proto $tag
# provider.line31.ipv4.gateway (sixty.hcl:316): default route
route del default via 198.51.100.121 dev up31 src 198.51.100.122 table 131 proto $tag
# provider.line31.ipv4 (sixty.hcl:316): network on the link
route del 198.51.100.120/30 dev up31 src 198.51.100.122 table 131 proto $tag
# provider.line30.ipv4.gateway (sixty.hcl:306): default route
route del default via 198.51.100.117 dev up30 src 198.51.100.118 table 130 proto $tag
# provider.line30.ipv4 (sixty.hcl:306): network on the link
route del 198.51.100.116/30 dev up30 src 198.51.100.118 table 130 proto $tag
# provider.line29.ipv4.gateway (sixty.hcl:296): default route
route del default via 198.51.100.113 dev up29 src 198.51.100.114 table 129 proto $tag
# provider.line29.ipv4 (sixty.hcl:296): network on the link
route del 198.51.100.112/30 dev up29 src 198.51.100.114 table 129 proto $tag
# provider.line28.ipv4.gateway (sixty.hcl:286): default route
route del default via 198.51.100.109 dev up28 src 198.51.100.110 table 128 proto $tag
# provider.line28.ipv4 (sixty.hcl:286): network on the link
route del 198.51.100.108/30 dev up28 src 198.51.100.110 table 128 proto $tag
# provider.line27.ipv4.gateway (sixty.hcl:276): default route
route del default via 198.51.100.105 dev up27 src 198.51.100.106 table 127 proto $tag
# provider.line27.ipv4 (sixty.hcl:276): network on the link
route del 198.51.100.104/30 dev up27 src 198.51.100.106 table 127 proto $tag
# provider.line26.ipv4.gateway (sixty.hcl:266): default route
route del default via 198.51.100.101 dev up26 src 198.51.100.102 table 126 proto $tag
# provider.line26.ipv4 (sixty.hcl:266): network on the link
route del 198.51.100.100/30 dev up26 src 198.51.100.102 table 126 proto $tag
# provider.line25.ipv4.gateway (sixty.hcl:256): default route
route del default via 198.51.100.97 dev up25 src 198.51.100.98 table 125 proto $tag
# provider.line25.ipv4 (sixty.hcl:256): network on the link
route del 198.51.100.96/30 dev up25 src 198.51.100.98 table 125 proto $tag
# provider.line24.ipv4.gateway (sixty.hcl:246): default route
route del default via 198.51.100.93 dev up24 src 198.51.100.94 table 124 proto $tag
# provider.line24.ipv4 (sixty.hcl:246): network on the link
route del 198.51.100.92/30 dev up24 src 198.51.100.94 table 124 proto $tag
# provider.line23.ipv4.gateway (sixty.hcl:236): default route
route del default via 198.51.100.89 dev up23 src 198.51.100.90 table 123 proto $tag
# provider.line23.ipv4 (sixty.hcl:236): network on the link
route del 198.51.100.88/30 dev up23 src 198.51.100.90 table 123 proto $tag
# provider.line22.ipv4.gateway (sixty.hcl:226): default route
route del default via 198.51.100.85 dev up22 src 198.51.100.86 table 122 proto $tag
# provider.line22.ipv4 (sixty.hcl:226): network on the link
route del 198.51.100.84/30 dev up22 src 198.51.100.86 table 122 proto $tag
# provider.line21.ipv4.gateway (sixty.hcl:216): default route
route del default via 198.51.100.81 dev up21 src 198.51.100.82 table 121 proto $tag
# provider.line21.ipv4 (sixty.hcl:216): network on the link
route del 198.51.100.80/30 dev up21 src 198.51.100.82 table 121 proto $tag
# provider.line20.ipv4.gateway (sixty.hcl:206): default route
route del default via 198.51.100.77 dev up20 src 198.51.100.78 table 120 proto $tag
# provider.line20.ipv4 (sixty.hcl:206): network on the link
route del 198.51.100.76/30 dev up20 src 198.51.100.78 table 120 proto $tag
# provider.line19.ipv4.gateway (sixty.hcl:196): default route
route del default via 198.51.100.73 dev up19 src 198.51.100.74 table 119 proto $tag
# provider.line19.ipv4 (sixty.hcl:196): network on the link
route del 198.51.100.72/30 dev up19 src 198.51.100.74 table 119 proto $tag
# provider.line18.ipv4.gateway (sixty.hcl:186): default route
route del default via 198.51.100.69 dev up18 src 198.51.100.70 table 118 proto $tag
# provider.line18.ipv4 (sixty.hcl:186): network on the link
route del 198.51.100.68/30 dev up18 src 198.51.100.70 table 118 proto $tag
# provider.line17.ipv4.gateway (sixty.hcl:176): default route
route del default via 198.51.100.65 dev up17 src 198.51.100.66 table 117 proto $tag
# provider.line17.ipv4 (sixty.hcl:176): network on the link
route del 198.51.100.64/30 dev up17 src 198.51.100.66 table 117 proto $tag
# provider.line16.ipv4.gateway (sixty.hcl:166): default route
route del default via 198.51.100.61 dev up16 src 198.51.100.62 table 116 proto $tag
# provider.line16.ipv4 (sixty.hcl:166): network on the link
route del 198.51.100.60/30 dev up16 src 198.51.100.62 table 116 proto $tag
# provider.line15.ipv4.gateway (sixty.hcl:156): default route
route del default via 198.51.100.57 dev up15 src 198.51.100.58 table 115 proto $tag
# provider.line15.ipv4 (sixty.hcl:156): network on the link
route del 198.51.100.56/30 dev up15 src 198.51.100.58 table 115 proto $tag
# provider.line14.ipv4.gateway (sixty.hcl:146): default route
route del default via 198.51.100.53 dev up14 src 198.51.100.54 table 114 proto $tag
# provider.line14.ipv4 (sixty.hcl:146): network on the link
route del 198.51.100.52/30 dev up14 src 198.51.100.54 table 114 proto $tag
# provider.line13.ipv4.gateway (sixty.hcl:136): default route
route del default via 198.51.100.49 dev up13 src 198.51.100.50 table 113 proto $tag
# provider.line13.ipv4 (sixty.hcl:136): network on the link
route del 198.51.100.48/30 dev up13 src 198.51.100.50 table 113 proto $tag
# provider.line12.ipv4.gateway (sixty.hcl:126): default route
route del default via 198.51.100.45 dev up12 src 198.51.100.46 table 112 proto $tag
# provider.line12.ipv4 (sixty.hcl:126): network on the link
route del 198.51.100.44/30 dev up12 src 198.51.100.46 table 112 proto $tag
# provider.line11.ipv4.gateway (sixty.hcl:116): default route
route del default via 198.51.100.41 dev up11 src 198.51.100.42 table 111 proto $tag
# provider.line11.ipv4 (sixty.hcl:116): network on the link
route del 198.51.100.40/30 dev up11 src 198.51.100.42 table 111 proto $tag
# provider.line10.ipv4.gateway (sixty.hcl:106): default route
route del default via 198.51.100.37 dev up10 src 198.51.100.38 table 110 proto $tag
# provider.line10.ipv4 (sixty.hcl:106): network on the link
route del 198.51.100.36/30 dev up10 src 198.51.100.38 table 110 proto $tag
# provider.line9.ipv4.gateway (sixty.hcl:96): default route
route del default via 198.51.100.33 dev up9 src 198.51.100.34 table 109 proto $tag
# provider.line9.ipv4 (sixty.hcl:96): network on the link
route del 198.51.100.32/30 dev up9 src 198.51.100.34 table 109 proto $tag
# provider.line8.ipv4.gateway (sixty.hcl:86): default route
route del default via 198.51.100.29 dev up8 src 198.51.100.30 table 108 proto $tag
# provider.line8.ipv4 (sixty.hcl:86): network on the link
route del 198.51.100.28/30 dev up8 src 198.51.100.30 table 108 proto $tag
# provider.line7.ipv4.gateway (sixty.hcl:76): default route
route del default via 198.51.100.25 dev up7 src 198.51.100.26 table 107 proto $tag
# provider.line7.ipv4 (sixty.hcl:76): network on the link
route del 198.51.100.24/30 dev up7 src 198.51.100.26 table 107 proto $tag
# provider.line6.ipv4.gateway (sixty.hcl:66): default route
route del default via 198.51.100.21 dev up6 src 198.51.100.22 table 106 proto $tag
# provider.line6.ipv4 (sixty.hcl:66): network on the link
route del 198.51.100.20/30 dev up6 src 198.51.100.22 table 106 proto $tag
# provider.line5.ipv4.gateway (sixty.hcl:56): default route
route del default via 198.51.100.17 dev up5 src 198.51.100.18 table 105 proto $tag
# provider.line5.ipv4 (sixty.hcl:56): network on the link
route del 198.51.100.16/30 dev up5 src 198.51.100.18 table 105 proto $tag
# provider.line4.ipv4.gateway (sixty.hcl:46): default route
route del default via 198.51.100.13 dev up4 src 198.51.100.14 table 104 proto $tag
# provider.line4.ipv4 (sixty.hcl:46): network on the link
route del 198.51.100.12/30 dev up4 src 198.51.100.14 table 104 proto $tag
# provider.line3.ipv4.gateway (sixty.hcl:36): default route
route del default via 198.51.100.9 dev up3 src 198.51.100.10 table 103 proto $tag
# provider.line3.ipv4 (sixty.hcl:36): network on the link
route del 198.51.100.8/30 dev up3 src 198.51.100.10 table 103 proto $tag
# provider.line2.ipv4.gateway (sixty.hcl:26): default route
route del default via 198.51.100.5 dev up2 src 198.51.100.6 table 102 proto $tag
# provider.line2.ipv4 (sixty.hcl:26): network on the link
route del 198.51.100.4/30 dev up2 src 198.51.100.6 table 102 proto $tag
# provider.line1.ipv4.gateway (sixty.hcl:16): default route
route del default via 198.51.100.1 dev up1 src 198.51.100.2 table 101 proto $tag
# provider.line1.ipv4 (sixty.hcl:16): network on the link
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

# settings (sixty.hcl:3): connections keep their provider; masquerading
undo nft delete table inet splitroute

## Sysctls

# settings.hash_policy (sixty.hcl:4): which fields of a packet choose the provider of a balanced route
put_back net/ipv4/fib_multipath_hash_policy
# provider.line60.ipv4 (sixty.hcl:602): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/up60/rp_filter
# provider.line59.ipv4 (sixty.hcl:592): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/up59/rp_filter
# provider.line58.ipv4 (sixty.hcl:582): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/up58/rp_filter
# provider.line57.ipv4 (sixty.hcl:572): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/up57/rp_filter
# provider.line56.ipv4 (sixty.hcl:562): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/up56/rp_filter
# provider.line55.ipv4 (sixty.hcl:552): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/up55/rp_filter
# provider.line54.ipv4 (sixty.hcl:542): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/up54/rp_filter
# provider.line53.ipv4 (sixty.hcl:532): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/up53/rp_filter
# provider.line52.ipv4 (sixty.hcl:522): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/up52/rp_filter
# provider.line51.ipv4 (sixty.hcl:512): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/up51/rp_filter
# provider.line50.ipv4 (sixty.hcl:502): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/up50/rp_filter
# provider.line49.ipv4 (sixty.hcl:492): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/up49/rp_filter
# provider.line48.ipv4 (sixty.hcl:482): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/up48/rp_filter
# provider.line47.ipv4 (sixty.hcl:472): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/up47/rp_filter
# provider.line46.ipv4 (sixty.hcl:462): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/up46/rp_filter
# provider.line45.ipv4 (sixty.hcl:452): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/up45/rp_filter
# provider.line44.ipv4 (sixty.hcl:442): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/up44/rp_filter
# provider.line43.ipv4 (sixty.hcl:432): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/up43/rp_filter
# provider.line42.ipv4 (sixty.hcl:422): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/up42/rp_filter
# provider.line41.ipv4 (sixty.hcl:412): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/up41/rp_filter
# provider.line40.ipv4 (sixty.hcl:402): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/up40/rp_filter
# provider.line39.ipv4 (sixty.hcl:392): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/up39/rp_filter
# provider.line38.ipv4 (sixty.hcl:382): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/up38/rp_filter
# provider.line37.ipv4 (sixty.hcl:372): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/up37/rp_filter
# provider.line36.ipv4 (sixty.hcl:362): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/up36/rp_filter
# provider.line35.ipv4 (sixty.hcl:352): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/up35/rp_filter
# provider.line34.ipv4 (sixty.hcl:342): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/up34/rp_filter
# provider.line33.ipv4 (sixty.hcl:332): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/up33/rp_filter
# provider.line32.ipv4 (sixty.hcl:322): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/up32/rp_filter
# provider.line31.ipv4 (sixty.hcl:312): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/up31/rp_filter
# provider.line30.ipv4 (sixty.hcl:302): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/up30/rp_filter
# provider.line29.ipv4 (sixty.hcl:292): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/up29/rp_filter
# provider.line28.ipv4 (sixty.hcl:282): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/up28/rp_filter
# provider.line27.ipv4 (sixty.hcl:272): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/up27/rp_filter
# provider.line26.ipv4 (sixty.hcl:262): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/up26/rp_filter
# provider.line25.ipv4 (sixty.hcl:252): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/up25/rp_filter
# provider.line24.ipv4 (sixty.hcl:242): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/up24/rp_filter
# provider.line23.ipv4 (sixty.hcl:232): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/up23/rp_filter
# provider.line22.ipv4 (sixty.hcl:222): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/up22/rp_filter
# provider.line21.ipv4 (sixty.hcl:212): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/up21/rp_filter
# provider.line20.ipv4 (sixty.hcl:202): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/up20/rp_filter
# provider.line19.ipv4 (sixty.hcl:192): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/up19/rp_filter
# provider.line18.ipv4 (sixty.hcl:182): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/up18/rp_filter
# provider.line17.ipv4 (sixty.hcl:172): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/up17/rp_filter
# provider.line16.ipv4 (sixty.hcl:162): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/up16/rp_filter
# provider.line15.ipv4 (sixty.hcl:152): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/up15/rp_filter
# provider.line14.ipv4 (sixty.hcl:142): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/up14/rp_filter
# provider.line13.ipv4 (sixty.hcl:132): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/up13/rp_filter
# provider.line12.ipv4 (sixty.hcl:122): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/up12/rp_filter
# provider.line11.ipv4 (sixty.hcl:112): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/up11/rp_filter
# provider.line10.ipv4 (sixty.hcl:102): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/up10/rp_filter
# provider.line9.ipv4 (sixty.hcl:92): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/up9/rp_filter
# provider.line8.ipv4 (sixty.hcl:82): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/up8/rp_filter
# provider.line7.ipv4 (sixty.hcl:72): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/up7/rp_filter
# provider.line6.ipv4 (sixty.hcl:62): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/up6/rp_filter
# provider.line5.ipv4 (sixty.hcl:52): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/up5/rp_filter
# provider.line4.ipv4 (sixty.hcl:42): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/up4/rp_filter
# provider.line3.ipv4 (sixty.hcl:32): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/up3/rp_filter
# provider.line2.ipv4 (sixty.hcl:22): rp_filter loose: strict would drop replies that arrive here
put_back net/ipv4/conf/up2/rp_filter
# provider.line1.ipv4 (sixty.hcl:12): rp_filter loose: strict would drop replies that arrive here
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
