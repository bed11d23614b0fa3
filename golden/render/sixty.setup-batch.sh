#!/bin/sh
#
# Routing for 60 providers, from sixty.hcl.
# Written by gen-splitroute, to be read, checked and edited.
#
#   line1: 198.51.100.2/30 on up1, gateway 198.51.100.1
#   line2: 198.51.100.6/30 on up2, gateway 198.51.100.5
#   line3: 198.51.100.10/30 on up3, gateway 198.51.100.9
#   line4: 198.51.100.14/30 on up4, gateway 198.51.100.13
#   line5: 198.51.100.18/30 on up5, gateway 198.51.100.17
#   line6: 198.51.100.22/30 on up6, gateway 198.51.100.21
#   line7: 198.51.100.26/30 on up7, gateway 198.51.100.25
#   line8: 198.51.100.30/30 on up8, gateway 198.51.100.29
#   line9: 198.51.100.34/30 on up9, gateway 198.51.100.33
#   line10: 198.51.100.38/30 on up10, gateway 198.51.100.37
#   line11: 198.51.100.42/30 on up11, gateway 198.51.100.41
#   line12: 198.51.100.46/30 on up12, gateway 198.51.100.45
#   line13: 198.51.100.50/30 on up13, gateway 198.51.100.49
#   line14: 198.51.100.54/30 on up14, gateway 198.51.100.53
#   line15: 198.51.100.58/30 on up15, gateway 198.51.100.57
#   line16: 198.51.100.62/30 on up16, gateway 198.51.100.61
#   line17: 198.51.100.66/30 on up17, gateway 198.51.100.65
#   line18: 198.51.100.70/30 on up18, gateway 198.51.100.69
#   line19: 198.51.100.74/30 on up19, gateway 198.51.100.73
#   line20: 198.51.100.78/30 on up20, gateway 198.51.100.77
#   line21: 198.51.100.82/30 on up21, gateway 198.51.100.81
#   line22: 198.51.100.86/30 on up22, gateway 198.51.100.85
#   line23: 198.51.100.90/30 on up23, gateway 198.51.100.89
#   line24: 198.51.100.94/30 on up24, gateway 198.51.100.93
#   line25: 198.51.100.98/30 on up25, gateway 198.51.100.97
#   line26: 198.51.100.102/30 on up26, gateway 198.51.100.101
#   line27: 198.51.100.106/30 on up27, gateway 198.51.100.105
#   line28: 198.51.100.110/30 on up28, gateway 198.51.100.109
#   line29: 198.51.100.114/30 on up29, gateway 198.51.100.113
#   line30: 198.51.100.118/30 on up30, gateway 198.51.100.117
#   line31: 198.51.100.122/30 on up31, gateway 198.51.100.121
#   line32: 198.51.100.126/30 on up32, gateway 198.51.100.125
#   line33: 198.51.100.130/30 on up33, gateway 198.51.100.129
#   line34: 198.51.100.134/30 on up34, gateway 198.51.100.133
#   line35: 198.51.100.138/30 on up35, gateway 198.51.100.137
#   line36: 198.51.100.142/30 on up36, gateway 198.51.100.141
#   line37: 198.51.100.146/30 on up37, gateway 198.51.100.145
#   line38: 198.51.100.150/30 on up38, gateway 198.51.100.149
#   line39: 198.51.100.154/30 on up39, gateway 198.51.100.153
#   line40: 198.51.100.158/30 on up40, gateway 198.51.100.157
#   line41: 198.51.100.162/30 on up41, gateway 198.51.100.161
#   line42: 198.51.100.166/30 on up42, gateway 198.51.100.165
#   line43: 198.51.100.170/30 on up43, gateway 198.51.100.169
#   line44: 198.51.100.174/30 on up44, gateway 198.51.100.173
#   line45: 198.51.100.178/30 on up45, gateway 198.51.100.177
#   line46: 198.51.100.182/30 on up46, gateway 198.51.100.181
#   line47: 198.51.100.186/30 on up47, gateway 198.51.100.185
#   line48: 198.51.100.190/30 on up48, gateway 198.51.100.189
#   line49: 198.51.100.194/30 on up49, gateway 198.51.100.193
#   line50: 198.51.100.198/30 on up50, gateway 198.51.100.197
#   line51: 198.51.100.202/30 on up51, gateway 198.51.100.201
#   line52: 198.51.100.206/30 on up52, gateway 198.51.100.205
#   line53: 198.51.100.210/30 on up53, gateway 198.51.100.209
#   line54: 198.51.100.214/30 on up54, gateway 198.51.100.213
#   line55: 198.51.100.218/30 on up55, gateway 198.51.100.217
#   line56: 198.51.100.222/30 on up56, gateway 198.51.100.221
#   line57: 198.51.100.226/30 on up57, gateway 198.51.100.225
#   line58: 198.51.100.230/30 on up58, gateway 198.51.100.229
#   line59: 198.51.100.234/30 on up59, gateway 198.51.100.233
#   line60: 198.51.100.238/30 on up60, gateway 198.51.100.237
#
# Run it as root, as often as you like: it replaces what an earlier run set up, of this script
# or of another one with the same two protocols, without losing a packet. If anything is amiss it
# changes nothing, and if a command fails it takes back what it did; either way it says why and
# exits with 1. The script that "gen-splitroute teardown" writes gives back what was there before
# the first run. What it changes begins at "What a run that was killed has left"; all above that
# looks, prepares a file with the names of the tables, or takes back.
#
# Every route and rule carries protocol 201 or 202, the one that is free: the new ones come
# beside those of the earlier run, which go last. A line that you add by hand stands
# among entries4, before the last one, and looks like one of these, N being from 20000
# to 28999:
#
#   route prepend 192.0.2.0/24 via GATEWAY dev INTERFACE table TABLE proto $tag
#   rule add priority N to 192.0.2.0/24 lookup TABLE protocol $tag

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
tab='	'

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

# missing_path FILE: sets $made to the topmost part of the path that isn't there, or to FILE
missing_path() {
	made=$1
	while [ ! -d "${made%/*}" ]; do made=${made%/*}; done
}

# stage_names FILE BLOCK: prepares, beside FILE, a FILE with BLOCK as our lines, and its directories
# where they are missing; mv "$staged" "$made" then puts everything in place at once
stage_names() {
	split_names "$1" || return 1
	missing_path "$1"
	staged=${made%/*}/.splitroute.new
	set -- "$1" "$2" "$staged${1#"$made"}"
	if [ -f "$1" ]; then
		try cp -p "$1" "$3" || return 1 # for its owner and mode
	elif [ "$made" != "$1" ]; then
		try mkdir -p "${3%/*}" || return 1
	fi
	printf '%s' "$2$others" >"$3"
}

# put_names FILE BLOCK: makes BLOCK our lines in FILE
put_names() {
	stage_names "$1" "$2" && try mv -f "$staged" "$made"
}

## Preflight: everything is looked at before anything is changed

at='sixty.hcl' # the line of the configuration that is being worked on
problems=0
problem() {
	say "$at: $*"
	problems=$((problems + 1))
}

# notice TEXT: what is worth knowing, and keeps nothing from being done
notice() {
	say "$at: note: $*"
}

# list_state FAMILY [COMMANDS]: the rules and routes that are there, behind what other commands of ip
# show, one thing a line, with numbers for names
list_state() {
	ip "$1" -o -N -batch - <<EOF
${2:-}
rule show
route show table all
EOF
}

# tagged TAG TEXT: the entries with the tag in what list_state says
tagged() {
	IFS=$nl
	set -f
	for line in $2; do
		case "$line " in *" proto $1 "*) printf '%s\n' "$line" ;; esac
	done
	set +f
	unset IFS
}

# sort_tagged TAG: sorts an entry with the tag, $line. The rule that comes last, which no packet can
# match, says that those with its tag are complete; of two, the one that came later is listed last.
sort_tagged() {
	case $present in *" $1 "*) ;; *) present="$present $1 " ;; esac
	case $line in
	*'from 255.255.255.255 nop '*)
		former_tag=$1
		return
		;;
	[0-9]*:"$tab"*) ;;
	*) return ;;
	esac
	case $line in *'from all nop '*) places="$places $1=${line%%:*} " ;; esac # where jumps end
	# 22001:	from 203.0.113.2 lookup 101 proto 201
	case $line in *' lookup '[0-9]*) ;; *) return ;; esac
	number_behind lookup
	owner=${line#*from }
	owner=${owner%% *}
	case $line in
	*"from all fwmark "*)
		mark=${line#*fwmark }
		mark=${mark%% *}
		case $mark in
		*/*) marks="$marks $mark=$number " ;;
		*) marks="$marks $mark/0xffffffff=$number " ;;
		esac
		;;
	*'from all '*) ;;
	*) owners="$owners $number=$owner " ;;
	esac
}

# number_behind WORD: sets $number to the one behind the word in $line. An interface may have the name of
# the word, but no number follows the name of an interface.
number_behind() {
	rest=${line#*" $1 "[0-9]}
	number=${line%"$rest"}
	number=${number##* }${rest%% *}
}

# sort_state: sorts what list_state says into lists, and looks for what is in our way
sort_state() {
	last='' # interface of the address before
	IFS=$nl
	set -f
	for line in $now; do
		case "$line " in
		[2-5]' '*' table 255 proto 2 '*) ;; # the kernel's own: local, broadcast, ...
		[0-9]*': '*': <'*)
			# 2: if1@if7: <BROADCAST,UP> mtu 1500
			name=${line#*: }
			flags=${line#*<}
			case ,${flags%%>*}, in
			*,UP,*) links="$links ${name%%[@:]*}=up " ;;
			*) links="$links ${name%%[@:]*}=down " ;;
			esac
			;;
		[0-9]*': '*' inet'*' scope '*)
			# 2: if1    inet 203.0.113.2/30 brd 203.0.113.3 scope global if1
			address=${line#*: }
			name=${address%% *}
			flags=${address#"$name" * inet* }
			address=${flags%% *}
			case $address in
			*/*) ;;
			*:*) address=$address/128 ;;
			*) address=$address/32 ;;
			esac
			case $flags in
			*' secondary '*) seconds="$seconds $name=$address " ;;
			*' dadfailed '*) dadfailed="$dadfailed $name=$address " ;;
			*' tentative '*) tentative="$tentative $name=$address " ;;
			esac
			[ "$name" = "$last" ] || firsts="$firsts $name=$address "
			last=$name
			addresses="$addresses $name=$address "
			;;
		*' proto 201 '*) sort_tagged 201 ;;
		*' proto 202 '*) sort_tagged 202 ;;
		[0-9]*:"$tab"*)
			# 32766:	from all lookup 254
			if [ "${line%%:*}" -ge 20000 ] && [ "${line%%:*}" -le 28999 ]; then
				problem "priorities 20000 to 28999 are ours, and somebody else has the rule $line; set priority_base"
			fi
			;;
		*' table '[0-9]*)
			# 10.0.0.0/24 dev if0 table 101
			number_behind table
			case $tables in *" $number "*) ;; *) tables="$tables $number " ;; esac
			;;
		[678]' default '* | [678]' 0.0.0.0/1 '* | [678]' 128.0.0.0/1 '*)
			# 7 default metric 4294967295
			problem "main rejects packets ($line), and is looked at before our default; remove that route"
			;;
		esac
	done
	set +f
	unset IFS
}

# choose_tag: one tag is in use, that of the complete entries or, when there are none, any that there is.
# The other one is free, but for what a run that was killed left.
choose_tag() {
	if [ -z "$former_tag" ]; then
		case $present in
		*' 201 '*) former_tag=201 ;;
		*) former_tag=202 ;;
		esac
	fi
	case $former_tag in
	201) tag=202 ;;
	*) tag=201 ;;
	esac
}

need_link() {
	case $links in
	*" $1=up "*) ;;
	*" $1=down "*) problem "interface $1 is down; try: ip link set dev $1 up" ;;
	*) problem "interface $1 is missing; see: ip link show" ;;
	esac
}

need_address() {
	case $addresses in
	*" $1=$2 "*) ;;
	*" $1=${2%/*}/"*) problem "${2%/*} has another length than /${2#*/}; see: ip address show dev $1" ;;
	*) problem "interface $1 doesn't have the address $2; see: ip address show dev $1" ;;
	esac
}

need_gateway() {
	case $2,$addresses in
	fe80:*,*" $1=$2/"* | [!f]*,*"=$2/"* | f[!e]*,*"=$2/"*) problem "the gateway $2 is an address of this machine" ;;
	esac
}

planned=' 198.51.100.2  198.51.100.6  198.51.100.10  198.51.100.14  198.51.100.18  198.51.100.22  198.51.100.26  198.51.100.30  198.51.100.34  198.51.100.38  198.51.100.42  198.51.100.46  198.51.100.50  198.51.100.54  198.51.100.58  198.51.100.62  198.51.100.66  198.51.100.70  198.51.100.74  198.51.100.78  198.51.100.82  198.51.100.86  198.51.100.90  198.51.100.94  198.51.100.98  198.51.100.102  198.51.100.106  198.51.100.110  198.51.100.114  198.51.100.118  198.51.100.122  198.51.100.126  198.51.100.130  198.51.100.134  198.51.100.138  198.51.100.142  198.51.100.146  198.51.100.150  198.51.100.154  198.51.100.158  198.51.100.162  198.51.100.166  198.51.100.170  198.51.100.174  198.51.100.178  198.51.100.182  198.51.100.186  198.51.100.190  198.51.100.194  198.51.100.198  198.51.100.202  198.51.100.206  198.51.100.210  198.51.100.214  198.51.100.218  198.51.100.222  198.51.100.226  198.51.100.230  198.51.100.234  198.51.100.238 '

# need_owner TABLE WHAT ADDRESS...: WHAT, which led to the table, has been that of the same provider.
# Where providers have exchanged theirs, packets would go astray, of connections for as long as they last.
need_owner() {
	rest=$owners
	while :; do
		case $rest in *" $1="*) ;; *) break ;; esac
		rest=${rest#*" $1="}
		owner=${rest%% *}
		case " $* ,$planned" in
		*" $owner "*,*) ;;
		*,*" $owner "*) problem "$2 belongs to $owner in the setup that is in place; give each provider the id that it had, or take that setup down first" ;;
		esac
	done
}

# need_mark MARK/MASK TABLE ADDRESS...: the mark of connections is free, or has been that of the same provider
need_mark() {
	case $marks in
	*" $1=$2 "*) ;; # then so is the table, see need_table
	*" $1="*)
		number=${marks#*" $1="}
		need_owner "${number%% *}" "mark ${1%/*}" "$@"
		;;
	esac
}

# need_mask MASK: marks of connections keep their meaning
need_mask() {
	rest=$marks
	while :; do
		case $rest in */*) ;; *) break ;; esac
		rest=${rest#*/}
		former_mask=${rest%%=*}
		if [ "$former_mask" != "$1" ] && [ "$((former_mask & $1))" != 0 ]; then
			problem "the setup that is in place has marked connections in bits of $former_mask, some of which mean something else in $1; set mark_mask to that one, or to one that has no bit of it"
			break
		fi
	done
}

# need_base: jumps of the setup that is in place don't lead past the new rules, or out of them
need_base() {
	case $places in *" $former_tag="*) ;; *) return 0 ;; esac
	place=${places#*" $former_tag="}
	place=${place%% *}
	case $place in 20901 | 23949) return 0 ;; esac
	base=$((place - 20901 + 20000))
	if [ "$base" -le 28999 ] && [ "$((base + 9000))" -gt 20000 ]; then
		problem "the setup that is in place has another priority_base, less than 9000 away; keep that, set one that is 9000 or more away from it, or take that setup down first"
	fi
}

# need_table NUMBER NAME ADDRESS...: the table is free, or has been that of the same provider
need_table() {
	need_owner "$1" "table $1" "$@"
	case $tables in
	*" $1 "*) problem "table $1 has routes of somebody else; set the table of this provider, or table_base" ;;
	esac
	case $names in
	*" $1=$2 "*) ;;
	*" $1="* | *"=$2 "*) problem "rt_tables has another name for $1, or another number for $2" ;;
	esac
}

# read_names FILE...: adds the names that others gave to tables to $names
read_names() {
	for file in "$@"; do
		split_names "$file" || continue
		while read -r number name _; do
			case $number in
			0[xX] | 0[xX]*[!0-9a-fA-F]*) ;;
			0[xX]*) number=$((number)) ;;
			esac
			names="$names $number=$name "
		done <<EOF
$others
EOF
	done
}

# strict NAME: what comes in by NAME is dropped when its answer would leave by another interface. The
# larger of two parameters counts (IN_DEV_RPFILTER in include/linux/inetdevice.h).
sysctl_value net/ipv4/conf/all/rp_filter
all=$value
strict() {
	sysctl_value "net/ipv4/conf/$1/rp_filter"
	case $all$value in
	01 | 10 | 11) ;;
	*) return 1 ;;
	esac
}

# networkd FILE: notes what a file tells systemd-networkd about routes and rules of others
networkd() {
	[ -r "$1" ] || return 0
	while IFS='= 	' read -r key value || [ -n "$key" ]; do
		case $value in
		0 | [Nn]* | [Ff]* | [Oo][Ff]*) value='' ;;
		*) value=" $key=no" ;;
		esac
		case $key in
		ManageForeignRoutes) keep_routes=$value ;;
		ManageForeignRoutingPolicyRules) keep_rules=$value ;;
		esac
	done <"$1"
}

# neighbours: looks at who else may change our routes and rules
neighbours() {
	if [ ! -e /run/systemd/netif/state ]; then return 0; fi
	keep_routes=' ManageForeignRoutes=no' keep_rules=' ManageForeignRoutingPolicyRules=no'
	for file in /usr/lib/systemd/networkd.conf /run/systemd/networkd.conf /etc/systemd/networkd.conf \
		/usr/lib/systemd/networkd.conf.d/*.conf /run/systemd/networkd.conf.d/*.conf /etc/systemd/networkd.conf.d/*.conf; do
		networkd "$file"
	done
	[ -z "$keep_routes$keep_rules" ] ||
		notice "systemd-networkd removes routes and rules of others when it starts; restart it after: printf '%s\\n' '[Network]'$keep_routes$keep_rules >/etc/systemd/networkd.conf.d/splitroute.conf"
}

# forwarding DEVICE...: looks whether packets that come in there are passed on. What counts is the
# parameter of the device (ip_route_input_slow in net/ipv4/route.c), in IPv6 that of all (ip6_forward).
forwarding() {
	stuck=''
	for name in "$@"; do
		if [ -e "/proc/sys/net/ipv4/conf/$name/forwarding" ]; then
			sysctl_value "net/ipv4/conf/$name/forwarding"
			[ "$value" != 0 ] || stuck="$stuck $name"
		fi
	done
	[ -z "$stuck" ] || notice "no packet is passed on that comes in by$stuck; run: sysctl -w net.ipv4.ip_forward=1"
}

[ "$uid" = 0 ] || problem 'this needs root'
for tool in cp mkdir mv rm sysctl; do
	command -v "$tool" >/dev/null || problem "there is no $tool"
done
read -r _ _ release _ </proc/version
case $release in
[0-3].* | 4.[0-9].* | 4.1[0-6].*) problem "Linux 4.17 or newer is needed, and this is $release" ;;
esac

links='' addresses='' firsts='' seconds='' tentative='' dadfailed='' tables='' names=''
present='' former_tag='' places='' owners='' marks=''
now6=''
if ! command -v ip >/dev/null; then
	problem 'there is no ip; install iproute2'
elif ! now4=$(list_state -4 "link show${nl}address show" 2>&1); then
	problem "this failed: ip -4 -o -N -batch -; iproute2 5.3 or newer is needed, not BusyBox's ip: ${now4%%"$nl"*}"
elif [ "$families" != -4 ] && ! now6=$(list_state -6 2>&1); then
	problem "this failed: ip -6 -o -N -batch -: ${now6%%"$nl"*}"
else
	case "$now6$nl" in # what isn't of an earlier setup is no concern of ours
	*' proto 201'[!0-9]* | *' proto 202'[!0-9]*) now6=$(tagged 201 "$now6" && tagged 202 "$now6") ;;
	*) now6='' ;;
	esac
	now=$now4$nl$now6
	sort_state
	read_names /etc/iproute2/rt_tables /etc/iproute2/rt_tables.d/*.conf
	[ -e /etc/iproute2/rt_tables ] || read_names /usr/share/iproute2/rt_tables /usr/lib/iproute2/rt_tables
	at='sixty.hcl:16'
	need_link up1
	need_address up1 198.51.100.2/30
	need_gateway up1 198.51.100.1
	at='sixty.hcl:26'
	need_link up2
	need_address up2 198.51.100.6/30
	need_gateway up2 198.51.100.5
	at='sixty.hcl:36'
	need_link up3
	need_address up3 198.51.100.10/30
	need_gateway up3 198.51.100.9
	at='sixty.hcl:46'
	need_link up4
	need_address up4 198.51.100.14/30
	need_gateway up4 198.51.100.13
	at='sixty.hcl:56'
	need_link up5
	need_address up5 198.51.100.18/30
	need_gateway up5 198.51.100.17
	at='sixty.hcl:66'
	need_link up6
	need_address up6 198.51.100.22/30
	need_gateway up6 198.51.100.21
	at='sixty.hcl:76'
	need_link up7
	need_address up7 198.51.100.26/30
	need_gateway up7 198.51.100.25
	at='sixty.hcl:86'
	need_link up8
	need_address up8 198.51.100.30/30
	need_gateway up8 198.51.100.29
	at='sixty.hcl:96'
	need_link up9
	need_address up9 198.51.100.34/30
	need_gateway up9 198.51.100.33
	at='sixty.hcl:106'
	need_link up10
	need_address up10 198.51.100.38/30
	need_gateway up10 198.51.100.37
	at='sixty.hcl:116'
	need_link up11
	need_address up11 198.51.100.42/30
	need_gateway up11 198.51.100.41
	at='sixty.hcl:126'
	need_link up12
	need_address up12 198.51.100.46/30
	need_gateway up12 198.51.100.45
	at='sixty.hcl:136'
	need_link up13
	need_address up13 198.51.100.50/30
	need_gateway up13 198.51.100.49
	at='sixty.hcl:146'
	need_link up14
	need_address up14 198.51.100.54/30
	need_gateway up14 198.51.100.53
	at='sixty.hcl:156'
	need_link up15
	need_address up15 198.51.100.58/30
	need_gateway up15 198.51.100.57
	at='sixty.hcl:166'
	need_link up16
	need_address up16 198.51.100.62/30
	need_gateway up16 198.51.100.61
	at='sixty.hcl:176'
	need_link up17
	need_address up17 198.51.100.66/30
	need_gateway up17 198.51.100.65
	at='sixty.hcl:186'
	need_link up18
	need_address up18 198.51.100.70/30
	need_gateway up18 198.51.100.69
	at='sixty.hcl:196'
	need_link up19
	need_address up19 198.51.100.74/30
	need_gateway up19 198.51.100.73
	at='sixty.hcl:206'
	need_link up20
	need_address up20 198.51.100.78/30
	need_gateway up20 198.51.100.77
	at='sixty.hcl:216'
	need_link up21
	need_address up21 198.51.100.82/30
	need_gateway up21 198.51.100.81
	at='sixty.hcl:226'
	need_link up22
	need_address up22 198.51.100.86/30
	need_gateway up22 198.51.100.85
	at='sixty.hcl:236'
	need_link up23
	need_address up23 198.51.100.90/30
	need_gateway up23 198.51.100.89
	at='sixty.hcl:246'
	need_link up24
	need_address up24 198.51.100.94/30
	need_gateway up24 198.51.100.93
	at='sixty.hcl:256'
	need_link up25
	need_address up25 198.51.100.98/30
	need_gateway up25 198.51.100.97
	at='sixty.hcl:266'
	need_link up26
	need_address up26 198.51.100.102/30
	need_gateway up26 198.51.100.101
	at='sixty.hcl:276'
	need_link up27
	need_address up27 198.51.100.106/30
	need_gateway up27 198.51.100.105
	at='sixty.hcl:286'
	need_link up28
	need_address up28 198.51.100.110/30
	need_gateway up28 198.51.100.109
	at='sixty.hcl:296'
	need_link up29
	need_address up29 198.51.100.114/30
	need_gateway up29 198.51.100.113
	at='sixty.hcl:306'
	need_link up30
	need_address up30 198.51.100.118/30
	need_gateway up30 198.51.100.117
	at='sixty.hcl:316'
	need_link up31
	need_address up31 198.51.100.122/30
	need_gateway up31 198.51.100.121
	at='sixty.hcl:326'
	need_link up32
	need_address up32 198.51.100.126/30
	need_gateway up32 198.51.100.125
	at='sixty.hcl:336'
	need_link up33
	need_address up33 198.51.100.130/30
	need_gateway up33 198.51.100.129
	at='sixty.hcl:346'
	need_link up34
	need_address up34 198.51.100.134/30
	need_gateway up34 198.51.100.133
	at='sixty.hcl:356'
	need_link up35
	need_address up35 198.51.100.138/30
	need_gateway up35 198.51.100.137
	at='sixty.hcl:366'
	need_link up36
	need_address up36 198.51.100.142/30
	need_gateway up36 198.51.100.141
	at='sixty.hcl:376'
	need_link up37
	need_address up37 198.51.100.146/30
	need_gateway up37 198.51.100.145
	at='sixty.hcl:386'
	need_link up38
	need_address up38 198.51.100.150/30
	need_gateway up38 198.51.100.149
	at='sixty.hcl:396'
	need_link up39
	need_address up39 198.51.100.154/30
	need_gateway up39 198.51.100.153
	at='sixty.hcl:406'
	need_link up40
	need_address up40 198.51.100.158/30
	need_gateway up40 198.51.100.157
	at='sixty.hcl:416'
	need_link up41
	need_address up41 198.51.100.162/30
	need_gateway up41 198.51.100.161
	at='sixty.hcl:426'
	need_link up42
	need_address up42 198.51.100.166/30
	need_gateway up42 198.51.100.165
	at='sixty.hcl:436'
	need_link up43
	need_address up43 198.51.100.170/30
	need_gateway up43 198.51.100.169
	at='sixty.hcl:446'
	need_link up44
	need_address up44 198.51.100.174/30
	need_gateway up44 198.51.100.173
	at='sixty.hcl:456'
	need_link up45
	need_address up45 198.51.100.178/30
	need_gateway up45 198.51.100.177
	at='sixty.hcl:466'
	need_link up46
	need_address up46 198.51.100.182/30
	need_gateway up46 198.51.100.181
	at='sixty.hcl:476'
	need_link up47
	need_address up47 198.51.100.186/30
	need_gateway up47 198.51.100.185
	at='sixty.hcl:486'
	need_link up48
	need_address up48 198.51.100.190/30
	need_gateway up48 198.51.100.189
	at='sixty.hcl:496'
	need_link up49
	need_address up49 198.51.100.194/30
	need_gateway up49 198.51.100.193
	at='sixty.hcl:506'
	need_link up50
	need_address up50 198.51.100.198/30
	need_gateway up50 198.51.100.197
	at='sixty.hcl:516'
	need_link up51
	need_address up51 198.51.100.202/30
	need_gateway up51 198.51.100.201
	at='sixty.hcl:526'
	need_link up52
	need_address up52 198.51.100.206/30
	need_gateway up52 198.51.100.205
	at='sixty.hcl:536'
	need_link up53
	need_address up53 198.51.100.210/30
	need_gateway up53 198.51.100.209
	at='sixty.hcl:546'
	need_link up54
	need_address up54 198.51.100.214/30
	need_gateway up54 198.51.100.213
	at='sixty.hcl:556'
	need_link up55
	need_address up55 198.51.100.218/30
	need_gateway up55 198.51.100.217
	at='sixty.hcl:566'
	need_link up56
	need_address up56 198.51.100.222/30
	need_gateway up56 198.51.100.221
	at='sixty.hcl:576'
	need_link up57
	need_address up57 198.51.100.226/30
	need_gateway up57 198.51.100.225
	at='sixty.hcl:586'
	need_link up58
	need_address up58 198.51.100.230/30
	need_gateway up58 198.51.100.229
	at='sixty.hcl:596'
	need_link up59
	need_address up59 198.51.100.234/30
	need_gateway up59 198.51.100.233
	at='sixty.hcl:606'
	need_link up60
	need_address up60 198.51.100.238/30
	need_gateway up60 198.51.100.237
	at='sixty.hcl:7'
	need_link if0
	at='sixty.hcl:12'
	need_table 101 line1 198.51.100.2
	need_mark 0x100/0x3f00 101 198.51.100.2
	at='sixty.hcl:22'
	need_table 102 line2 198.51.100.6
	need_mark 0x200/0x3f00 102 198.51.100.6
	at='sixty.hcl:32'
	need_table 103 line3 198.51.100.10
	need_mark 0x300/0x3f00 103 198.51.100.10
	at='sixty.hcl:42'
	need_table 104 line4 198.51.100.14
	need_mark 0x400/0x3f00 104 198.51.100.14
	at='sixty.hcl:52'
	need_table 105 line5 198.51.100.18
	need_mark 0x500/0x3f00 105 198.51.100.18
	at='sixty.hcl:62'
	need_table 106 line6 198.51.100.22
	need_mark 0x600/0x3f00 106 198.51.100.22
	at='sixty.hcl:72'
	need_table 107 line7 198.51.100.26
	need_mark 0x700/0x3f00 107 198.51.100.26
	at='sixty.hcl:82'
	need_table 108 line8 198.51.100.30
	need_mark 0x800/0x3f00 108 198.51.100.30
	at='sixty.hcl:92'
	need_table 109 line9 198.51.100.34
	need_mark 0x900/0x3f00 109 198.51.100.34
	at='sixty.hcl:102'
	need_table 110 line10 198.51.100.38
	need_mark 0xa00/0x3f00 110 198.51.100.38
	at='sixty.hcl:112'
	need_table 111 line11 198.51.100.42
	need_mark 0xb00/0x3f00 111 198.51.100.42
	at='sixty.hcl:122'
	need_table 112 line12 198.51.100.46
	need_mark 0xc00/0x3f00 112 198.51.100.46
	at='sixty.hcl:132'
	need_table 113 line13 198.51.100.50
	need_mark 0xd00/0x3f00 113 198.51.100.50
	at='sixty.hcl:142'
	need_table 114 line14 198.51.100.54
	need_mark 0xe00/0x3f00 114 198.51.100.54
	at='sixty.hcl:152'
	need_table 115 line15 198.51.100.58
	need_mark 0xf00/0x3f00 115 198.51.100.58
	at='sixty.hcl:162'
	need_table 116 line16 198.51.100.62
	need_mark 0x1000/0x3f00 116 198.51.100.62
	at='sixty.hcl:172'
	need_table 117 line17 198.51.100.66
	need_mark 0x1100/0x3f00 117 198.51.100.66
	at='sixty.hcl:182'
	need_table 118 line18 198.51.100.70
	need_mark 0x1200/0x3f00 118 198.51.100.70
	at='sixty.hcl:192'
	need_table 119 line19 198.51.100.74
	need_mark 0x1300/0x3f00 119 198.51.100.74
	at='sixty.hcl:202'
	need_table 120 line20 198.51.100.78
	need_mark 0x1400/0x3f00 120 198.51.100.78
	at='sixty.hcl:212'
	need_table 121 line21 198.51.100.82
	need_mark 0x1500/0x3f00 121 198.51.100.82
	at='sixty.hcl:222'
	need_table 122 line22 198.51.100.86
	need_mark 0x1600/0x3f00 122 198.51.100.86
	at='sixty.hcl:232'
	need_table 123 line23 198.51.100.90
	need_mark 0x1700/0x3f00 123 198.51.100.90
	at='sixty.hcl:242'
	need_table 124 line24 198.51.100.94
	need_mark 0x1800/0x3f00 124 198.51.100.94
	at='sixty.hcl:252'
	need_table 125 line25 198.51.100.98
	need_mark 0x1900/0x3f00 125 198.51.100.98
	at='sixty.hcl:262'
	need_table 126 line26 198.51.100.102
	need_mark 0x1a00/0x3f00 126 198.51.100.102
	at='sixty.hcl:272'
	need_table 127 line27 198.51.100.106
	need_mark 0x1b00/0x3f00 127 198.51.100.106
	at='sixty.hcl:282'
	need_table 128 line28 198.51.100.110
	need_mark 0x1c00/0x3f00 128 198.51.100.110
	at='sixty.hcl:292'
	need_table 129 line29 198.51.100.114
	need_mark 0x1d00/0x3f00 129 198.51.100.114
	at='sixty.hcl:302'
	need_table 130 line30 198.51.100.118
	need_mark 0x1e00/0x3f00 130 198.51.100.118
	at='sixty.hcl:312'
	need_table 131 line31 198.51.100.122
	need_mark 0x1f00/0x3f00 131 198.51.100.122
	at='sixty.hcl:322'
	need_table 132 line32 198.51.100.126
	need_mark 0x2000/0x3f00 132 198.51.100.126
	at='sixty.hcl:332'
	need_table 133 line33 198.51.100.130
	need_mark 0x2100/0x3f00 133 198.51.100.130
	at='sixty.hcl:342'
	need_table 134 line34 198.51.100.134
	need_mark 0x2200/0x3f00 134 198.51.100.134
	at='sixty.hcl:352'
	need_table 135 line35 198.51.100.138
	need_mark 0x2300/0x3f00 135 198.51.100.138
	at='sixty.hcl:362'
	need_table 136 line36 198.51.100.142
	need_mark 0x2400/0x3f00 136 198.51.100.142
	at='sixty.hcl:372'
	need_table 137 line37 198.51.100.146
	need_mark 0x2500/0x3f00 137 198.51.100.146
	at='sixty.hcl:382'
	need_table 138 line38 198.51.100.150
	need_mark 0x2600/0x3f00 138 198.51.100.150
	at='sixty.hcl:392'
	need_table 139 line39 198.51.100.154
	need_mark 0x2700/0x3f00 139 198.51.100.154
	at='sixty.hcl:402'
	need_table 140 line40 198.51.100.158
	need_mark 0x2800/0x3f00 140 198.51.100.158
	at='sixty.hcl:412'
	need_table 141 line41 198.51.100.162
	need_mark 0x2900/0x3f00 141 198.51.100.162
	at='sixty.hcl:422'
	need_table 142 line42 198.51.100.166
	need_mark 0x2a00/0x3f00 142 198.51.100.166
	at='sixty.hcl:432'
	need_table 143 line43 198.51.100.170
	need_mark 0x2b00/0x3f00 143 198.51.100.170
	at='sixty.hcl:442'
	need_table 144 line44 198.51.100.174
	need_mark 0x2c00/0x3f00 144 198.51.100.174
	at='sixty.hcl:452'
	need_table 145 line45 198.51.100.178
	need_mark 0x2d00/0x3f00 145 198.51.100.178
	at='sixty.hcl:462'
	need_table 146 line46 198.51.100.182
	need_mark 0x2e00/0x3f00 146 198.51.100.182
	at='sixty.hcl:472'
	need_table 147 line47 198.51.100.186
	need_mark 0x2f00/0x3f00 147 198.51.100.186
	at='sixty.hcl:482'
	need_table 148 line48 198.51.100.190
	need_mark 0x3000/0x3f00 148 198.51.100.190
	at='sixty.hcl:492'
	need_table 149 line49 198.51.100.194
	need_mark 0x3100/0x3f00 149 198.51.100.194
	at='sixty.hcl:502'
	need_table 150 line50 198.51.100.198
	need_mark 0x3200/0x3f00 150 198.51.100.198
	at='sixty.hcl:512'
	need_table 151 line51 198.51.100.202
	need_mark 0x3300/0x3f00 151 198.51.100.202
	at='sixty.hcl:522'
	need_table 152 line52 198.51.100.206
	need_mark 0x3400/0x3f00 152 198.51.100.206
	at='sixty.hcl:532'
	need_table 153 line53 198.51.100.210
	need_mark 0x3500/0x3f00 153 198.51.100.210
	at='sixty.hcl:542'
	need_table 154 line54 198.51.100.214
	need_mark 0x3600/0x3f00 154 198.51.100.214
	at='sixty.hcl:552'
	need_table 155 line55 198.51.100.218
	need_mark 0x3700/0x3f00 155 198.51.100.218
	at='sixty.hcl:562'
	need_table 156 line56 198.51.100.222
	need_mark 0x3800/0x3f00 156 198.51.100.222
	at='sixty.hcl:572'
	need_table 157 line57 198.51.100.226
	need_mark 0x3900/0x3f00 157 198.51.100.226
	at='sixty.hcl:582'
	need_table 158 line58 198.51.100.230
	need_mark 0x3a00/0x3f00 158 198.51.100.230
	at='sixty.hcl:592'
	need_table 159 line59 198.51.100.234
	need_mark 0x3b00/0x3f00 159 198.51.100.234
	at='sixty.hcl:602'
	need_table 160 line60 198.51.100.238
	need_mark 0x3c00/0x3f00 160 198.51.100.238
	at='sixty.hcl:612'
	need_table 100 splitroute
	at='sixty.hcl'
	need_mask 0x3f00
	choose_tag
	need_base
fi

neighbours
forwarding up1 up2 up3 up4 up5 up6 up7 up8 up9 up10 up11 up12 up13 up14 up15 up16 up17 up18 up19 up20 up21 up22 up23 up24 up25 up26 up27 up28 up29 up30 up31 up32 up33 up34 up35 up36 up37 up38 up39 up40 up41 up42 up43 up44 up45 up46 up47 up48 up49 up50 up51 up52 up53 up54 up55 up56 up57 up58 up59 up60 if0

# Our tables of nft as an earlier run left them.
nft_table='' nft_names=''
if ! command -v nft >/dev/null; then
	problem 'there is no nft; install nftables, or do without connection_marks, masquerade, and rules with dscp or long lists'
elif [ "$uid" = 0 ]; then
	list_nft || problem "this failed: $culprit"
fi
case $nl$kept in
*"${nl}nft "*) ;;
*) [ -z "$nft_table" ] || problem "somebody else has a table inet$nft_names in nft" ;;
esac

# The names of the tables are staged, which shows whether they can be written.
trap 'clean_names; die "stopped by a signal, and nothing was changed"' HUP INT TERM
at='sixty.hcl:3'
clean_names || problem "cannot remove what a killed run left; this failed: $culprit"
rt_tables=/etc/iproute2/rt_tables.d/splitroute.conf
staged=''
former_block='' # our lines in $rt_tables
other=''        # another file in which we have lines, when an earlier run wrote there
other_block=''
broken=''
for file in /etc/iproute2/rt_tables /etc/iproute2/rt_tables.d/*.conf; do
	if ! split_names "$file"; then
		problem "$file: '# splitroute: begin' has no end; repair it by hand"
		broken=1
	elif [ "$file" = "$rt_tables" ]; then
		former_block=$block
	elif [ -n "$block" ]; then
		other=$file
		other_block=$block
	fi
done
if [ -L "$rt_tables" ]; then
	problem "$rt_tables is a symbolic link, which would be replaced; set rt_tables to a file of /etc/iproute2/rt_tables.d"
elif [ -d "$rt_tables" ]; then
	problem "$rt_tables is a directory"
	broken=1
fi
# The first line says which path setup made, so that teardown can take it away.
first=${former_block%%"$nl"*}
if [ -z "$first" ]; then
	first='# splitroute: begin'
	if [ ! -e "$rt_tables" ]; then
		missing_path "$rt_tables"
		line=${other_block%%"$nl"*}
		line=${line#"$first"}
		line=${line#', made '}
		case $rt_tables in "${line:-/}"/*) made=$line ;; esac # what setup made, it still has
		first="$first, made $made"
	fi
fi
lines="$first
101	line1
102	line2
103	line3
104	line4
105	line5
106	line6
107	line7
108	line8
109	line9
110	line10
111	line11
112	line12
113	line13
114	line14
115	line15
116	line16
117	line17
118	line18
119	line19
120	line20
121	line21
122	line22
123	line23
124	line24
125	line25
126	line26
127	line27
128	line28
129	line29
130	line30
131	line31
132	line32
133	line33
134	line34
135	line35
136	line36
137	line37
138	line38
139	line39
140	line40
141	line41
142	line42
143	line43
144	line44
145	line45
146	line46
147	line47
148	line48
149	line49
150	line50
151	line51
152	line52
153	line53
154	line54
155	line55
156	line56
157	line57
158	line58
159	line59
160	line60
100	splitroute
"
lines="$lines# splitroute: end$nl"
if [ "$uid" = 0 ] && [ -z "$broken" ] && [ "$former_block" != "$lines" ]; then
	culprit=''
	stage_names "$rt_tables" "$lines" || problem "cannot write $rt_tables${culprit:+; this failed: $culprit}"
fi

if [ "$problems" != 0 ]; then
	clean_names
	say "nothing was changed; problems: $problems"
	exit 1
fi

## How changes are made, and taken back

former_kept=$kept
removing='' # whether the former entries are going
loading=''  # whether our tables of nft are changing

# keep TEXT: makes it what is kept, in one step
keep() {
	if [ -n "$1" ]; then
		[ -d "${kept_in%/*}" ] || try mkdir -p "${kept_in%/*}" || return 1
		printf '%s' "$1" >"$kept_in.new" && try mv -f "$kept_in.new" "$kept_in"
	elif [ -d "${kept_in%/*}" ]; then
		try rm -rf "${kept_in%/*}"
	fi
}

# remove TAG FAMILY TEXT: removes the entries with the tag, which list_state said in TEXT. One
# process: the sign that they are complete goes first, then the rules, the last one first, so that
# none that is left catches what another one led on before; the jumps go at the end, and then their
# targets. "flush" alone would miss some of many (the kernel lists them in parts).
remove() {
	case "$3$nl" in *" proto $1 "* | *" proto $1$nl"*) ;; *) return 0 ;; esac
	rules='' jumps=''
	IFS=$nl
	set -f
	for line in $(tagged "$1" "$3"); do
		# What ip shows and doesn't take: "iif if9 [detached]", "goto 20901 [unresolved]" and
		# "ipproto ipproto-17".
		case $line in *' [detached]'*) line="${line%% \[detached]*}${line#* \[detached]}" ;; esac
		case $line in *' [unresolved]'*) line="${line%% \[unresolved]*}${line#* \[unresolved]}" ;; esac
		case $line in *' ipproto ipproto-'*) line="${line%%ipproto-*}${line#*ipproto-}" ;; esac
		case $line in
		*"from all nop "*) ;;
		[0-9]*:"$tab"*' goto '[0-9]*) jumps="rule del priority ${line%%:*} ${line#*:}$nl$jumps" ;;
		[0-9]*:"$tab"*) rules="rule del priority ${line%%:*} ${line#*:}$nl$rules" ;;
		esac
	done
	set +f
	unset IFS
	ip "$2" -batch - <<EOF
$rules${jumps}rule flush protocol $1
route flush proto $1 table all
EOF
}

# roll_back: takes back what this run did
roll_back() {
	back=1
	if [ -n "$loading" ]; then
		# All at once, and before the rules: these read the marks that the tables set.
		{
			printf 'table inet %s\ndelete table inet %s\n' splitroute splitroute splitroute_rules splitroute_rules
			printf '%s\n' "$nft_table"
		} | nft -f - || back=''
	fi
	for family in $families; do
		state=$(list_state "$family") && remove "$tag" "$family" "$state" || back=''
	done
	for pair in $tuned; do
		sysctl_value "${pair%%=*}"
		[ "$value" = "${pair#*=}" ] || sysctl -q -w "$pair" || back=''
	done
	keep "$former_kept" || back=''
	clean_names || back=''
	if [ -n "$former_block" ]; then
		put_names "$rt_tables" "$former_block" || back=''
	elif [ -n "$rt_tables" ]; then
		drop_names "$rt_tables" || back=''
	fi
	[ -z "$other" ] || put_names "$other" "$other_block" || back=''
	[ -n "$back" ]
}

# fail MESSAGE: takes back what this run did, and ends it. A signal may have come while lines were
# sorted.
fail() {
	trap '' HUP INT TERM
	set +f
	unset IFS
	say "$at: $*"
	if [ -n "$removing" ] && [ "$(tagged "$former_tag" "$now")" != "$(tagged "$former_tag" "$(for family in $families; do list_state "$family"; done)")" ]; then
		die 'what this script sets up is in place, but not all of what was before it is gone; run it again'
	fi
	roll_back || die 'and not everything could be taken back; run this script again, or the teardown script'
	die 'everything is as it was before'
}

# run COMMAND: carries it out
run() {
	culprit=''
	"$@" || fail "this failed: ${culprit:-$*}"
}

# keep_line LINE: keeps it for later runs and for teardown
keep_line() {
	case $nl$kept in *"$nl$1$nl"*) return 0 ;; esac
	kept=$kept$1$nl
	[ -d "${kept_in%/*}" ] || run mkdir -p "${kept_in%/*}"
	printf '%s\n' "$1" >>"$kept_in" || fail "cannot write $kept_in"
}

# load COMMAND: has it replace a table of ours in nft, all at once, by what it reads
load() {
	keep_line 'nft - -'
	loading=1
	run "$@"
}

changes=''
# tune sysctl -q -w KEY=VALUE: sets the value, together with the others, and keeps the one from before the first setup
tune() {
	key=${4%%=*}
	sysctl_value "$key" || fail "cannot read /proc/sys/$key"
	[ "$key=$value" != "$4" ] || return 0
	former_value "$key" || before=$value
	keep_line "$key $before ${4#*=}"
	tuned="$key=$value $tuned"
	changes="$changes $4"
}

trap 'fail "stopped by a signal"' HUP INT TERM

## What a run that was killed has left

case $present in *" $tag "*)
	remove "$tag" -4 "$now4" || fail 'this failed: ip -4 -batch -'
	remove "$tag" -6 "$now6" || fail 'this failed: ip -6 -batch -'
	;;
esac

## Names of the tables

at='sixty.hcl:3'
[ -z "$staged" ] || run mv -f "$staged" "$made" # as stage_names left them
[ -z "$other" ] || run drop_names "$other"

## Sysctls

# provider.line1.ipv4 (sixty.hcl:12): rp_filter loose: strict would drop replies that arrive here
at='sixty.hcl:12'
if strict up1; then
	tune sysctl -q -w net/ipv4/conf/up1/rp_filter=2
fi
# provider.line2.ipv4 (sixty.hcl:22): rp_filter loose: strict would drop replies that arrive here
at='sixty.hcl:22'
if strict up2; then
	tune sysctl -q -w net/ipv4/conf/up2/rp_filter=2
fi
# provider.line3.ipv4 (sixty.hcl:32): rp_filter loose: strict would drop replies that arrive here
at='sixty.hcl:32'
if strict up3; then
	tune sysctl -q -w net/ipv4/conf/up3/rp_filter=2
fi
# provider.line4.ipv4 (sixty.hcl:42): rp_filter loose: strict would drop replies that arrive here
at='sixty.hcl:42'
if strict up4; then
	tune sysctl -q -w net/ipv4/conf/up4/rp_filter=2
fi
# provider.line5.ipv4 (sixty.hcl:52): rp_filter loose: strict would drop replies that arrive here
at='sixty.hcl:52'
if strict up5; then
	tune sysctl -q -w net/ipv4/conf/up5/rp_filter=2
fi
# provider.line6.ipv4 (sixty.hcl:62): rp_filter loose: strict would drop replies that arrive here
at='sixty.hcl:62'
if strict up6; then
	tune sysctl -q -w net/ipv4/conf/up6/rp_filter=2
fi
# provider.line7.ipv4 (sixty.hcl:72): rp_filter loose: strict would drop replies that arrive here
at='sixty.hcl:72'
if strict up7; then
	tune sysctl -q -w net/ipv4/conf/up7/rp_filter=2
fi
# provider.line8.ipv4 (sixty.hcl:82): rp_filter loose: strict would drop replies that arrive here
at='sixty.hcl:82'
if strict up8; then
	tune sysctl -q -w net/ipv4/conf/up8/rp_filter=2
fi
# provider.line9.ipv4 (sixty.hcl:92): rp_filter loose: strict would drop replies that arrive here
at='sixty.hcl:92'
if strict up9; then
	tune sysctl -q -w net/ipv4/conf/up9/rp_filter=2
fi
# provider.line10.ipv4 (sixty.hcl:102): rp_filter loose: strict would drop replies that arrive here
at='sixty.hcl:102'
if strict up10; then
	tune sysctl -q -w net/ipv4/conf/up10/rp_filter=2
fi
# provider.line11.ipv4 (sixty.hcl:112): rp_filter loose: strict would drop replies that arrive here
at='sixty.hcl:112'
if strict up11; then
	tune sysctl -q -w net/ipv4/conf/up11/rp_filter=2
fi
# provider.line12.ipv4 (sixty.hcl:122): rp_filter loose: strict would drop replies that arrive here
at='sixty.hcl:122'
if strict up12; then
	tune sysctl -q -w net/ipv4/conf/up12/rp_filter=2
fi
# provider.line13.ipv4 (sixty.hcl:132): rp_filter loose: strict would drop replies that arrive here
at='sixty.hcl:132'
if strict up13; then
	tune sysctl -q -w net/ipv4/conf/up13/rp_filter=2
fi
# provider.line14.ipv4 (sixty.hcl:142): rp_filter loose: strict would drop replies that arrive here
at='sixty.hcl:142'
if strict up14; then
	tune sysctl -q -w net/ipv4/conf/up14/rp_filter=2
fi
# provider.line15.ipv4 (sixty.hcl:152): rp_filter loose: strict would drop replies that arrive here
at='sixty.hcl:152'
if strict up15; then
	tune sysctl -q -w net/ipv4/conf/up15/rp_filter=2
fi
# provider.line16.ipv4 (sixty.hcl:162): rp_filter loose: strict would drop replies that arrive here
at='sixty.hcl:162'
if strict up16; then
	tune sysctl -q -w net/ipv4/conf/up16/rp_filter=2
fi
# provider.line17.ipv4 (sixty.hcl:172): rp_filter loose: strict would drop replies that arrive here
at='sixty.hcl:172'
if strict up17; then
	tune sysctl -q -w net/ipv4/conf/up17/rp_filter=2
fi
# provider.line18.ipv4 (sixty.hcl:182): rp_filter loose: strict would drop replies that arrive here
at='sixty.hcl:182'
if strict up18; then
	tune sysctl -q -w net/ipv4/conf/up18/rp_filter=2
fi
# provider.line19.ipv4 (sixty.hcl:192): rp_filter loose: strict would drop replies that arrive here
at='sixty.hcl:192'
if strict up19; then
	tune sysctl -q -w net/ipv4/conf/up19/rp_filter=2
fi
# provider.line20.ipv4 (sixty.hcl:202): rp_filter loose: strict would drop replies that arrive here
at='sixty.hcl:202'
if strict up20; then
	tune sysctl -q -w net/ipv4/conf/up20/rp_filter=2
fi
# provider.line21.ipv4 (sixty.hcl:212): rp_filter loose: strict would drop replies that arrive here
at='sixty.hcl:212'
if strict up21; then
	tune sysctl -q -w net/ipv4/conf/up21/rp_filter=2
fi
# provider.line22.ipv4 (sixty.hcl:222): rp_filter loose: strict would drop replies that arrive here
at='sixty.hcl:222'
if strict up22; then
	tune sysctl -q -w net/ipv4/conf/up22/rp_filter=2
fi
# provider.line23.ipv4 (sixty.hcl:232): rp_filter loose: strict would drop replies that arrive here
at='sixty.hcl:232'
if strict up23; then
	tune sysctl -q -w net/ipv4/conf/up23/rp_filter=2
fi
# provider.line24.ipv4 (sixty.hcl:242): rp_filter loose: strict would drop replies that arrive here
at='sixty.hcl:242'
if strict up24; then
	tune sysctl -q -w net/ipv4/conf/up24/rp_filter=2
fi
# provider.line25.ipv4 (sixty.hcl:252): rp_filter loose: strict would drop replies that arrive here
at='sixty.hcl:252'
if strict up25; then
	tune sysctl -q -w net/ipv4/conf/up25/rp_filter=2
fi
# provider.line26.ipv4 (sixty.hcl:262): rp_filter loose: strict would drop replies that arrive here
at='sixty.hcl:262'
if strict up26; then
	tune sysctl -q -w net/ipv4/conf/up26/rp_filter=2
fi
# provider.line27.ipv4 (sixty.hcl:272): rp_filter loose: strict would drop replies that arrive here
at='sixty.hcl:272'
if strict up27; then
	tune sysctl -q -w net/ipv4/conf/up27/rp_filter=2
fi
# provider.line28.ipv4 (sixty.hcl:282): rp_filter loose: strict would drop replies that arrive here
at='sixty.hcl:282'
if strict up28; then
	tune sysctl -q -w net/ipv4/conf/up28/rp_filter=2
fi
# provider.line29.ipv4 (sixty.hcl:292): rp_filter loose: strict would drop replies that arrive here
at='sixty.hcl:292'
if strict up29; then
	tune sysctl -q -w net/ipv4/conf/up29/rp_filter=2
fi
# provider.line30.ipv4 (sixty.hcl:302): rp_filter loose: strict would drop replies that arrive here
at='sixty.hcl:302'
if strict up30; then
	tune sysctl -q -w net/ipv4/conf/up30/rp_filter=2
fi
# provider.line31.ipv4 (sixty.hcl:312): rp_filter loose: strict would drop replies that arrive here
at='sixty.hcl:312'
if strict up31; then
	tune sysctl -q -w net/ipv4/conf/up31/rp_filter=2
fi
# provider.line32.ipv4 (sixty.hcl:322): rp_filter loose: strict would drop replies that arrive here
at='sixty.hcl:322'
if strict up32; then
	tune sysctl -q -w net/ipv4/conf/up32/rp_filter=2
fi
# provider.line33.ipv4 (sixty.hcl:332): rp_filter loose: strict would drop replies that arrive here
at='sixty.hcl:332'
if strict up33; then
	tune sysctl -q -w net/ipv4/conf/up33/rp_filter=2
fi
# provider.line34.ipv4 (sixty.hcl:342): rp_filter loose: strict would drop replies that arrive here
at='sixty.hcl:342'
if strict up34; then
	tune sysctl -q -w net/ipv4/conf/up34/rp_filter=2
fi
# provider.line35.ipv4 (sixty.hcl:352): rp_filter loose: strict would drop replies that arrive here
at='sixty.hcl:352'
if strict up35; then
	tune sysctl -q -w net/ipv4/conf/up35/rp_filter=2
fi
# provider.line36.ipv4 (sixty.hcl:362): rp_filter loose: strict would drop replies that arrive here
at='sixty.hcl:362'
if strict up36; then
	tune sysctl -q -w net/ipv4/conf/up36/rp_filter=2
fi
# provider.line37.ipv4 (sixty.hcl:372): rp_filter loose: strict would drop replies that arrive here
at='sixty.hcl:372'
if strict up37; then
	tune sysctl -q -w net/ipv4/conf/up37/rp_filter=2
fi
# provider.line38.ipv4 (sixty.hcl:382): rp_filter loose: strict would drop replies that arrive here
at='sixty.hcl:382'
if strict up38; then
	tune sysctl -q -w net/ipv4/conf/up38/rp_filter=2
fi
# provider.line39.ipv4 (sixty.hcl:392): rp_filter loose: strict would drop replies that arrive here
at='sixty.hcl:392'
if strict up39; then
	tune sysctl -q -w net/ipv4/conf/up39/rp_filter=2
fi
# provider.line40.ipv4 (sixty.hcl:402): rp_filter loose: strict would drop replies that arrive here
at='sixty.hcl:402'
if strict up40; then
	tune sysctl -q -w net/ipv4/conf/up40/rp_filter=2
fi
# provider.line41.ipv4 (sixty.hcl:412): rp_filter loose: strict would drop replies that arrive here
at='sixty.hcl:412'
if strict up41; then
	tune sysctl -q -w net/ipv4/conf/up41/rp_filter=2
fi
# provider.line42.ipv4 (sixty.hcl:422): rp_filter loose: strict would drop replies that arrive here
at='sixty.hcl:422'
if strict up42; then
	tune sysctl -q -w net/ipv4/conf/up42/rp_filter=2
fi
# provider.line43.ipv4 (sixty.hcl:432): rp_filter loose: strict would drop replies that arrive here
at='sixty.hcl:432'
if strict up43; then
	tune sysctl -q -w net/ipv4/conf/up43/rp_filter=2
fi
# provider.line44.ipv4 (sixty.hcl:442): rp_filter loose: strict would drop replies that arrive here
at='sixty.hcl:442'
if strict up44; then
	tune sysctl -q -w net/ipv4/conf/up44/rp_filter=2
fi
# provider.line45.ipv4 (sixty.hcl:452): rp_filter loose: strict would drop replies that arrive here
at='sixty.hcl:452'
if strict up45; then
	tune sysctl -q -w net/ipv4/conf/up45/rp_filter=2
fi
# provider.line46.ipv4 (sixty.hcl:462): rp_filter loose: strict would drop replies that arrive here
at='sixty.hcl:462'
if strict up46; then
	tune sysctl -q -w net/ipv4/conf/up46/rp_filter=2
fi
# provider.line47.ipv4 (sixty.hcl:472): rp_filter loose: strict would drop replies that arrive here
at='sixty.hcl:472'
if strict up47; then
	tune sysctl -q -w net/ipv4/conf/up47/rp_filter=2
fi
# provider.line48.ipv4 (sixty.hcl:482): rp_filter loose: strict would drop replies that arrive here
at='sixty.hcl:482'
if strict up48; then
	tune sysctl -q -w net/ipv4/conf/up48/rp_filter=2
fi
# provider.line49.ipv4 (sixty.hcl:492): rp_filter loose: strict would drop replies that arrive here
at='sixty.hcl:492'
if strict up49; then
	tune sysctl -q -w net/ipv4/conf/up49/rp_filter=2
fi
# provider.line50.ipv4 (sixty.hcl:502): rp_filter loose: strict would drop replies that arrive here
at='sixty.hcl:502'
if strict up50; then
	tune sysctl -q -w net/ipv4/conf/up50/rp_filter=2
fi
# provider.line51.ipv4 (sixty.hcl:512): rp_filter loose: strict would drop replies that arrive here
at='sixty.hcl:512'
if strict up51; then
	tune sysctl -q -w net/ipv4/conf/up51/rp_filter=2
fi
# provider.line52.ipv4 (sixty.hcl:522): rp_filter loose: strict would drop replies that arrive here
at='sixty.hcl:522'
if strict up52; then
	tune sysctl -q -w net/ipv4/conf/up52/rp_filter=2
fi
# provider.line53.ipv4 (sixty.hcl:532): rp_filter loose: strict would drop replies that arrive here
at='sixty.hcl:532'
if strict up53; then
	tune sysctl -q -w net/ipv4/conf/up53/rp_filter=2
fi
# provider.line54.ipv4 (sixty.hcl:542): rp_filter loose: strict would drop replies that arrive here
at='sixty.hcl:542'
if strict up54; then
	tune sysctl -q -w net/ipv4/conf/up54/rp_filter=2
fi
# provider.line55.ipv4 (sixty.hcl:552): rp_filter loose: strict would drop replies that arrive here
at='sixty.hcl:552'
if strict up55; then
	tune sysctl -q -w net/ipv4/conf/up55/rp_filter=2
fi
# provider.line56.ipv4 (sixty.hcl:562): rp_filter loose: strict would drop replies that arrive here
at='sixty.hcl:562'
if strict up56; then
	tune sysctl -q -w net/ipv4/conf/up56/rp_filter=2
fi
# provider.line57.ipv4 (sixty.hcl:572): rp_filter loose: strict would drop replies that arrive here
at='sixty.hcl:572'
if strict up57; then
	tune sysctl -q -w net/ipv4/conf/up57/rp_filter=2
fi
# provider.line58.ipv4 (sixty.hcl:582): rp_filter loose: strict would drop replies that arrive here
at='sixty.hcl:582'
if strict up58; then
	tune sysctl -q -w net/ipv4/conf/up58/rp_filter=2
fi
# provider.line59.ipv4 (sixty.hcl:592): rp_filter loose: strict would drop replies that arrive here
at='sixty.hcl:592'
if strict up59; then
	tune sysctl -q -w net/ipv4/conf/up59/rp_filter=2
fi
# provider.line60.ipv4 (sixty.hcl:602): rp_filter loose: strict would drop replies that arrive here
at='sixty.hcl:602'
if strict up60; then
	tune sysctl -q -w net/ipv4/conf/up60/rp_filter=2
fi
# settings.hash_policy (sixty.hcl:4): which fields of a packet choose the provider of a balanced route
at='sixty.hcl:4'
tune sysctl -q -w net/ipv4/fib_multipath_hash_policy=0

## Connection marks and address translation

# settings (sixty.hcl:3): connections keep their provider; masquerading
at='sixty.hcl:3'
load nft -f - <<'EOF'
table inet splitroute
delete table inet splitroute
table inet splitroute {
	chain prerouting {
		type filter hook prerouting priority mangle;
		# provider.line1
		iifname "up1" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x100
		# provider.line2
		iifname "up2" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x200
		# provider.line3
		iifname "up3" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x300
		# provider.line4
		iifname "up4" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x400
		# provider.line5
		iifname "up5" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x500
		# provider.line6
		iifname "up6" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x600
		# provider.line7
		iifname "up7" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x700
		# provider.line8
		iifname "up8" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x800
		# provider.line9
		iifname "up9" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x900
		# provider.line10
		iifname "up10" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0xa00
		# provider.line11
		iifname "up11" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0xb00
		# provider.line12
		iifname "up12" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0xc00
		# provider.line13
		iifname "up13" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0xd00
		# provider.line14
		iifname "up14" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0xe00
		# provider.line15
		iifname "up15" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0xf00
		# provider.line16
		iifname "up16" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x1000
		# provider.line17
		iifname "up17" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x1100
		# provider.line18
		iifname "up18" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x1200
		# provider.line19
		iifname "up19" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x1300
		# provider.line20
		iifname "up20" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x1400
		# provider.line21
		iifname "up21" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x1500
		# provider.line22
		iifname "up22" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x1600
		# provider.line23
		iifname "up23" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x1700
		# provider.line24
		iifname "up24" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x1800
		# provider.line25
		iifname "up25" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x1900
		# provider.line26
		iifname "up26" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x1a00
		# provider.line27
		iifname "up27" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x1b00
		# provider.line28
		iifname "up28" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x1c00
		# provider.line29
		iifname "up29" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x1d00
		# provider.line30
		iifname "up30" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x1e00
		# provider.line31
		iifname "up31" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x1f00
		# provider.line32
		iifname "up32" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x2000
		# provider.line33
		iifname "up33" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x2100
		# provider.line34
		iifname "up34" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x2200
		# provider.line35
		iifname "up35" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x2300
		# provider.line36
		iifname "up36" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x2400
		# provider.line37
		iifname "up37" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x2500
		# provider.line38
		iifname "up38" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x2600
		# provider.line39
		iifname "up39" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x2700
		# provider.line40
		iifname "up40" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x2800
		# provider.line41
		iifname "up41" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x2900
		# provider.line42
		iifname "up42" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x2a00
		# provider.line43
		iifname "up43" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x2b00
		# provider.line44
		iifname "up44" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x2c00
		# provider.line45
		iifname "up45" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x2d00
		# provider.line46
		iifname "up46" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x2e00
		# provider.line47
		iifname "up47" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x2f00
		# provider.line48
		iifname "up48" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x3000
		# provider.line49
		iifname "up49" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x3100
		# provider.line50
		iifname "up50" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x3200
		# provider.line51
		iifname "up51" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x3300
		# provider.line52
		iifname "up52" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x3400
		# provider.line53
		iifname "up53" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x3500
		# provider.line54
		iifname "up54" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x3600
		# provider.line55
		iifname "up55" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x3700
		# provider.line56
		iifname "up56" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x3800
		# provider.line57
		iifname "up57" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x3900
		# provider.line58
		iifname "up58" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x3a00
		# provider.line59
		iifname "up59" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x3b00
		# provider.line60
		iifname "up60" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x3c00
		iifname != { "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9", "up10", "up11", "up12", "up13", "up14", "up15", "up16", "up17", "up18", "up19", "up20", "up21", "up22", "up23", "up24", "up25", "up26", "up27", "up28", "up29", "up30", "up31", "up32", "up33", "up34", "up35", "up36", "up37", "up38", "up39", "up40", "up41", "up42", "up43", "up44", "up45", "up46", "up47", "up48", "up49", "up50", "up51", "up52", "up53", "up54", "up55", "up56", "up57", "up58", "up59", "up60" } ct mark & 0x3f00 == 0x100 meta mark set meta mark & 0xffffc0ff | 0x100
		iifname != { "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9", "up10", "up11", "up12", "up13", "up14", "up15", "up16", "up17", "up18", "up19", "up20", "up21", "up22", "up23", "up24", "up25", "up26", "up27", "up28", "up29", "up30", "up31", "up32", "up33", "up34", "up35", "up36", "up37", "up38", "up39", "up40", "up41", "up42", "up43", "up44", "up45", "up46", "up47", "up48", "up49", "up50", "up51", "up52", "up53", "up54", "up55", "up56", "up57", "up58", "up59", "up60" } ct mark & 0x3f00 == 0x200 meta mark set meta mark & 0xffffc0ff | 0x200
		iifname != { "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9", "up10", "up11", "up12", "up13", "up14", "up15", "up16", "up17", "up18", "up19", "up20", "up21", "up22", "up23", "up24", "up25", "up26", "up27", "up28", "up29", "up30", "up31", "up32", "up33", "up34", "up35", "up36", "up37", "up38", "up39", "up40", "up41", "up42", "up43", "up44", "up45", "up46", "up47", "up48", "up49", "up50", "up51", "up52", "up53", "up54", "up55", "up56", "up57", "up58", "up59", "up60" } ct mark & 0x3f00 == 0x300 meta mark set meta mark & 0xffffc0ff | 0x300
		iifname != { "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9", "up10", "up11", "up12", "up13", "up14", "up15", "up16", "up17", "up18", "up19", "up20", "up21", "up22", "up23", "up24", "up25", "up26", "up27", "up28", "up29", "up30", "up31", "up32", "up33", "up34", "up35", "up36", "up37", "up38", "up39", "up40", "up41", "up42", "up43", "up44", "up45", "up46", "up47", "up48", "up49", "up50", "up51", "up52", "up53", "up54", "up55", "up56", "up57", "up58", "up59", "up60" } ct mark & 0x3f00 == 0x400 meta mark set meta mark & 0xffffc0ff | 0x400
		iifname != { "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9", "up10", "up11", "up12", "up13", "up14", "up15", "up16", "up17", "up18", "up19", "up20", "up21", "up22", "up23", "up24", "up25", "up26", "up27", "up28", "up29", "up30", "up31", "up32", "up33", "up34", "up35", "up36", "up37", "up38", "up39", "up40", "up41", "up42", "up43", "up44", "up45", "up46", "up47", "up48", "up49", "up50", "up51", "up52", "up53", "up54", "up55", "up56", "up57", "up58", "up59", "up60" } ct mark & 0x3f00 == 0x500 meta mark set meta mark & 0xffffc0ff | 0x500
		iifname != { "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9", "up10", "up11", "up12", "up13", "up14", "up15", "up16", "up17", "up18", "up19", "up20", "up21", "up22", "up23", "up24", "up25", "up26", "up27", "up28", "up29", "up30", "up31", "up32", "up33", "up34", "up35", "up36", "up37", "up38", "up39", "up40", "up41", "up42", "up43", "up44", "up45", "up46", "up47", "up48", "up49", "up50", "up51", "up52", "up53", "up54", "up55", "up56", "up57", "up58", "up59", "up60" } ct mark & 0x3f00 == 0x600 meta mark set meta mark & 0xffffc0ff | 0x600
		iifname != { "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9", "up10", "up11", "up12", "up13", "up14", "up15", "up16", "up17", "up18", "up19", "up20", "up21", "up22", "up23", "up24", "up25", "up26", "up27", "up28", "up29", "up30", "up31", "up32", "up33", "up34", "up35", "up36", "up37", "up38", "up39", "up40", "up41", "up42", "up43", "up44", "up45", "up46", "up47", "up48", "up49", "up50", "up51", "up52", "up53", "up54", "up55", "up56", "up57", "up58", "up59", "up60" } ct mark & 0x3f00 == 0x700 meta mark set meta mark & 0xffffc0ff | 0x700
		iifname != { "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9", "up10", "up11", "up12", "up13", "up14", "up15", "up16", "up17", "up18", "up19", "up20", "up21", "up22", "up23", "up24", "up25", "up26", "up27", "up28", "up29", "up30", "up31", "up32", "up33", "up34", "up35", "up36", "up37", "up38", "up39", "up40", "up41", "up42", "up43", "up44", "up45", "up46", "up47", "up48", "up49", "up50", "up51", "up52", "up53", "up54", "up55", "up56", "up57", "up58", "up59", "up60" } ct mark & 0x3f00 == 0x800 meta mark set meta mark & 0xffffc0ff | 0x800
		iifname != { "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9", "up10", "up11", "up12", "up13", "up14", "up15", "up16", "up17", "up18", "up19", "up20", "up21", "up22", "up23", "up24", "up25", "up26", "up27", "up28", "up29", "up30", "up31", "up32", "up33", "up34", "up35", "up36", "up37", "up38", "up39", "up40", "up41", "up42", "up43", "up44", "up45", "up46", "up47", "up48", "up49", "up50", "up51", "up52", "up53", "up54", "up55", "up56", "up57", "up58", "up59", "up60" } ct mark & 0x3f00 == 0x900 meta mark set meta mark & 0xffffc0ff | 0x900
		iifname != { "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9", "up10", "up11", "up12", "up13", "up14", "up15", "up16", "up17", "up18", "up19", "up20", "up21", "up22", "up23", "up24", "up25", "up26", "up27", "up28", "up29", "up30", "up31", "up32", "up33", "up34", "up35", "up36", "up37", "up38", "up39", "up40", "up41", "up42", "up43", "up44", "up45", "up46", "up47", "up48", "up49", "up50", "up51", "up52", "up53", "up54", "up55", "up56", "up57", "up58", "up59", "up60" } ct mark & 0x3f00 == 0xa00 meta mark set meta mark & 0xffffc0ff | 0xa00
		iifname != { "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9", "up10", "up11", "up12", "up13", "up14", "up15", "up16", "up17", "up18", "up19", "up20", "up21", "up22", "up23", "up24", "up25", "up26", "up27", "up28", "up29", "up30", "up31", "up32", "up33", "up34", "up35", "up36", "up37", "up38", "up39", "up40", "up41", "up42", "up43", "up44", "up45", "up46", "up47", "up48", "up49", "up50", "up51", "up52", "up53", "up54", "up55", "up56", "up57", "up58", "up59", "up60" } ct mark & 0x3f00 == 0xb00 meta mark set meta mark & 0xffffc0ff | 0xb00
		iifname != { "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9", "up10", "up11", "up12", "up13", "up14", "up15", "up16", "up17", "up18", "up19", "up20", "up21", "up22", "up23", "up24", "up25", "up26", "up27", "up28", "up29", "up30", "up31", "up32", "up33", "up34", "up35", "up36", "up37", "up38", "up39", "up40", "up41", "up42", "up43", "up44", "up45", "up46", "up47", "up48", "up49", "up50", "up51", "up52", "up53", "up54", "up55", "up56", "up57", "up58", "up59", "up60" } ct mark & 0x3f00 == 0xc00 meta mark set meta mark & 0xffffc0ff | 0xc00
		iifname != { "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9", "up10", "up11", "up12", "up13", "up14", "up15", "up16", "up17", "up18", "up19", "up20", "up21", "up22", "up23", "up24", "up25", "up26", "up27", "up28", "up29", "up30", "up31", "up32", "up33", "up34", "up35", "up36", "up37", "up38", "up39", "up40", "up41", "up42", "up43", "up44", "up45", "up46", "up47", "up48", "up49", "up50", "up51", "up52", "up53", "up54", "up55", "up56", "up57", "up58", "up59", "up60" } ct mark & 0x3f00 == 0xd00 meta mark set meta mark & 0xffffc0ff | 0xd00
		iifname != { "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9", "up10", "up11", "up12", "up13", "up14", "up15", "up16", "up17", "up18", "up19", "up20", "up21", "up22", "up23", "up24", "up25", "up26", "up27", "up28", "up29", "up30", "up31", "up32", "up33", "up34", "up35", "up36", "up37", "up38", "up39", "up40", "up41", "up42", "up43", "up44", "up45", "up46", "up47", "up48", "up49", "up50", "up51", "up52", "up53", "up54", "up55", "up56", "up57", "up58", "up59", "up60" } ct mark & 0x3f00 == 0xe00 meta mark set meta mark & 0xffffc0ff | 0xe00
		iifname != { "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9", "up10", "up11", "up12", "up13", "up14", "up15", "up16", "up17", "up18", "up19", "up20", "up21", "up22", "up23", "up24", "up25", "up26", "up27", "up28", "up29", "up30", "up31", "up32", "up33", "up34", "up35", "up36", "up37", "up38", "up39", "up40", "up41", "up42", "up43", "up44", "up45", "up46", "up47", "up48", "up49", "up50", "up51", "up52", "up53", "up54", "up55", "up56", "up57", "up58", "up59", "up60" } ct mark & 0x3f00 == 0xf00 meta mark set meta mark & 0xffffc0ff | 0xf00
		iifname != { "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9", "up10", "up11", "up12", "up13", "up14", "up15", "up16", "up17", "up18", "up19", "up20", "up21", "up22", "up23", "up24", "up25", "up26", "up27", "up28", "up29", "up30", "up31", "up32", "up33", "up34", "up35", "up36", "up37", "up38", "up39", "up40", "up41", "up42", "up43", "up44", "up45", "up46", "up47", "up48", "up49", "up50", "up51", "up52", "up53", "up54", "up55", "up56", "up57", "up58", "up59", "up60" } ct mark & 0x3f00 == 0x1000 meta mark set meta mark & 0xffffc0ff | 0x1000
		iifname != { "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9", "up10", "up11", "up12", "up13", "up14", "up15", "up16", "up17", "up18", "up19", "up20", "up21", "up22", "up23", "up24", "up25", "up26", "up27", "up28", "up29", "up30", "up31", "up32", "up33", "up34", "up35", "up36", "up37", "up38", "up39", "up40", "up41", "up42", "up43", "up44", "up45", "up46", "up47", "up48", "up49", "up50", "up51", "up52", "up53", "up54", "up55", "up56", "up57", "up58", "up59", "up60" } ct mark & 0x3f00 == 0x1100 meta mark set meta mark & 0xffffc0ff | 0x1100
		iifname != { "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9", "up10", "up11", "up12", "up13", "up14", "up15", "up16", "up17", "up18", "up19", "up20", "up21", "up22", "up23", "up24", "up25", "up26", "up27", "up28", "up29", "up30", "up31", "up32", "up33", "up34", "up35", "up36", "up37", "up38", "up39", "up40", "up41", "up42", "up43", "up44", "up45", "up46", "up47", "up48", "up49", "up50", "up51", "up52", "up53", "up54", "up55", "up56", "up57", "up58", "up59", "up60" } ct mark & 0x3f00 == 0x1200 meta mark set meta mark & 0xffffc0ff | 0x1200
		iifname != { "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9", "up10", "up11", "up12", "up13", "up14", "up15", "up16", "up17", "up18", "up19", "up20", "up21", "up22", "up23", "up24", "up25", "up26", "up27", "up28", "up29", "up30", "up31", "up32", "up33", "up34", "up35", "up36", "up37", "up38", "up39", "up40", "up41", "up42", "up43", "up44", "up45", "up46", "up47", "up48", "up49", "up50", "up51", "up52", "up53", "up54", "up55", "up56", "up57", "up58", "up59", "up60" } ct mark & 0x3f00 == 0x1300 meta mark set meta mark & 0xffffc0ff | 0x1300
		iifname != { "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9", "up10", "up11", "up12", "up13", "up14", "up15", "up16", "up17", "up18", "up19", "up20", "up21", "up22", "up23", "up24", "up25", "up26", "up27", "up28", "up29", "up30", "up31", "up32", "up33", "up34", "up35", "up36", "up37", "up38", "up39", "up40", "up41", "up42", "up43", "up44", "up45", "up46", "up47", "up48", "up49", "up50", "up51", "up52", "up53", "up54", "up55", "up56", "up57", "up58", "up59", "up60" } ct mark & 0x3f00 == 0x1400 meta mark set meta mark & 0xffffc0ff | 0x1400
		iifname != { "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9", "up10", "up11", "up12", "up13", "up14", "up15", "up16", "up17", "up18", "up19", "up20", "up21", "up22", "up23", "up24", "up25", "up26", "up27", "up28", "up29", "up30", "up31", "up32", "up33", "up34", "up35", "up36", "up37", "up38", "up39", "up40", "up41", "up42", "up43", "up44", "up45", "up46", "up47", "up48", "up49", "up50", "up51", "up52", "up53", "up54", "up55", "up56", "up57", "up58", "up59", "up60" } ct mark & 0x3f00 == 0x1500 meta mark set meta mark & 0xffffc0ff | 0x1500
		iifname != { "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9", "up10", "up11", "up12", "up13", "up14", "up15", "up16", "up17", "up18", "up19", "up20", "up21", "up22", "up23", "up24", "up25", "up26", "up27", "up28", "up29", "up30", "up31", "up32", "up33", "up34", "up35", "up36", "up37", "up38", "up39", "up40", "up41", "up42", "up43", "up44", "up45", "up46", "up47", "up48", "up49", "up50", "up51", "up52", "up53", "up54", "up55", "up56", "up57", "up58", "up59", "up60" } ct mark & 0x3f00 == 0x1600 meta mark set meta mark & 0xffffc0ff | 0x1600
		iifname != { "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9", "up10", "up11", "up12", "up13", "up14", "up15", "up16", "up17", "up18", "up19", "up20", "up21", "up22", "up23", "up24", "up25", "up26", "up27", "up28", "up29", "up30", "up31", "up32", "up33", "up34", "up35", "up36", "up37", "up38", "up39", "up40", "up41", "up42", "up43", "up44", "up45", "up46", "up47", "up48", "up49", "up50", "up51", "up52", "up53", "up54", "up55", "up56", "up57", "up58", "up59", "up60" } ct mark & 0x3f00 == 0x1700 meta mark set meta mark & 0xffffc0ff | 0x1700
		iifname != { "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9", "up10", "up11", "up12", "up13", "up14", "up15", "up16", "up17", "up18", "up19", "up20", "up21", "up22", "up23", "up24", "up25", "up26", "up27", "up28", "up29", "up30", "up31", "up32", "up33", "up34", "up35", "up36", "up37", "up38", "up39", "up40", "up41", "up42", "up43", "up44", "up45", "up46", "up47", "up48", "up49", "up50", "up51", "up52", "up53", "up54", "up55", "up56", "up57", "up58", "up59", "up60" } ct mark & 0x3f00 == 0x1800 meta mark set meta mark & 0xffffc0ff | 0x1800
		iifname != { "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9", "up10", "up11", "up12", "up13", "up14", "up15", "up16", "up17", "up18", "up19", "up20", "up21", "up22", "up23", "up24", "up25", "up26", "up27", "up28", "up29", "up30", "up31", "up32", "up33", "up34", "up35", "up36", "up37", "up38", "up39", "up40", "up41", "up42", "up43", "up44", "up45", "up46", "up47", "up48", "up49", "up50", "up51", "up52", "up53", "up54", "up55", "up56", "up57", "up58", "up59", "up60" } ct mark & 0x3f00 == 0x1900 meta mark set meta mark & 0xffffc0ff | 0x1900
		iifname != { "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9", "up10", "up11", "up12", "up13", "up14", "up15", "up16", "up17", "up18", "up19", "up20", "up21", "up22", "up23", "up24", "up25", "up26", "up27", "up28", "up29", "up30", "up31", "up32", "up33", "up34", "up35", "up36", "up37", "up38", "up39", "up40", "up41", "up42", "up43", "up44", "up45", "up46", "up47", "up48", "up49", "up50", "up51", "up52", "up53", "up54", "up55", "up56", "up57", "up58", "up59", "up60" } ct mark & 0x3f00 == 0x1a00 meta mark set meta mark & 0xffffc0ff | 0x1a00
		iifname != { "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9", "up10", "up11", "up12", "up13", "up14", "up15", "up16", "up17", "up18", "up19", "up20", "up21", "up22", "up23", "up24", "up25", "up26", "up27", "up28", "up29", "up30", "up31", "up32", "up33", "up34", "up35", "up36", "up37", "up38", "up39", "up40", "up41", "up42", "up43", "up44", "up45", "up46", "up47", "up48", "up49", "up50", "up51", "up52", "up53", "up54", "up55", "up56", "up57", "up58", "up59", "up60" } ct mark & 0x3f00 == 0x1b00 meta mark set meta mark & 0xffffc0ff | 0x1b00
		iifname != { "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9", "up10", "up11", "up12", "up13", "up14", "up15", "up16", "up17", "up18", "up19", "up20", "up21", "up22", "up23", "up24", "up25", "up26", "up27", "up28", "up29", "up30", "up31", "up32", "up33", "up34", "up35", "up36", "up37", "up38", "up39", "up40", "up41", "up42", "up43", "up44", "up45", "up46", "up47", "up48", "up49", "up50", "up51", "up52", "up53", "up54", "up55", "up56", "up57", "up58", "up59", "up60" } ct mark & 0x3f00 == 0x1c00 meta mark set meta mark & 0xffffc0ff | 0x1c00
		iifname != { "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9", "up10", "up11", "up12", "up13", "up14", "up15", "up16", "up17", "up18", "up19", "up20", "up21", "up22", "up23", "up24", "up25", "up26", "up27", "up28", "up29", "up30", "up31", "up32", "up33", "up34", "up35", "up36", "up37", "up38", "up39", "up40", "up41", "up42", "up43", "up44", "up45", "up46", "up47", "up48", "up49", "up50", "up51", "up52", "up53", "up54", "up55", "up56", "up57", "up58", "up59", "up60" } ct mark & 0x3f00 == 0x1d00 meta mark set meta mark & 0xffffc0ff | 0x1d00
		iifname != { "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9", "up10", "up11", "up12", "up13", "up14", "up15", "up16", "up17", "up18", "up19", "up20", "up21", "up22", "up23", "up24", "up25", "up26", "up27", "up28", "up29", "up30", "up31", "up32", "up33", "up34", "up35", "up36", "up37", "up38", "up39", "up40", "up41", "up42", "up43", "up44", "up45", "up46", "up47", "up48", "up49", "up50", "up51", "up52", "up53", "up54", "up55", "up56", "up57", "up58", "up59", "up60" } ct mark & 0x3f00 == 0x1e00 meta mark set meta mark & 0xffffc0ff | 0x1e00
		iifname != { "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9", "up10", "up11", "up12", "up13", "up14", "up15", "up16", "up17", "up18", "up19", "up20", "up21", "up22", "up23", "up24", "up25", "up26", "up27", "up28", "up29", "up30", "up31", "up32", "up33", "up34", "up35", "up36", "up37", "up38", "up39", "up40", "up41", "up42", "up43", "up44", "up45", "up46", "up47", "up48", "up49", "up50", "up51", "up52", "up53", "up54", "up55", "up56", "up57", "up58", "up59", "up60" } ct mark & 0x3f00 == 0x1f00 meta mark set meta mark & 0xffffc0ff | 0x1f00
		iifname != { "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9", "up10", "up11", "up12", "up13", "up14", "up15", "up16", "up17", "up18", "up19", "up20", "up21", "up22", "up23", "up24", "up25", "up26", "up27", "up28", "up29", "up30", "up31", "up32", "up33", "up34", "up35", "up36", "up37", "up38", "up39", "up40", "up41", "up42", "up43", "up44", "up45", "up46", "up47", "up48", "up49", "up50", "up51", "up52", "up53", "up54", "up55", "up56", "up57", "up58", "up59", "up60" } ct mark & 0x3f00 == 0x2000 meta mark set meta mark & 0xffffc0ff | 0x2000
		iifname != { "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9", "up10", "up11", "up12", "up13", "up14", "up15", "up16", "up17", "up18", "up19", "up20", "up21", "up22", "up23", "up24", "up25", "up26", "up27", "up28", "up29", "up30", "up31", "up32", "up33", "up34", "up35", "up36", "up37", "up38", "up39", "up40", "up41", "up42", "up43", "up44", "up45", "up46", "up47", "up48", "up49", "up50", "up51", "up52", "up53", "up54", "up55", "up56", "up57", "up58", "up59", "up60" } ct mark & 0x3f00 == 0x2100 meta mark set meta mark & 0xffffc0ff | 0x2100
		iifname != { "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9", "up10", "up11", "up12", "up13", "up14", "up15", "up16", "up17", "up18", "up19", "up20", "up21", "up22", "up23", "up24", "up25", "up26", "up27", "up28", "up29", "up30", "up31", "up32", "up33", "up34", "up35", "up36", "up37", "up38", "up39", "up40", "up41", "up42", "up43", "up44", "up45", "up46", "up47", "up48", "up49", "up50", "up51", "up52", "up53", "up54", "up55", "up56", "up57", "up58", "up59", "up60" } ct mark & 0x3f00 == 0x2200 meta mark set meta mark & 0xffffc0ff | 0x2200
		iifname != { "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9", "up10", "up11", "up12", "up13", "up14", "up15", "up16", "up17", "up18", "up19", "up20", "up21", "up22", "up23", "up24", "up25", "up26", "up27", "up28", "up29", "up30", "up31", "up32", "up33", "up34", "up35", "up36", "up37", "up38", "up39", "up40", "up41", "up42", "up43", "up44", "up45", "up46", "up47", "up48", "up49", "up50", "up51", "up52", "up53", "up54", "up55", "up56", "up57", "up58", "up59", "up60" } ct mark & 0x3f00 == 0x2300 meta mark set meta mark & 0xffffc0ff | 0x2300
		iifname != { "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9", "up10", "up11", "up12", "up13", "up14", "up15", "up16", "up17", "up18", "up19", "up20", "up21", "up22", "up23", "up24", "up25", "up26", "up27", "up28", "up29", "up30", "up31", "up32", "up33", "up34", "up35", "up36", "up37", "up38", "up39", "up40", "up41", "up42", "up43", "up44", "up45", "up46", "up47", "up48", "up49", "up50", "up51", "up52", "up53", "up54", "up55", "up56", "up57", "up58", "up59", "up60" } ct mark & 0x3f00 == 0x2400 meta mark set meta mark & 0xffffc0ff | 0x2400
		iifname != { "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9", "up10", "up11", "up12", "up13", "up14", "up15", "up16", "up17", "up18", "up19", "up20", "up21", "up22", "up23", "up24", "up25", "up26", "up27", "up28", "up29", "up30", "up31", "up32", "up33", "up34", "up35", "up36", "up37", "up38", "up39", "up40", "up41", "up42", "up43", "up44", "up45", "up46", "up47", "up48", "up49", "up50", "up51", "up52", "up53", "up54", "up55", "up56", "up57", "up58", "up59", "up60" } ct mark & 0x3f00 == 0x2500 meta mark set meta mark & 0xffffc0ff | 0x2500
		iifname != { "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9", "up10", "up11", "up12", "up13", "up14", "up15", "up16", "up17", "up18", "up19", "up20", "up21", "up22", "up23", "up24", "up25", "up26", "up27", "up28", "up29", "up30", "up31", "up32", "up33", "up34", "up35", "up36", "up37", "up38", "up39", "up40", "up41", "up42", "up43", "up44", "up45", "up46", "up47", "up48", "up49", "up50", "up51", "up52", "up53", "up54", "up55", "up56", "up57", "up58", "up59", "up60" } ct mark & 0x3f00 == 0x2600 meta mark set meta mark & 0xffffc0ff | 0x2600
		iifname != { "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9", "up10", "up11", "up12", "up13", "up14", "up15", "up16", "up17", "up18", "up19", "up20", "up21", "up22", "up23", "up24", "up25", "up26", "up27", "up28", "up29", "up30", "up31", "up32", "up33", "up34", "up35", "up36", "up37", "up38", "up39", "up40", "up41", "up42", "up43", "up44", "up45", "up46", "up47", "up48", "up49", "up50", "up51", "up52", "up53", "up54", "up55", "up56", "up57", "up58", "up59", "up60" } ct mark & 0x3f00 == 0x2700 meta mark set meta mark & 0xffffc0ff | 0x2700
		iifname != { "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9", "up10", "up11", "up12", "up13", "up14", "up15", "up16", "up17", "up18", "up19", "up20", "up21", "up22", "up23", "up24", "up25", "up26", "up27", "up28", "up29", "up30", "up31", "up32", "up33", "up34", "up35", "up36", "up37", "up38", "up39", "up40", "up41", "up42", "up43", "up44", "up45", "up46", "up47", "up48", "up49", "up50", "up51", "up52", "up53", "up54", "up55", "up56", "up57", "up58", "up59", "up60" } ct mark & 0x3f00 == 0x2800 meta mark set meta mark & 0xffffc0ff | 0x2800
		iifname != { "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9", "up10", "up11", "up12", "up13", "up14", "up15", "up16", "up17", "up18", "up19", "up20", "up21", "up22", "up23", "up24", "up25", "up26", "up27", "up28", "up29", "up30", "up31", "up32", "up33", "up34", "up35", "up36", "up37", "up38", "up39", "up40", "up41", "up42", "up43", "up44", "up45", "up46", "up47", "up48", "up49", "up50", "up51", "up52", "up53", "up54", "up55", "up56", "up57", "up58", "up59", "up60" } ct mark & 0x3f00 == 0x2900 meta mark set meta mark & 0xffffc0ff | 0x2900
		iifname != { "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9", "up10", "up11", "up12", "up13", "up14", "up15", "up16", "up17", "up18", "up19", "up20", "up21", "up22", "up23", "up24", "up25", "up26", "up27", "up28", "up29", "up30", "up31", "up32", "up33", "up34", "up35", "up36", "up37", "up38", "up39", "up40", "up41", "up42", "up43", "up44", "up45", "up46", "up47", "up48", "up49", "up50", "up51", "up52", "up53", "up54", "up55", "up56", "up57", "up58", "up59", "up60" } ct mark & 0x3f00 == 0x2a00 meta mark set meta mark & 0xffffc0ff | 0x2a00
		iifname != { "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9", "up10", "up11", "up12", "up13", "up14", "up15", "up16", "up17", "up18", "up19", "up20", "up21", "up22", "up23", "up24", "up25", "up26", "up27", "up28", "up29", "up30", "up31", "up32", "up33", "up34", "up35", "up36", "up37", "up38", "up39", "up40", "up41", "up42", "up43", "up44", "up45", "up46", "up47", "up48", "up49", "up50", "up51", "up52", "up53", "up54", "up55", "up56", "up57", "up58", "up59", "up60" } ct mark & 0x3f00 == 0x2b00 meta mark set meta mark & 0xffffc0ff | 0x2b00
		iifname != { "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9", "up10", "up11", "up12", "up13", "up14", "up15", "up16", "up17", "up18", "up19", "up20", "up21", "up22", "up23", "up24", "up25", "up26", "up27", "up28", "up29", "up30", "up31", "up32", "up33", "up34", "up35", "up36", "up37", "up38", "up39", "up40", "up41", "up42", "up43", "up44", "up45", "up46", "up47", "up48", "up49", "up50", "up51", "up52", "up53", "up54", "up55", "up56", "up57", "up58", "up59", "up60" } ct mark & 0x3f00 == 0x2c00 meta mark set meta mark & 0xffffc0ff | 0x2c00
		iifname != { "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9", "up10", "up11", "up12", "up13", "up14", "up15", "up16", "up17", "up18", "up19", "up20", "up21", "up22", "up23", "up24", "up25", "up26", "up27", "up28", "up29", "up30", "up31", "up32", "up33", "up34", "up35", "up36", "up37", "up38", "up39", "up40", "up41", "up42", "up43", "up44", "up45", "up46", "up47", "up48", "up49", "up50", "up51", "up52", "up53", "up54", "up55", "up56", "up57", "up58", "up59", "up60" } ct mark & 0x3f00 == 0x2d00 meta mark set meta mark & 0xffffc0ff | 0x2d00
		iifname != { "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9", "up10", "up11", "up12", "up13", "up14", "up15", "up16", "up17", "up18", "up19", "up20", "up21", "up22", "up23", "up24", "up25", "up26", "up27", "up28", "up29", "up30", "up31", "up32", "up33", "up34", "up35", "up36", "up37", "up38", "up39", "up40", "up41", "up42", "up43", "up44", "up45", "up46", "up47", "up48", "up49", "up50", "up51", "up52", "up53", "up54", "up55", "up56", "up57", "up58", "up59", "up60" } ct mark & 0x3f00 == 0x2e00 meta mark set meta mark & 0xffffc0ff | 0x2e00
		iifname != { "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9", "up10", "up11", "up12", "up13", "up14", "up15", "up16", "up17", "up18", "up19", "up20", "up21", "up22", "up23", "up24", "up25", "up26", "up27", "up28", "up29", "up30", "up31", "up32", "up33", "up34", "up35", "up36", "up37", "up38", "up39", "up40", "up41", "up42", "up43", "up44", "up45", "up46", "up47", "up48", "up49", "up50", "up51", "up52", "up53", "up54", "up55", "up56", "up57", "up58", "up59", "up60" } ct mark & 0x3f00 == 0x2f00 meta mark set meta mark & 0xffffc0ff | 0x2f00
		iifname != { "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9", "up10", "up11", "up12", "up13", "up14", "up15", "up16", "up17", "up18", "up19", "up20", "up21", "up22", "up23", "up24", "up25", "up26", "up27", "up28", "up29", "up30", "up31", "up32", "up33", "up34", "up35", "up36", "up37", "up38", "up39", "up40", "up41", "up42", "up43", "up44", "up45", "up46", "up47", "up48", "up49", "up50", "up51", "up52", "up53", "up54", "up55", "up56", "up57", "up58", "up59", "up60" } ct mark & 0x3f00 == 0x3000 meta mark set meta mark & 0xffffc0ff | 0x3000
		iifname != { "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9", "up10", "up11", "up12", "up13", "up14", "up15", "up16", "up17", "up18", "up19", "up20", "up21", "up22", "up23", "up24", "up25", "up26", "up27", "up28", "up29", "up30", "up31", "up32", "up33", "up34", "up35", "up36", "up37", "up38", "up39", "up40", "up41", "up42", "up43", "up44", "up45", "up46", "up47", "up48", "up49", "up50", "up51", "up52", "up53", "up54", "up55", "up56", "up57", "up58", "up59", "up60" } ct mark & 0x3f00 == 0x3100 meta mark set meta mark & 0xffffc0ff | 0x3100
		iifname != { "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9", "up10", "up11", "up12", "up13", "up14", "up15", "up16", "up17", "up18", "up19", "up20", "up21", "up22", "up23", "up24", "up25", "up26", "up27", "up28", "up29", "up30", "up31", "up32", "up33", "up34", "up35", "up36", "up37", "up38", "up39", "up40", "up41", "up42", "up43", "up44", "up45", "up46", "up47", "up48", "up49", "up50", "up51", "up52", "up53", "up54", "up55", "up56", "up57", "up58", "up59", "up60" } ct mark & 0x3f00 == 0x3200 meta mark set meta mark & 0xffffc0ff | 0x3200
		iifname != { "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9", "up10", "up11", "up12", "up13", "up14", "up15", "up16", "up17", "up18", "up19", "up20", "up21", "up22", "up23", "up24", "up25", "up26", "up27", "up28", "up29", "up30", "up31", "up32", "up33", "up34", "up35", "up36", "up37", "up38", "up39", "up40", "up41", "up42", "up43", "up44", "up45", "up46", "up47", "up48", "up49", "up50", "up51", "up52", "up53", "up54", "up55", "up56", "up57", "up58", "up59", "up60" } ct mark & 0x3f00 == 0x3300 meta mark set meta mark & 0xffffc0ff | 0x3300
		iifname != { "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9", "up10", "up11", "up12", "up13", "up14", "up15", "up16", "up17", "up18", "up19", "up20", "up21", "up22", "up23", "up24", "up25", "up26", "up27", "up28", "up29", "up30", "up31", "up32", "up33", "up34", "up35", "up36", "up37", "up38", "up39", "up40", "up41", "up42", "up43", "up44", "up45", "up46", "up47", "up48", "up49", "up50", "up51", "up52", "up53", "up54", "up55", "up56", "up57", "up58", "up59", "up60" } ct mark & 0x3f00 == 0x3400 meta mark set meta mark & 0xffffc0ff | 0x3400
		iifname != { "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9", "up10", "up11", "up12", "up13", "up14", "up15", "up16", "up17", "up18", "up19", "up20", "up21", "up22", "up23", "up24", "up25", "up26", "up27", "up28", "up29", "up30", "up31", "up32", "up33", "up34", "up35", "up36", "up37", "up38", "up39", "up40", "up41", "up42", "up43", "up44", "up45", "up46", "up47", "up48", "up49", "up50", "up51", "up52", "up53", "up54", "up55", "up56", "up57", "up58", "up59", "up60" } ct mark & 0x3f00 == 0x3500 meta mark set meta mark & 0xffffc0ff | 0x3500
		iifname != { "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9", "up10", "up11", "up12", "up13", "up14", "up15", "up16", "up17", "up18", "up19", "up20", "up21", "up22", "up23", "up24", "up25", "up26", "up27", "up28", "up29", "up30", "up31", "up32", "up33", "up34", "up35", "up36", "up37", "up38", "up39", "up40", "up41", "up42", "up43", "up44", "up45", "up46", "up47", "up48", "up49", "up50", "up51", "up52", "up53", "up54", "up55", "up56", "up57", "up58", "up59", "up60" } ct mark & 0x3f00 == 0x3600 meta mark set meta mark & 0xffffc0ff | 0x3600
		iifname != { "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9", "up10", "up11", "up12", "up13", "up14", "up15", "up16", "up17", "up18", "up19", "up20", "up21", "up22", "up23", "up24", "up25", "up26", "up27", "up28", "up29", "up30", "up31", "up32", "up33", "up34", "up35", "up36", "up37", "up38", "up39", "up40", "up41", "up42", "up43", "up44", "up45", "up46", "up47", "up48", "up49", "up50", "up51", "up52", "up53", "up54", "up55", "up56", "up57", "up58", "up59", "up60" } ct mark & 0x3f00 == 0x3700 meta mark set meta mark & 0xffffc0ff | 0x3700
		iifname != { "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9", "up10", "up11", "up12", "up13", "up14", "up15", "up16", "up17", "up18", "up19", "up20", "up21", "up22", "up23", "up24", "up25", "up26", "up27", "up28", "up29", "up30", "up31", "up32", "up33", "up34", "up35", "up36", "up37", "up38", "up39", "up40", "up41", "up42", "up43", "up44", "up45", "up46", "up47", "up48", "up49", "up50", "up51", "up52", "up53", "up54", "up55", "up56", "up57", "up58", "up59", "up60" } ct mark & 0x3f00 == 0x3800 meta mark set meta mark & 0xffffc0ff | 0x3800
		iifname != { "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9", "up10", "up11", "up12", "up13", "up14", "up15", "up16", "up17", "up18", "up19", "up20", "up21", "up22", "up23", "up24", "up25", "up26", "up27", "up28", "up29", "up30", "up31", "up32", "up33", "up34", "up35", "up36", "up37", "up38", "up39", "up40", "up41", "up42", "up43", "up44", "up45", "up46", "up47", "up48", "up49", "up50", "up51", "up52", "up53", "up54", "up55", "up56", "up57", "up58", "up59", "up60" } ct mark & 0x3f00 == 0x3900 meta mark set meta mark & 0xffffc0ff | 0x3900
		iifname != { "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9", "up10", "up11", "up12", "up13", "up14", "up15", "up16", "up17", "up18", "up19", "up20", "up21", "up22", "up23", "up24", "up25", "up26", "up27", "up28", "up29", "up30", "up31", "up32", "up33", "up34", "up35", "up36", "up37", "up38", "up39", "up40", "up41", "up42", "up43", "up44", "up45", "up46", "up47", "up48", "up49", "up50", "up51", "up52", "up53", "up54", "up55", "up56", "up57", "up58", "up59", "up60" } ct mark & 0x3f00 == 0x3a00 meta mark set meta mark & 0xffffc0ff | 0x3a00
		iifname != { "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9", "up10", "up11", "up12", "up13", "up14", "up15", "up16", "up17", "up18", "up19", "up20", "up21", "up22", "up23", "up24", "up25", "up26", "up27", "up28", "up29", "up30", "up31", "up32", "up33", "up34", "up35", "up36", "up37", "up38", "up39", "up40", "up41", "up42", "up43", "up44", "up45", "up46", "up47", "up48", "up49", "up50", "up51", "up52", "up53", "up54", "up55", "up56", "up57", "up58", "up59", "up60" } ct mark & 0x3f00 == 0x3b00 meta mark set meta mark & 0xffffc0ff | 0x3b00
		iifname != { "up1", "up2", "up3", "up4", "up5", "up6", "up7", "up8", "up9", "up10", "up11", "up12", "up13", "up14", "up15", "up16", "up17", "up18", "up19", "up20", "up21", "up22", "up23", "up24", "up25", "up26", "up27", "up28", "up29", "up30", "up31", "up32", "up33", "up34", "up35", "up36", "up37", "up38", "up39", "up40", "up41", "up42", "up43", "up44", "up45", "up46", "up47", "up48", "up49", "up50", "up51", "up52", "up53", "up54", "up55", "up56", "up57", "up58", "up59", "up60" } ct mark & 0x3f00 == 0x3c00 meta mark set meta mark & 0xffffc0ff | 0x3c00
	}
	chain output {
		type route hook output priority mangle;
		ct mark & 0x3f00 == 0x100 meta mark set meta mark & 0xffffc0ff | 0x100
		ct mark & 0x3f00 == 0x200 meta mark set meta mark & 0xffffc0ff | 0x200
		ct mark & 0x3f00 == 0x300 meta mark set meta mark & 0xffffc0ff | 0x300
		ct mark & 0x3f00 == 0x400 meta mark set meta mark & 0xffffc0ff | 0x400
		ct mark & 0x3f00 == 0x500 meta mark set meta mark & 0xffffc0ff | 0x500
		ct mark & 0x3f00 == 0x600 meta mark set meta mark & 0xffffc0ff | 0x600
		ct mark & 0x3f00 == 0x700 meta mark set meta mark & 0xffffc0ff | 0x700
		ct mark & 0x3f00 == 0x800 meta mark set meta mark & 0xffffc0ff | 0x800
		ct mark & 0x3f00 == 0x900 meta mark set meta mark & 0xffffc0ff | 0x900
		ct mark & 0x3f00 == 0xa00 meta mark set meta mark & 0xffffc0ff | 0xa00
		ct mark & 0x3f00 == 0xb00 meta mark set meta mark & 0xffffc0ff | 0xb00
		ct mark & 0x3f00 == 0xc00 meta mark set meta mark & 0xffffc0ff | 0xc00
		ct mark & 0x3f00 == 0xd00 meta mark set meta mark & 0xffffc0ff | 0xd00
		ct mark & 0x3f00 == 0xe00 meta mark set meta mark & 0xffffc0ff | 0xe00
		ct mark & 0x3f00 == 0xf00 meta mark set meta mark & 0xffffc0ff | 0xf00
		ct mark & 0x3f00 == 0x1000 meta mark set meta mark & 0xffffc0ff | 0x1000
		ct mark & 0x3f00 == 0x1100 meta mark set meta mark & 0xffffc0ff | 0x1100
		ct mark & 0x3f00 == 0x1200 meta mark set meta mark & 0xffffc0ff | 0x1200
		ct mark & 0x3f00 == 0x1300 meta mark set meta mark & 0xffffc0ff | 0x1300
		ct mark & 0x3f00 == 0x1400 meta mark set meta mark & 0xffffc0ff | 0x1400
		ct mark & 0x3f00 == 0x1500 meta mark set meta mark & 0xffffc0ff | 0x1500
		ct mark & 0x3f00 == 0x1600 meta mark set meta mark & 0xffffc0ff | 0x1600
		ct mark & 0x3f00 == 0x1700 meta mark set meta mark & 0xffffc0ff | 0x1700
		ct mark & 0x3f00 == 0x1800 meta mark set meta mark & 0xffffc0ff | 0x1800
		ct mark & 0x3f00 == 0x1900 meta mark set meta mark & 0xffffc0ff | 0x1900
		ct mark & 0x3f00 == 0x1a00 meta mark set meta mark & 0xffffc0ff | 0x1a00
		ct mark & 0x3f00 == 0x1b00 meta mark set meta mark & 0xffffc0ff | 0x1b00
		ct mark & 0x3f00 == 0x1c00 meta mark set meta mark & 0xffffc0ff | 0x1c00
		ct mark & 0x3f00 == 0x1d00 meta mark set meta mark & 0xffffc0ff | 0x1d00
		ct mark & 0x3f00 == 0x1e00 meta mark set meta mark & 0xffffc0ff | 0x1e00
		ct mark & 0x3f00 == 0x1f00 meta mark set meta mark & 0xffffc0ff | 0x1f00
		ct mark & 0x3f00 == 0x2000 meta mark set meta mark & 0xffffc0ff | 0x2000
		ct mark & 0x3f00 == 0x2100 meta mark set meta mark & 0xffffc0ff | 0x2100
		ct mark & 0x3f00 == 0x2200 meta mark set meta mark & 0xffffc0ff | 0x2200
		ct mark & 0x3f00 == 0x2300 meta mark set meta mark & 0xffffc0ff | 0x2300
		ct mark & 0x3f00 == 0x2400 meta mark set meta mark & 0xffffc0ff | 0x2400
		ct mark & 0x3f00 == 0x2500 meta mark set meta mark & 0xffffc0ff | 0x2500
		ct mark & 0x3f00 == 0x2600 meta mark set meta mark & 0xffffc0ff | 0x2600
		ct mark & 0x3f00 == 0x2700 meta mark set meta mark & 0xffffc0ff | 0x2700
		ct mark & 0x3f00 == 0x2800 meta mark set meta mark & 0xffffc0ff | 0x2800
		ct mark & 0x3f00 == 0x2900 meta mark set meta mark & 0xffffc0ff | 0x2900
		ct mark & 0x3f00 == 0x2a00 meta mark set meta mark & 0xffffc0ff | 0x2a00
		ct mark & 0x3f00 == 0x2b00 meta mark set meta mark & 0xffffc0ff | 0x2b00
		ct mark & 0x3f00 == 0x2c00 meta mark set meta mark & 0xffffc0ff | 0x2c00
		ct mark & 0x3f00 == 0x2d00 meta mark set meta mark & 0xffffc0ff | 0x2d00
		ct mark & 0x3f00 == 0x2e00 meta mark set meta mark & 0xffffc0ff | 0x2e00
		ct mark & 0x3f00 == 0x2f00 meta mark set meta mark & 0xffffc0ff | 0x2f00
		ct mark & 0x3f00 == 0x3000 meta mark set meta mark & 0xffffc0ff | 0x3000
		ct mark & 0x3f00 == 0x3100 meta mark set meta mark & 0xffffc0ff | 0x3100
		ct mark & 0x3f00 == 0x3200 meta mark set meta mark & 0xffffc0ff | 0x3200
		ct mark & 0x3f00 == 0x3300 meta mark set meta mark & 0xffffc0ff | 0x3300
		ct mark & 0x3f00 == 0x3400 meta mark set meta mark & 0xffffc0ff | 0x3400
		ct mark & 0x3f00 == 0x3500 meta mark set meta mark & 0xffffc0ff | 0x3500
		ct mark & 0x3f00 == 0x3600 meta mark set meta mark & 0xffffc0ff | 0x3600
		ct mark & 0x3f00 == 0x3700 meta mark set meta mark & 0xffffc0ff | 0x3700
		ct mark & 0x3f00 == 0x3800 meta mark set meta mark & 0xffffc0ff | 0x3800
		ct mark & 0x3f00 == 0x3900 meta mark set meta mark & 0xffffc0ff | 0x3900
		ct mark & 0x3f00 == 0x3a00 meta mark set meta mark & 0xffffc0ff | 0x3a00
		ct mark & 0x3f00 == 0x3b00 meta mark set meta mark & 0xffffc0ff | 0x3b00
		ct mark & 0x3f00 == 0x3c00 meta mark set meta mark & 0xffffc0ff | 0x3c00
	}
	chain postrouting {
		type filter hook postrouting priority mangle;
		# provider.line1
		oifname "up1" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x100
		# provider.line2
		oifname "up2" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x200
		# provider.line3
		oifname "up3" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x300
		# provider.line4
		oifname "up4" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x400
		# provider.line5
		oifname "up5" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x500
		# provider.line6
		oifname "up6" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x600
		# provider.line7
		oifname "up7" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x700
		# provider.line8
		oifname "up8" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x800
		# provider.line9
		oifname "up9" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x900
		# provider.line10
		oifname "up10" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0xa00
		# provider.line11
		oifname "up11" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0xb00
		# provider.line12
		oifname "up12" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0xc00
		# provider.line13
		oifname "up13" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0xd00
		# provider.line14
		oifname "up14" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0xe00
		# provider.line15
		oifname "up15" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0xf00
		# provider.line16
		oifname "up16" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x1000
		# provider.line17
		oifname "up17" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x1100
		# provider.line18
		oifname "up18" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x1200
		# provider.line19
		oifname "up19" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x1300
		# provider.line20
		oifname "up20" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x1400
		# provider.line21
		oifname "up21" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x1500
		# provider.line22
		oifname "up22" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x1600
		# provider.line23
		oifname "up23" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x1700
		# provider.line24
		oifname "up24" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x1800
		# provider.line25
		oifname "up25" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x1900
		# provider.line26
		oifname "up26" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x1a00
		# provider.line27
		oifname "up27" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x1b00
		# provider.line28
		oifname "up28" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x1c00
		# provider.line29
		oifname "up29" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x1d00
		# provider.line30
		oifname "up30" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x1e00
		# provider.line31
		oifname "up31" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x1f00
		# provider.line32
		oifname "up32" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x2000
		# provider.line33
		oifname "up33" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x2100
		# provider.line34
		oifname "up34" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x2200
		# provider.line35
		oifname "up35" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x2300
		# provider.line36
		oifname "up36" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x2400
		# provider.line37
		oifname "up37" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x2500
		# provider.line38
		oifname "up38" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x2600
		# provider.line39
		oifname "up39" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x2700
		# provider.line40
		oifname "up40" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x2800
		# provider.line41
		oifname "up41" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x2900
		# provider.line42
		oifname "up42" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x2a00
		# provider.line43
		oifname "up43" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x2b00
		# provider.line44
		oifname "up44" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x2c00
		# provider.line45
		oifname "up45" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x2d00
		# provider.line46
		oifname "up46" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x2e00
		# provider.line47
		oifname "up47" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x2f00
		# provider.line48
		oifname "up48" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x3000
		# provider.line49
		oifname "up49" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x3100
		# provider.line50
		oifname "up50" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x3200
		# provider.line51
		oifname "up51" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x3300
		# provider.line52
		oifname "up52" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x3400
		# provider.line53
		oifname "up53" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x3500
		# provider.line54
		oifname "up54" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x3600
		# provider.line55
		oifname "up55" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x3700
		# provider.line56
		oifname "up56" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x3800
		# provider.line57
		oifname "up57" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x3900
		# provider.line58
		oifname "up58" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x3a00
		# provider.line59
		oifname "up59" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x3b00
		# provider.line60
		oifname "up60" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x3c00
	}
	chain translation {
		type nat hook postrouting priority srcnat;
		# provider.line1
		oifname "up1" ip saddr != { 198.51.100.2 } snat ip to 198.51.100.2
		# provider.line2
		oifname "up2" ip saddr != { 198.51.100.6 } snat ip to 198.51.100.6
		# provider.line3
		oifname "up3" ip saddr != { 198.51.100.10 } snat ip to 198.51.100.10
		# provider.line4
		oifname "up4" ip saddr != { 198.51.100.14 } snat ip to 198.51.100.14
		# provider.line5
		oifname "up5" ip saddr != { 198.51.100.18 } snat ip to 198.51.100.18
		# provider.line6
		oifname "up6" ip saddr != { 198.51.100.22 } snat ip to 198.51.100.22
		# provider.line7
		oifname "up7" ip saddr != { 198.51.100.26 } snat ip to 198.51.100.26
		# provider.line8
		oifname "up8" ip saddr != { 198.51.100.30 } snat ip to 198.51.100.30
		# provider.line9
		oifname "up9" ip saddr != { 198.51.100.34 } snat ip to 198.51.100.34
		# provider.line10
		oifname "up10" ip saddr != { 198.51.100.38 } snat ip to 198.51.100.38
		# provider.line11
		oifname "up11" ip saddr != { 198.51.100.42 } snat ip to 198.51.100.42
		# provider.line12
		oifname "up12" ip saddr != { 198.51.100.46 } snat ip to 198.51.100.46
		# provider.line13
		oifname "up13" ip saddr != { 198.51.100.50 } snat ip to 198.51.100.50
		# provider.line14
		oifname "up14" ip saddr != { 198.51.100.54 } snat ip to 198.51.100.54
		# provider.line15
		oifname "up15" ip saddr != { 198.51.100.58 } snat ip to 198.51.100.58
		# provider.line16
		oifname "up16" ip saddr != { 198.51.100.62 } snat ip to 198.51.100.62
		# provider.line17
		oifname "up17" ip saddr != { 198.51.100.66 } snat ip to 198.51.100.66
		# provider.line18
		oifname "up18" ip saddr != { 198.51.100.70 } snat ip to 198.51.100.70
		# provider.line19
		oifname "up19" ip saddr != { 198.51.100.74 } snat ip to 198.51.100.74
		# provider.line20
		oifname "up20" ip saddr != { 198.51.100.78 } snat ip to 198.51.100.78
		# provider.line21
		oifname "up21" ip saddr != { 198.51.100.82 } snat ip to 198.51.100.82
		# provider.line22
		oifname "up22" ip saddr != { 198.51.100.86 } snat ip to 198.51.100.86
		# provider.line23
		oifname "up23" ip saddr != { 198.51.100.90 } snat ip to 198.51.100.90
		# provider.line24
		oifname "up24" ip saddr != { 198.51.100.94 } snat ip to 198.51.100.94
		# provider.line25
		oifname "up25" ip saddr != { 198.51.100.98 } snat ip to 198.51.100.98
		# provider.line26
		oifname "up26" ip saddr != { 198.51.100.102 } snat ip to 198.51.100.102
		# provider.line27
		oifname "up27" ip saddr != { 198.51.100.106 } snat ip to 198.51.100.106
		# provider.line28
		oifname "up28" ip saddr != { 198.51.100.110 } snat ip to 198.51.100.110
		# provider.line29
		oifname "up29" ip saddr != { 198.51.100.114 } snat ip to 198.51.100.114
		# provider.line30
		oifname "up30" ip saddr != { 198.51.100.118 } snat ip to 198.51.100.118
		# provider.line31
		oifname "up31" ip saddr != { 198.51.100.122 } snat ip to 198.51.100.122
		# provider.line32
		oifname "up32" ip saddr != { 198.51.100.126 } snat ip to 198.51.100.126
		# provider.line33
		oifname "up33" ip saddr != { 198.51.100.130 } snat ip to 198.51.100.130
		# provider.line34
		oifname "up34" ip saddr != { 198.51.100.134 } snat ip to 198.51.100.134
		# provider.line35
		oifname "up35" ip saddr != { 198.51.100.138 } snat ip to 198.51.100.138
		# provider.line36
		oifname "up36" ip saddr != { 198.51.100.142 } snat ip to 198.51.100.142
		# provider.line37
		oifname "up37" ip saddr != { 198.51.100.146 } snat ip to 198.51.100.146
		# provider.line38
		oifname "up38" ip saddr != { 198.51.100.150 } snat ip to 198.51.100.150
		# provider.line39
		oifname "up39" ip saddr != { 198.51.100.154 } snat ip to 198.51.100.154
		# provider.line40
		oifname "up40" ip saddr != { 198.51.100.158 } snat ip to 198.51.100.158
		# provider.line41
		oifname "up41" ip saddr != { 198.51.100.162 } snat ip to 198.51.100.162
		# provider.line42
		oifname "up42" ip saddr != { 198.51.100.166 } snat ip to 198.51.100.166
		# provider.line43
		oifname "up43" ip saddr != { 198.51.100.170 } snat ip to 198.51.100.170
		# provider.line44
		oifname "up44" ip saddr != { 198.51.100.174 } snat ip to 198.51.100.174
		# provider.line45
		oifname "up45" ip saddr != { 198.51.100.178 } snat ip to 198.51.100.178
		# provider.line46
		oifname "up46" ip saddr != { 198.51.100.182 } snat ip to 198.51.100.182
		# provider.line47
		oifname "up47" ip saddr != { 198.51.100.186 } snat ip to 198.51.100.186
		# provider.line48
		oifname "up48" ip saddr != { 198.51.100.190 } snat ip to 198.51.100.190
		# provider.line49
		oifname "up49" ip saddr != { 198.51.100.194 } snat ip to 198.51.100.194
		# provider.line50
		oifname "up50" ip saddr != { 198.51.100.198 } snat ip to 198.51.100.198
		# provider.line51
		oifname "up51" ip saddr != { 198.51.100.202 } snat ip to 198.51.100.202
		# provider.line52
		oifname "up52" ip saddr != { 198.51.100.206 } snat ip to 198.51.100.206
		# provider.line53
		oifname "up53" ip saddr != { 198.51.100.210 } snat ip to 198.51.100.210
		# provider.line54
		oifname "up54" ip saddr != { 198.51.100.214 } snat ip to 198.51.100.214
		# provider.line55
		oifname "up55" ip saddr != { 198.51.100.218 } snat ip to 198.51.100.218
		# provider.line56
		oifname "up56" ip saddr != { 198.51.100.222 } snat ip to 198.51.100.222
		# provider.line57
		oifname "up57" ip saddr != { 198.51.100.226 } snat ip to 198.51.100.226
		# provider.line58
		oifname "up58" ip saddr != { 198.51.100.230 } snat ip to 198.51.100.230
		# provider.line59
		oifname "up59" ip saddr != { 198.51.100.234 } snat ip to 198.51.100.234
		# provider.line60
		oifname "up60" ip saddr != { 198.51.100.238 } snat ip to 198.51.100.238
	}
}
EOF

at='sixty.hcl:3'
# shellcheck disable=SC2086 # a word each
[ -z "$changes" ] || run sysctl -q -w $changes

## Routes and rules

# entries4 COMMAND: hands them to COMMAND
entries4() {
	"$@" <<EOF
# provider.line1.ipv4 (sixty.hcl:16): network on the link
route prepend 198.51.100.0/30 dev up1 src 198.51.100.2 table 101 proto $tag
# provider.line1.ipv4.gateway (sixty.hcl:16): default route
route prepend default via 198.51.100.1 dev up1 src 198.51.100.2 table 101 proto $tag
# provider.line2.ipv4 (sixty.hcl:26): network on the link
route prepend 198.51.100.4/30 dev up2 src 198.51.100.6 table 102 proto $tag
# provider.line2.ipv4.gateway (sixty.hcl:26): default route
route prepend default via 198.51.100.5 dev up2 src 198.51.100.6 table 102 proto $tag
# provider.line3.ipv4 (sixty.hcl:36): network on the link
route prepend 198.51.100.8/30 dev up3 src 198.51.100.10 table 103 proto $tag
# provider.line3.ipv4.gateway (sixty.hcl:36): default route
route prepend default via 198.51.100.9 dev up3 src 198.51.100.10 table 103 proto $tag
# provider.line4.ipv4 (sixty.hcl:46): network on the link
route prepend 198.51.100.12/30 dev up4 src 198.51.100.14 table 104 proto $tag
# provider.line4.ipv4.gateway (sixty.hcl:46): default route
route prepend default via 198.51.100.13 dev up4 src 198.51.100.14 table 104 proto $tag
# provider.line5.ipv4 (sixty.hcl:56): network on the link
route prepend 198.51.100.16/30 dev up5 src 198.51.100.18 table 105 proto $tag
# provider.line5.ipv4.gateway (sixty.hcl:56): default route
route prepend default via 198.51.100.17 dev up5 src 198.51.100.18 table 105 proto $tag
# provider.line6.ipv4 (sixty.hcl:66): network on the link
route prepend 198.51.100.20/30 dev up6 src 198.51.100.22 table 106 proto $tag
# provider.line6.ipv4.gateway (sixty.hcl:66): default route
route prepend default via 198.51.100.21 dev up6 src 198.51.100.22 table 106 proto $tag
# provider.line7.ipv4 (sixty.hcl:76): network on the link
route prepend 198.51.100.24/30 dev up7 src 198.51.100.26 table 107 proto $tag
# provider.line7.ipv4.gateway (sixty.hcl:76): default route
route prepend default via 198.51.100.25 dev up7 src 198.51.100.26 table 107 proto $tag
# provider.line8.ipv4 (sixty.hcl:86): network on the link
route prepend 198.51.100.28/30 dev up8 src 198.51.100.30 table 108 proto $tag
# provider.line8.ipv4.gateway (sixty.hcl:86): default route
route prepend default via 198.51.100.29 dev up8 src 198.51.100.30 table 108 proto $tag
# provider.line9.ipv4 (sixty.hcl:96): network on the link
route prepend 198.51.100.32/30 dev up9 src 198.51.100.34 table 109 proto $tag
# provider.line9.ipv4.gateway (sixty.hcl:96): default route
route prepend default via 198.51.100.33 dev up9 src 198.51.100.34 table 109 proto $tag
# provider.line10.ipv4 (sixty.hcl:106): network on the link
route prepend 198.51.100.36/30 dev up10 src 198.51.100.38 table 110 proto $tag
# provider.line10.ipv4.gateway (sixty.hcl:106): default route
route prepend default via 198.51.100.37 dev up10 src 198.51.100.38 table 110 proto $tag
# provider.line11.ipv4 (sixty.hcl:116): network on the link
route prepend 198.51.100.40/30 dev up11 src 198.51.100.42 table 111 proto $tag
# provider.line11.ipv4.gateway (sixty.hcl:116): default route
route prepend default via 198.51.100.41 dev up11 src 198.51.100.42 table 111 proto $tag
# provider.line12.ipv4 (sixty.hcl:126): network on the link
route prepend 198.51.100.44/30 dev up12 src 198.51.100.46 table 112 proto $tag
# provider.line12.ipv4.gateway (sixty.hcl:126): default route
route prepend default via 198.51.100.45 dev up12 src 198.51.100.46 table 112 proto $tag
# provider.line13.ipv4 (sixty.hcl:136): network on the link
route prepend 198.51.100.48/30 dev up13 src 198.51.100.50 table 113 proto $tag
# provider.line13.ipv4.gateway (sixty.hcl:136): default route
route prepend default via 198.51.100.49 dev up13 src 198.51.100.50 table 113 proto $tag
# provider.line14.ipv4 (sixty.hcl:146): network on the link
route prepend 198.51.100.52/30 dev up14 src 198.51.100.54 table 114 proto $tag
# provider.line14.ipv4.gateway (sixty.hcl:146): default route
route prepend default via 198.51.100.53 dev up14 src 198.51.100.54 table 114 proto $tag
# provider.line15.ipv4 (sixty.hcl:156): network on the link
route prepend 198.51.100.56/30 dev up15 src 198.51.100.58 table 115 proto $tag
# provider.line15.ipv4.gateway (sixty.hcl:156): default route
route prepend default via 198.51.100.57 dev up15 src 198.51.100.58 table 115 proto $tag
# provider.line16.ipv4 (sixty.hcl:166): network on the link
route prepend 198.51.100.60/30 dev up16 src 198.51.100.62 table 116 proto $tag
# provider.line16.ipv4.gateway (sixty.hcl:166): default route
route prepend default via 198.51.100.61 dev up16 src 198.51.100.62 table 116 proto $tag
# provider.line17.ipv4 (sixty.hcl:176): network on the link
route prepend 198.51.100.64/30 dev up17 src 198.51.100.66 table 117 proto $tag
# provider.line17.ipv4.gateway (sixty.hcl:176): default route
route prepend default via 198.51.100.65 dev up17 src 198.51.100.66 table 117 proto $tag
# provider.line18.ipv4 (sixty.hcl:186): network on the link
route prepend 198.51.100.68/30 dev up18 src 198.51.100.70 table 118 proto $tag
# provider.line18.ipv4.gateway (sixty.hcl:186): default route
route prepend default via 198.51.100.69 dev up18 src 198.51.100.70 table 118 proto $tag
# provider.line19.ipv4 (sixty.hcl:196): network on the link
route prepend 198.51.100.72/30 dev up19 src 198.51.100.74 table 119 proto $tag
# provider.line19.ipv4.gateway (sixty.hcl:196): default route
route prepend default via 198.51.100.73 dev up19 src 198.51.100.74 table 119 proto $tag
# provider.line20.ipv4 (sixty.hcl:206): network on the link
route prepend 198.51.100.76/30 dev up20 src 198.51.100.78 table 120 proto $tag
# provider.line20.ipv4.gateway (sixty.hcl:206): default route
route prepend default via 198.51.100.77 dev up20 src 198.51.100.78 table 120 proto $tag
# provider.line21.ipv4 (sixty.hcl:216): network on the link
route prepend 198.51.100.80/30 dev up21 src 198.51.100.82 table 121 proto $tag
# provider.line21.ipv4.gateway (sixty.hcl:216): default route
route prepend default via 198.51.100.81 dev up21 src 198.51.100.82 table 121 proto $tag
# provider.line22.ipv4 (sixty.hcl:226): network on the link
route prepend 198.51.100.84/30 dev up22 src 198.51.100.86 table 122 proto $tag
# provider.line22.ipv4.gateway (sixty.hcl:226): default route
route prepend default via 198.51.100.85 dev up22 src 198.51.100.86 table 122 proto $tag
# provider.line23.ipv4 (sixty.hcl:236): network on the link
route prepend 198.51.100.88/30 dev up23 src 198.51.100.90 table 123 proto $tag
# provider.line23.ipv4.gateway (sixty.hcl:236): default route
route prepend default via 198.51.100.89 dev up23 src 198.51.100.90 table 123 proto $tag
# provider.line24.ipv4 (sixty.hcl:246): network on the link
route prepend 198.51.100.92/30 dev up24 src 198.51.100.94 table 124 proto $tag
# provider.line24.ipv4.gateway (sixty.hcl:246): default route
route prepend default via 198.51.100.93 dev up24 src 198.51.100.94 table 124 proto $tag
# provider.line25.ipv4 (sixty.hcl:256): network on the link
route prepend 198.51.100.96/30 dev up25 src 198.51.100.98 table 125 proto $tag
# provider.line25.ipv4.gateway (sixty.hcl:256): default route
route prepend default via 198.51.100.97 dev up25 src 198.51.100.98 table 125 proto $tag
# provider.line26.ipv4 (sixty.hcl:266): network on the link
route prepend 198.51.100.100/30 dev up26 src 198.51.100.102 table 126 proto $tag
# provider.line26.ipv4.gateway (sixty.hcl:266): default route
route prepend default via 198.51.100.101 dev up26 src 198.51.100.102 table 126 proto $tag
# provider.line27.ipv4 (sixty.hcl:276): network on the link
route prepend 198.51.100.104/30 dev up27 src 198.51.100.106 table 127 proto $tag
# provider.line27.ipv4.gateway (sixty.hcl:276): default route
route prepend default via 198.51.100.105 dev up27 src 198.51.100.106 table 127 proto $tag
# provider.line28.ipv4 (sixty.hcl:286): network on the link
route prepend 198.51.100.108/30 dev up28 src 198.51.100.110 table 128 proto $tag
# provider.line28.ipv4.gateway (sixty.hcl:286): default route
route prepend default via 198.51.100.109 dev up28 src 198.51.100.110 table 128 proto $tag
# provider.line29.ipv4 (sixty.hcl:296): network on the link
route prepend 198.51.100.112/30 dev up29 src 198.51.100.114 table 129 proto $tag
# provider.line29.ipv4.gateway (sixty.hcl:296): default route
route prepend default via 198.51.100.113 dev up29 src 198.51.100.114 table 129 proto $tag
# provider.line30.ipv4 (sixty.hcl:306): network on the link
route prepend 198.51.100.116/30 dev up30 src 198.51.100.118 table 130 proto $tag
# provider.line30.ipv4.gateway (sixty.hcl:306): default route
route prepend default via 198.51.100.117 dev up30 src 198.51.100.118 table 130 proto $tag
# provider.line31.ipv4 (sixty.hcl:316): network on the link
route prepend 198.51.100.120/30 dev up31 src 198.51.100.122 table 131 proto $tag
# provider.line31.ipv4.gateway (sixty.hcl:316): default route
route prepend default via 198.51.100.121 dev up31 src 198.51.100.122 table 131 proto $tag
# provider.line32.ipv4 (sixty.hcl:326): network on the link
route prepend 198.51.100.124/30 dev up32 src 198.51.100.126 table 132 proto $tag
# provider.line32.ipv4.gateway (sixty.hcl:326): default route
route prepend default via 198.51.100.125 dev up32 src 198.51.100.126 table 132 proto $tag
# provider.line33.ipv4 (sixty.hcl:336): network on the link
route prepend 198.51.100.128/30 dev up33 src 198.51.100.130 table 133 proto $tag
# provider.line33.ipv4.gateway (sixty.hcl:336): default route
route prepend default via 198.51.100.129 dev up33 src 198.51.100.130 table 133 proto $tag
# provider.line34.ipv4 (sixty.hcl:346): network on the link
route prepend 198.51.100.132/30 dev up34 src 198.51.100.134 table 134 proto $tag
# provider.line34.ipv4.gateway (sixty.hcl:346): default route
route prepend default via 198.51.100.133 dev up34 src 198.51.100.134 table 134 proto $tag
# provider.line35.ipv4 (sixty.hcl:356): network on the link
route prepend 198.51.100.136/30 dev up35 src 198.51.100.138 table 135 proto $tag
# provider.line35.ipv4.gateway (sixty.hcl:356): default route
route prepend default via 198.51.100.137 dev up35 src 198.51.100.138 table 135 proto $tag
# provider.line36.ipv4 (sixty.hcl:366): network on the link
route prepend 198.51.100.140/30 dev up36 src 198.51.100.142 table 136 proto $tag
# provider.line36.ipv4.gateway (sixty.hcl:366): default route
route prepend default via 198.51.100.141 dev up36 src 198.51.100.142 table 136 proto $tag
# provider.line37.ipv4 (sixty.hcl:376): network on the link
route prepend 198.51.100.144/30 dev up37 src 198.51.100.146 table 137 proto $tag
# provider.line37.ipv4.gateway (sixty.hcl:376): default route
route prepend default via 198.51.100.145 dev up37 src 198.51.100.146 table 137 proto $tag
# provider.line38.ipv4 (sixty.hcl:386): network on the link
route prepend 198.51.100.148/30 dev up38 src 198.51.100.150 table 138 proto $tag
# provider.line38.ipv4.gateway (sixty.hcl:386): default route
route prepend default via 198.51.100.149 dev up38 src 198.51.100.150 table 138 proto $tag
# provider.line39.ipv4 (sixty.hcl:396): network on the link
route prepend 198.51.100.152/30 dev up39 src 198.51.100.154 table 139 proto $tag
# provider.line39.ipv4.gateway (sixty.hcl:396): default route
route prepend default via 198.51.100.153 dev up39 src 198.51.100.154 table 139 proto $tag
# provider.line40.ipv4 (sixty.hcl:406): network on the link
route prepend 198.51.100.156/30 dev up40 src 198.51.100.158 table 140 proto $tag
# provider.line40.ipv4.gateway (sixty.hcl:406): default route
route prepend default via 198.51.100.157 dev up40 src 198.51.100.158 table 140 proto $tag
# provider.line41.ipv4 (sixty.hcl:416): network on the link
route prepend 198.51.100.160/30 dev up41 src 198.51.100.162 table 141 proto $tag
# provider.line41.ipv4.gateway (sixty.hcl:416): default route
route prepend default via 198.51.100.161 dev up41 src 198.51.100.162 table 141 proto $tag
# provider.line42.ipv4 (sixty.hcl:426): network on the link
route prepend 198.51.100.164/30 dev up42 src 198.51.100.166 table 142 proto $tag
# provider.line42.ipv4.gateway (sixty.hcl:426): default route
route prepend default via 198.51.100.165 dev up42 src 198.51.100.166 table 142 proto $tag
# provider.line43.ipv4 (sixty.hcl:436): network on the link
route prepend 198.51.100.168/30 dev up43 src 198.51.100.170 table 143 proto $tag
# provider.line43.ipv4.gateway (sixty.hcl:436): default route
route prepend default via 198.51.100.169 dev up43 src 198.51.100.170 table 143 proto $tag
# provider.line44.ipv4 (sixty.hcl:446): network on the link
route prepend 198.51.100.172/30 dev up44 src 198.51.100.174 table 144 proto $tag
# provider.line44.ipv4.gateway (sixty.hcl:446): default route
route prepend default via 198.51.100.173 dev up44 src 198.51.100.174 table 144 proto $tag
# provider.line45.ipv4 (sixty.hcl:456): network on the link
route prepend 198.51.100.176/30 dev up45 src 198.51.100.178 table 145 proto $tag
# provider.line45.ipv4.gateway (sixty.hcl:456): default route
route prepend default via 198.51.100.177 dev up45 src 198.51.100.178 table 145 proto $tag
# provider.line46.ipv4 (sixty.hcl:466): network on the link
route prepend 198.51.100.180/30 dev up46 src 198.51.100.182 table 146 proto $tag
# provider.line46.ipv4.gateway (sixty.hcl:466): default route
route prepend default via 198.51.100.181 dev up46 src 198.51.100.182 table 146 proto $tag
# provider.line47.ipv4 (sixty.hcl:476): network on the link
route prepend 198.51.100.184/30 dev up47 src 198.51.100.186 table 147 proto $tag
# provider.line47.ipv4.gateway (sixty.hcl:476): default route
route prepend default via 198.51.100.185 dev up47 src 198.51.100.186 table 147 proto $tag
# provider.line48.ipv4 (sixty.hcl:486): network on the link
route prepend 198.51.100.188/30 dev up48 src 198.51.100.190 table 148 proto $tag
# provider.line48.ipv4.gateway (sixty.hcl:486): default route
route prepend default via 198.51.100.189 dev up48 src 198.51.100.190 table 148 proto $tag
# provider.line49.ipv4 (sixty.hcl:496): network on the link
route prepend 198.51.100.192/30 dev up49 src 198.51.100.194 table 149 proto $tag
# provider.line49.ipv4.gateway (sixty.hcl:496): default route
route prepend default via 198.51.100.193 dev up49 src 198.51.100.194 table 149 proto $tag
# provider.line50.ipv4 (sixty.hcl:506): network on the link
route prepend 198.51.100.196/30 dev up50 src 198.51.100.198 table 150 proto $tag
# provider.line50.ipv4.gateway (sixty.hcl:506): default route
route prepend default via 198.51.100.197 dev up50 src 198.51.100.198 table 150 proto $tag
# provider.line51.ipv4 (sixty.hcl:516): network on the link
route prepend 198.51.100.200/30 dev up51 src 198.51.100.202 table 151 proto $tag
# provider.line51.ipv4.gateway (sixty.hcl:516): default route
route prepend default via 198.51.100.201 dev up51 src 198.51.100.202 table 151 proto $tag
# provider.line52.ipv4 (sixty.hcl:526): network on the link
route prepend 198.51.100.204/30 dev up52 src 198.51.100.206 table 152 proto $tag
# provider.line52.ipv4.gateway (sixty.hcl:526): default route
route prepend default via 198.51.100.205 dev up52 src 198.51.100.206 table 152 proto $tag
# provider.line53.ipv4 (sixty.hcl:536): network on the link
route prepend 198.51.100.208/30 dev up53 src 198.51.100.210 table 153 proto $tag
# provider.line53.ipv4.gateway (sixty.hcl:536): default route
route prepend default via 198.51.100.209 dev up53 src 198.51.100.210 table 153 proto $tag
# provider.line54.ipv4 (sixty.hcl:546): network on the link
route prepend 198.51.100.212/30 dev up54 src 198.51.100.214 table 154 proto $tag
# provider.line54.ipv4.gateway (sixty.hcl:546): default route
route prepend default via 198.51.100.213 dev up54 src 198.51.100.214 table 154 proto $tag
# provider.line55.ipv4 (sixty.hcl:556): network on the link
route prepend 198.51.100.216/30 dev up55 src 198.51.100.218 table 155 proto $tag
# provider.line55.ipv4.gateway (sixty.hcl:556): default route
route prepend default via 198.51.100.217 dev up55 src 198.51.100.218 table 155 proto $tag
# provider.line56.ipv4 (sixty.hcl:566): network on the link
route prepend 198.51.100.220/30 dev up56 src 198.51.100.222 table 156 proto $tag
# provider.line56.ipv4.gateway (sixty.hcl:566): default route
route prepend default via 198.51.100.221 dev up56 src 198.51.100.222 table 156 proto $tag
# provider.line57.ipv4 (sixty.hcl:576): network on the link
route prepend 198.51.100.224/30 dev up57 src 198.51.100.226 table 157 proto $tag
# provider.line57.ipv4.gateway (sixty.hcl:576): default route
route prepend default via 198.51.100.225 dev up57 src 198.51.100.226 table 157 proto $tag
# provider.line58.ipv4 (sixty.hcl:586): network on the link
route prepend 198.51.100.228/30 dev up58 src 198.51.100.230 table 158 proto $tag
# provider.line58.ipv4.gateway (sixty.hcl:586): default route
route prepend default via 198.51.100.229 dev up58 src 198.51.100.230 table 158 proto $tag
# provider.line59.ipv4 (sixty.hcl:596): network on the link
route prepend 198.51.100.232/30 dev up59 src 198.51.100.234 table 159 proto $tag
# provider.line59.ipv4.gateway (sixty.hcl:596): default route
route prepend default via 198.51.100.233 dev up59 src 198.51.100.234 table 159 proto $tag
# provider.line60.ipv4 (sixty.hcl:606): network on the link
route prepend 198.51.100.236/30 dev up60 src 198.51.100.238 table 160 proto $tag
# provider.line60.ipv4.gateway (sixty.hcl:606): default route
route prepend default via 198.51.100.237 dev up60 src 198.51.100.238 table 160 proto $tag
# provider.line1.ipv4 (sixty.hcl:16): network on the link, and the source address to use there
route prepend 198.51.100.0/30 dev up1 src 198.51.100.2 table 100 proto $tag
# provider.line2.ipv4 (sixty.hcl:26): network on the link, and the source address to use there
route prepend 198.51.100.4/30 dev up2 src 198.51.100.6 table 100 proto $tag
# provider.line3.ipv4 (sixty.hcl:36): network on the link, and the source address to use there
route prepend 198.51.100.8/30 dev up3 src 198.51.100.10 table 100 proto $tag
# provider.line4.ipv4 (sixty.hcl:46): network on the link, and the source address to use there
route prepend 198.51.100.12/30 dev up4 src 198.51.100.14 table 100 proto $tag
# provider.line5.ipv4 (sixty.hcl:56): network on the link, and the source address to use there
route prepend 198.51.100.16/30 dev up5 src 198.51.100.18 table 100 proto $tag
# provider.line6.ipv4 (sixty.hcl:66): network on the link, and the source address to use there
route prepend 198.51.100.20/30 dev up6 src 198.51.100.22 table 100 proto $tag
# provider.line7.ipv4 (sixty.hcl:76): network on the link, and the source address to use there
route prepend 198.51.100.24/30 dev up7 src 198.51.100.26 table 100 proto $tag
# provider.line8.ipv4 (sixty.hcl:86): network on the link, and the source address to use there
route prepend 198.51.100.28/30 dev up8 src 198.51.100.30 table 100 proto $tag
# provider.line9.ipv4 (sixty.hcl:96): network on the link, and the source address to use there
route prepend 198.51.100.32/30 dev up9 src 198.51.100.34 table 100 proto $tag
# provider.line10.ipv4 (sixty.hcl:106): network on the link, and the source address to use there
route prepend 198.51.100.36/30 dev up10 src 198.51.100.38 table 100 proto $tag
# provider.line11.ipv4 (sixty.hcl:116): network on the link, and the source address to use there
route prepend 198.51.100.40/30 dev up11 src 198.51.100.42 table 100 proto $tag
# provider.line12.ipv4 (sixty.hcl:126): network on the link, and the source address to use there
route prepend 198.51.100.44/30 dev up12 src 198.51.100.46 table 100 proto $tag
# provider.line13.ipv4 (sixty.hcl:136): network on the link, and the source address to use there
route prepend 198.51.100.48/30 dev up13 src 198.51.100.50 table 100 proto $tag
# provider.line14.ipv4 (sixty.hcl:146): network on the link, and the source address to use there
route prepend 198.51.100.52/30 dev up14 src 198.51.100.54 table 100 proto $tag
# provider.line15.ipv4 (sixty.hcl:156): network on the link, and the source address to use there
route prepend 198.51.100.56/30 dev up15 src 198.51.100.58 table 100 proto $tag
# provider.line16.ipv4 (sixty.hcl:166): network on the link, and the source address to use there
route prepend 198.51.100.60/30 dev up16 src 198.51.100.62 table 100 proto $tag
# provider.line17.ipv4 (sixty.hcl:176): network on the link, and the source address to use there
route prepend 198.51.100.64/30 dev up17 src 198.51.100.66 table 100 proto $tag
# provider.line18.ipv4 (sixty.hcl:186): network on the link, and the source address to use there
route prepend 198.51.100.68/30 dev up18 src 198.51.100.70 table 100 proto $tag
# provider.line19.ipv4 (sixty.hcl:196): network on the link, and the source address to use there
route prepend 198.51.100.72/30 dev up19 src 198.51.100.74 table 100 proto $tag
# provider.line20.ipv4 (sixty.hcl:206): network on the link, and the source address to use there
route prepend 198.51.100.76/30 dev up20 src 198.51.100.78 table 100 proto $tag
# provider.line21.ipv4 (sixty.hcl:216): network on the link, and the source address to use there
route prepend 198.51.100.80/30 dev up21 src 198.51.100.82 table 100 proto $tag
# provider.line22.ipv4 (sixty.hcl:226): network on the link, and the source address to use there
route prepend 198.51.100.84/30 dev up22 src 198.51.100.86 table 100 proto $tag
# provider.line23.ipv4 (sixty.hcl:236): network on the link, and the source address to use there
route prepend 198.51.100.88/30 dev up23 src 198.51.100.90 table 100 proto $tag
# provider.line24.ipv4 (sixty.hcl:246): network on the link, and the source address to use there
route prepend 198.51.100.92/30 dev up24 src 198.51.100.94 table 100 proto $tag
# provider.line25.ipv4 (sixty.hcl:256): network on the link, and the source address to use there
route prepend 198.51.100.96/30 dev up25 src 198.51.100.98 table 100 proto $tag
# provider.line26.ipv4 (sixty.hcl:266): network on the link, and the source address to use there
route prepend 198.51.100.100/30 dev up26 src 198.51.100.102 table 100 proto $tag
# provider.line27.ipv4 (sixty.hcl:276): network on the link, and the source address to use there
route prepend 198.51.100.104/30 dev up27 src 198.51.100.106 table 100 proto $tag
# provider.line28.ipv4 (sixty.hcl:286): network on the link, and the source address to use there
route prepend 198.51.100.108/30 dev up28 src 198.51.100.110 table 100 proto $tag
# provider.line29.ipv4 (sixty.hcl:296): network on the link, and the source address to use there
route prepend 198.51.100.112/30 dev up29 src 198.51.100.114 table 100 proto $tag
# provider.line30.ipv4 (sixty.hcl:306): network on the link, and the source address to use there
route prepend 198.51.100.116/30 dev up30 src 198.51.100.118 table 100 proto $tag
# provider.line31.ipv4 (sixty.hcl:316): network on the link, and the source address to use there
route prepend 198.51.100.120/30 dev up31 src 198.51.100.122 table 100 proto $tag
# provider.line32.ipv4 (sixty.hcl:326): network on the link, and the source address to use there
route prepend 198.51.100.124/30 dev up32 src 198.51.100.126 table 100 proto $tag
# provider.line33.ipv4 (sixty.hcl:336): network on the link, and the source address to use there
route prepend 198.51.100.128/30 dev up33 src 198.51.100.130 table 100 proto $tag
# provider.line34.ipv4 (sixty.hcl:346): network on the link, and the source address to use there
route prepend 198.51.100.132/30 dev up34 src 198.51.100.134 table 100 proto $tag
# provider.line35.ipv4 (sixty.hcl:356): network on the link, and the source address to use there
route prepend 198.51.100.136/30 dev up35 src 198.51.100.138 table 100 proto $tag
# provider.line36.ipv4 (sixty.hcl:366): network on the link, and the source address to use there
route prepend 198.51.100.140/30 dev up36 src 198.51.100.142 table 100 proto $tag
# provider.line37.ipv4 (sixty.hcl:376): network on the link, and the source address to use there
route prepend 198.51.100.144/30 dev up37 src 198.51.100.146 table 100 proto $tag
# provider.line38.ipv4 (sixty.hcl:386): network on the link, and the source address to use there
route prepend 198.51.100.148/30 dev up38 src 198.51.100.150 table 100 proto $tag
# provider.line39.ipv4 (sixty.hcl:396): network on the link, and the source address to use there
route prepend 198.51.100.152/30 dev up39 src 198.51.100.154 table 100 proto $tag
# provider.line40.ipv4 (sixty.hcl:406): network on the link, and the source address to use there
route prepend 198.51.100.156/30 dev up40 src 198.51.100.158 table 100 proto $tag
# provider.line41.ipv4 (sixty.hcl:416): network on the link, and the source address to use there
route prepend 198.51.100.160/30 dev up41 src 198.51.100.162 table 100 proto $tag
# provider.line42.ipv4 (sixty.hcl:426): network on the link, and the source address to use there
route prepend 198.51.100.164/30 dev up42 src 198.51.100.166 table 100 proto $tag
# provider.line43.ipv4 (sixty.hcl:436): network on the link, and the source address to use there
route prepend 198.51.100.168/30 dev up43 src 198.51.100.170 table 100 proto $tag
# provider.line44.ipv4 (sixty.hcl:446): network on the link, and the source address to use there
route prepend 198.51.100.172/30 dev up44 src 198.51.100.174 table 100 proto $tag
# provider.line45.ipv4 (sixty.hcl:456): network on the link, and the source address to use there
route prepend 198.51.100.176/30 dev up45 src 198.51.100.178 table 100 proto $tag
# provider.line46.ipv4 (sixty.hcl:466): network on the link, and the source address to use there
route prepend 198.51.100.180/30 dev up46 src 198.51.100.182 table 100 proto $tag
# provider.line47.ipv4 (sixty.hcl:476): network on the link, and the source address to use there
route prepend 198.51.100.184/30 dev up47 src 198.51.100.186 table 100 proto $tag
# provider.line48.ipv4 (sixty.hcl:486): network on the link, and the source address to use there
route prepend 198.51.100.188/30 dev up48 src 198.51.100.190 table 100 proto $tag
# provider.line49.ipv4 (sixty.hcl:496): network on the link, and the source address to use there
route prepend 198.51.100.192/30 dev up49 src 198.51.100.194 table 100 proto $tag
# provider.line50.ipv4 (sixty.hcl:506): network on the link, and the source address to use there
route prepend 198.51.100.196/30 dev up50 src 198.51.100.198 table 100 proto $tag
# provider.line51.ipv4 (sixty.hcl:516): network on the link, and the source address to use there
route prepend 198.51.100.200/30 dev up51 src 198.51.100.202 table 100 proto $tag
# provider.line52.ipv4 (sixty.hcl:526): network on the link, and the source address to use there
route prepend 198.51.100.204/30 dev up52 src 198.51.100.206 table 100 proto $tag
# provider.line53.ipv4 (sixty.hcl:536): network on the link, and the source address to use there
route prepend 198.51.100.208/30 dev up53 src 198.51.100.210 table 100 proto $tag
# provider.line54.ipv4 (sixty.hcl:546): network on the link, and the source address to use there
route prepend 198.51.100.212/30 dev up54 src 198.51.100.214 table 100 proto $tag
# provider.line55.ipv4 (sixty.hcl:556): network on the link, and the source address to use there
route prepend 198.51.100.216/30 dev up55 src 198.51.100.218 table 100 proto $tag
# provider.line56.ipv4 (sixty.hcl:566): network on the link, and the source address to use there
route prepend 198.51.100.220/30 dev up56 src 198.51.100.222 table 100 proto $tag
# provider.line57.ipv4 (sixty.hcl:576): network on the link, and the source address to use there
route prepend 198.51.100.224/30 dev up57 src 198.51.100.226 table 100 proto $tag
# provider.line58.ipv4 (sixty.hcl:586): network on the link, and the source address to use there
route prepend 198.51.100.228/30 dev up58 src 198.51.100.230 table 100 proto $tag
# provider.line59.ipv4 (sixty.hcl:596): network on the link, and the source address to use there
route prepend 198.51.100.232/30 dev up59 src 198.51.100.234 table 100 proto $tag
# provider.line60.ipv4 (sixty.hcl:606): network on the link, and the source address to use there
route prepend 198.51.100.236/30 dev up60 src 198.51.100.238 table 100 proto $tag
# provider.line1.ipv4 (sixty.hcl:16): main, but only routes narrower than this network
rule add priority 20001 to 198.51.100.0/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line1.ipv4 (sixty.hcl:16): skip main: replies to a host there may leave via another provider
rule add priority 20001 to 198.51.100.0/30 goto 20901 protocol $tag
# provider.line2.ipv4 (sixty.hcl:26): main, but only routes narrower than this network
rule add priority 20002 to 198.51.100.4/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line2.ipv4 (sixty.hcl:26): skip main: replies to a host there may leave via another provider
rule add priority 20002 to 198.51.100.4/30 goto 20901 protocol $tag
# provider.line3.ipv4 (sixty.hcl:36): main, but only routes narrower than this network
rule add priority 20003 to 198.51.100.8/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line3.ipv4 (sixty.hcl:36): skip main: replies to a host there may leave via another provider
rule add priority 20003 to 198.51.100.8/30 goto 20901 protocol $tag
# provider.line4.ipv4 (sixty.hcl:46): main, but only routes narrower than this network
rule add priority 20004 to 198.51.100.12/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line4.ipv4 (sixty.hcl:46): skip main: replies to a host there may leave via another provider
rule add priority 20004 to 198.51.100.12/30 goto 20901 protocol $tag
# provider.line5.ipv4 (sixty.hcl:56): main, but only routes narrower than this network
rule add priority 20005 to 198.51.100.16/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line5.ipv4 (sixty.hcl:56): skip main: replies to a host there may leave via another provider
rule add priority 20005 to 198.51.100.16/30 goto 20901 protocol $tag
# provider.line6.ipv4 (sixty.hcl:66): main, but only routes narrower than this network
rule add priority 20006 to 198.51.100.20/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line6.ipv4 (sixty.hcl:66): skip main: replies to a host there may leave via another provider
rule add priority 20006 to 198.51.100.20/30 goto 20901 protocol $tag
# provider.line7.ipv4 (sixty.hcl:76): main, but only routes narrower than this network
rule add priority 20007 to 198.51.100.24/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line7.ipv4 (sixty.hcl:76): skip main: replies to a host there may leave via another provider
rule add priority 20007 to 198.51.100.24/30 goto 20901 protocol $tag
# provider.line8.ipv4 (sixty.hcl:86): main, but only routes narrower than this network
rule add priority 20008 to 198.51.100.28/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line8.ipv4 (sixty.hcl:86): skip main: replies to a host there may leave via another provider
rule add priority 20008 to 198.51.100.28/30 goto 20901 protocol $tag
# provider.line9.ipv4 (sixty.hcl:96): main, but only routes narrower than this network
rule add priority 20009 to 198.51.100.32/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line9.ipv4 (sixty.hcl:96): skip main: replies to a host there may leave via another provider
rule add priority 20009 to 198.51.100.32/30 goto 20901 protocol $tag
# provider.line10.ipv4 (sixty.hcl:106): main, but only routes narrower than this network
rule add priority 20010 to 198.51.100.36/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line10.ipv4 (sixty.hcl:106): skip main: replies to a host there may leave via another provider
rule add priority 20010 to 198.51.100.36/30 goto 20901 protocol $tag
# provider.line11.ipv4 (sixty.hcl:116): main, but only routes narrower than this network
rule add priority 20011 to 198.51.100.40/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line11.ipv4 (sixty.hcl:116): skip main: replies to a host there may leave via another provider
rule add priority 20011 to 198.51.100.40/30 goto 20901 protocol $tag
# provider.line12.ipv4 (sixty.hcl:126): main, but only routes narrower than this network
rule add priority 20012 to 198.51.100.44/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line12.ipv4 (sixty.hcl:126): skip main: replies to a host there may leave via another provider
rule add priority 20012 to 198.51.100.44/30 goto 20901 protocol $tag
# provider.line13.ipv4 (sixty.hcl:136): main, but only routes narrower than this network
rule add priority 20013 to 198.51.100.48/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line13.ipv4 (sixty.hcl:136): skip main: replies to a host there may leave via another provider
rule add priority 20013 to 198.51.100.48/30 goto 20901 protocol $tag
# provider.line14.ipv4 (sixty.hcl:146): main, but only routes narrower than this network
rule add priority 20014 to 198.51.100.52/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line14.ipv4 (sixty.hcl:146): skip main: replies to a host there may leave via another provider
rule add priority 20014 to 198.51.100.52/30 goto 20901 protocol $tag
# provider.line15.ipv4 (sixty.hcl:156): main, but only routes narrower than this network
rule add priority 20015 to 198.51.100.56/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line15.ipv4 (sixty.hcl:156): skip main: replies to a host there may leave via another provider
rule add priority 20015 to 198.51.100.56/30 goto 20901 protocol $tag
# provider.line16.ipv4 (sixty.hcl:166): main, but only routes narrower than this network
rule add priority 20016 to 198.51.100.60/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line16.ipv4 (sixty.hcl:166): skip main: replies to a host there may leave via another provider
rule add priority 20016 to 198.51.100.60/30 goto 20901 protocol $tag
# provider.line17.ipv4 (sixty.hcl:176): main, but only routes narrower than this network
rule add priority 20017 to 198.51.100.64/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line17.ipv4 (sixty.hcl:176): skip main: replies to a host there may leave via another provider
rule add priority 20017 to 198.51.100.64/30 goto 20901 protocol $tag
# provider.line18.ipv4 (sixty.hcl:186): main, but only routes narrower than this network
rule add priority 20018 to 198.51.100.68/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line18.ipv4 (sixty.hcl:186): skip main: replies to a host there may leave via another provider
rule add priority 20018 to 198.51.100.68/30 goto 20901 protocol $tag
# provider.line19.ipv4 (sixty.hcl:196): main, but only routes narrower than this network
rule add priority 20019 to 198.51.100.72/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line19.ipv4 (sixty.hcl:196): skip main: replies to a host there may leave via another provider
rule add priority 20019 to 198.51.100.72/30 goto 20901 protocol $tag
# provider.line20.ipv4 (sixty.hcl:206): main, but only routes narrower than this network
rule add priority 20020 to 198.51.100.76/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line20.ipv4 (sixty.hcl:206): skip main: replies to a host there may leave via another provider
rule add priority 20020 to 198.51.100.76/30 goto 20901 protocol $tag
# provider.line21.ipv4 (sixty.hcl:216): main, but only routes narrower than this network
rule add priority 20021 to 198.51.100.80/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line21.ipv4 (sixty.hcl:216): skip main: replies to a host there may leave via another provider
rule add priority 20021 to 198.51.100.80/30 goto 20901 protocol $tag
# provider.line22.ipv4 (sixty.hcl:226): main, but only routes narrower than this network
rule add priority 20022 to 198.51.100.84/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line22.ipv4 (sixty.hcl:226): skip main: replies to a host there may leave via another provider
rule add priority 20022 to 198.51.100.84/30 goto 20901 protocol $tag
# provider.line23.ipv4 (sixty.hcl:236): main, but only routes narrower than this network
rule add priority 20023 to 198.51.100.88/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line23.ipv4 (sixty.hcl:236): skip main: replies to a host there may leave via another provider
rule add priority 20023 to 198.51.100.88/30 goto 20901 protocol $tag
# provider.line24.ipv4 (sixty.hcl:246): main, but only routes narrower than this network
rule add priority 20024 to 198.51.100.92/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line24.ipv4 (sixty.hcl:246): skip main: replies to a host there may leave via another provider
rule add priority 20024 to 198.51.100.92/30 goto 20901 protocol $tag
# provider.line25.ipv4 (sixty.hcl:256): main, but only routes narrower than this network
rule add priority 20025 to 198.51.100.96/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line25.ipv4 (sixty.hcl:256): skip main: replies to a host there may leave via another provider
rule add priority 20025 to 198.51.100.96/30 goto 20901 protocol $tag
# provider.line26.ipv4 (sixty.hcl:266): main, but only routes narrower than this network
rule add priority 20026 to 198.51.100.100/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line26.ipv4 (sixty.hcl:266): skip main: replies to a host there may leave via another provider
rule add priority 20026 to 198.51.100.100/30 goto 20901 protocol $tag
# provider.line27.ipv4 (sixty.hcl:276): main, but only routes narrower than this network
rule add priority 20027 to 198.51.100.104/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line27.ipv4 (sixty.hcl:276): skip main: replies to a host there may leave via another provider
rule add priority 20027 to 198.51.100.104/30 goto 20901 protocol $tag
# provider.line28.ipv4 (sixty.hcl:286): main, but only routes narrower than this network
rule add priority 20028 to 198.51.100.108/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line28.ipv4 (sixty.hcl:286): skip main: replies to a host there may leave via another provider
rule add priority 20028 to 198.51.100.108/30 goto 20901 protocol $tag
# provider.line29.ipv4 (sixty.hcl:296): main, but only routes narrower than this network
rule add priority 20029 to 198.51.100.112/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line29.ipv4 (sixty.hcl:296): skip main: replies to a host there may leave via another provider
rule add priority 20029 to 198.51.100.112/30 goto 20901 protocol $tag
# provider.line30.ipv4 (sixty.hcl:306): main, but only routes narrower than this network
rule add priority 20030 to 198.51.100.116/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line30.ipv4 (sixty.hcl:306): skip main: replies to a host there may leave via another provider
rule add priority 20030 to 198.51.100.116/30 goto 20901 protocol $tag
# provider.line31.ipv4 (sixty.hcl:316): main, but only routes narrower than this network
rule add priority 20031 to 198.51.100.120/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line31.ipv4 (sixty.hcl:316): skip main: replies to a host there may leave via another provider
rule add priority 20031 to 198.51.100.120/30 goto 20901 protocol $tag
# provider.line32.ipv4 (sixty.hcl:326): main, but only routes narrower than this network
rule add priority 20032 to 198.51.100.124/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line32.ipv4 (sixty.hcl:326): skip main: replies to a host there may leave via another provider
rule add priority 20032 to 198.51.100.124/30 goto 20901 protocol $tag
# provider.line33.ipv4 (sixty.hcl:336): main, but only routes narrower than this network
rule add priority 20033 to 198.51.100.128/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line33.ipv4 (sixty.hcl:336): skip main: replies to a host there may leave via another provider
rule add priority 20033 to 198.51.100.128/30 goto 20901 protocol $tag
# provider.line34.ipv4 (sixty.hcl:346): main, but only routes narrower than this network
rule add priority 20034 to 198.51.100.132/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line34.ipv4 (sixty.hcl:346): skip main: replies to a host there may leave via another provider
rule add priority 20034 to 198.51.100.132/30 goto 20901 protocol $tag
# provider.line35.ipv4 (sixty.hcl:356): main, but only routes narrower than this network
rule add priority 20035 to 198.51.100.136/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line35.ipv4 (sixty.hcl:356): skip main: replies to a host there may leave via another provider
rule add priority 20035 to 198.51.100.136/30 goto 20901 protocol $tag
# provider.line36.ipv4 (sixty.hcl:366): main, but only routes narrower than this network
rule add priority 20036 to 198.51.100.140/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line36.ipv4 (sixty.hcl:366): skip main: replies to a host there may leave via another provider
rule add priority 20036 to 198.51.100.140/30 goto 20901 protocol $tag
# provider.line37.ipv4 (sixty.hcl:376): main, but only routes narrower than this network
rule add priority 20037 to 198.51.100.144/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line37.ipv4 (sixty.hcl:376): skip main: replies to a host there may leave via another provider
rule add priority 20037 to 198.51.100.144/30 goto 20901 protocol $tag
# provider.line38.ipv4 (sixty.hcl:386): main, but only routes narrower than this network
rule add priority 20038 to 198.51.100.148/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line38.ipv4 (sixty.hcl:386): skip main: replies to a host there may leave via another provider
rule add priority 20038 to 198.51.100.148/30 goto 20901 protocol $tag
# provider.line39.ipv4 (sixty.hcl:396): main, but only routes narrower than this network
rule add priority 20039 to 198.51.100.152/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line39.ipv4 (sixty.hcl:396): skip main: replies to a host there may leave via another provider
rule add priority 20039 to 198.51.100.152/30 goto 20901 protocol $tag
# provider.line40.ipv4 (sixty.hcl:406): main, but only routes narrower than this network
rule add priority 20040 to 198.51.100.156/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line40.ipv4 (sixty.hcl:406): skip main: replies to a host there may leave via another provider
rule add priority 20040 to 198.51.100.156/30 goto 20901 protocol $tag
# provider.line41.ipv4 (sixty.hcl:416): main, but only routes narrower than this network
rule add priority 20041 to 198.51.100.160/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line41.ipv4 (sixty.hcl:416): skip main: replies to a host there may leave via another provider
rule add priority 20041 to 198.51.100.160/30 goto 20901 protocol $tag
# provider.line42.ipv4 (sixty.hcl:426): main, but only routes narrower than this network
rule add priority 20042 to 198.51.100.164/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line42.ipv4 (sixty.hcl:426): skip main: replies to a host there may leave via another provider
rule add priority 20042 to 198.51.100.164/30 goto 20901 protocol $tag
# provider.line43.ipv4 (sixty.hcl:436): main, but only routes narrower than this network
rule add priority 20043 to 198.51.100.168/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line43.ipv4 (sixty.hcl:436): skip main: replies to a host there may leave via another provider
rule add priority 20043 to 198.51.100.168/30 goto 20901 protocol $tag
# provider.line44.ipv4 (sixty.hcl:446): main, but only routes narrower than this network
rule add priority 20044 to 198.51.100.172/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line44.ipv4 (sixty.hcl:446): skip main: replies to a host there may leave via another provider
rule add priority 20044 to 198.51.100.172/30 goto 20901 protocol $tag
# provider.line45.ipv4 (sixty.hcl:456): main, but only routes narrower than this network
rule add priority 20045 to 198.51.100.176/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line45.ipv4 (sixty.hcl:456): skip main: replies to a host there may leave via another provider
rule add priority 20045 to 198.51.100.176/30 goto 20901 protocol $tag
# provider.line46.ipv4 (sixty.hcl:466): main, but only routes narrower than this network
rule add priority 20046 to 198.51.100.180/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line46.ipv4 (sixty.hcl:466): skip main: replies to a host there may leave via another provider
rule add priority 20046 to 198.51.100.180/30 goto 20901 protocol $tag
# provider.line47.ipv4 (sixty.hcl:476): main, but only routes narrower than this network
rule add priority 20047 to 198.51.100.184/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line47.ipv4 (sixty.hcl:476): skip main: replies to a host there may leave via another provider
rule add priority 20047 to 198.51.100.184/30 goto 20901 protocol $tag
# provider.line48.ipv4 (sixty.hcl:486): main, but only routes narrower than this network
rule add priority 20048 to 198.51.100.188/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line48.ipv4 (sixty.hcl:486): skip main: replies to a host there may leave via another provider
rule add priority 20048 to 198.51.100.188/30 goto 20901 protocol $tag
# provider.line49.ipv4 (sixty.hcl:496): main, but only routes narrower than this network
rule add priority 20049 to 198.51.100.192/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line49.ipv4 (sixty.hcl:496): skip main: replies to a host there may leave via another provider
rule add priority 20049 to 198.51.100.192/30 goto 20901 protocol $tag
# provider.line50.ipv4 (sixty.hcl:506): main, but only routes narrower than this network
rule add priority 20050 to 198.51.100.196/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line50.ipv4 (sixty.hcl:506): skip main: replies to a host there may leave via another provider
rule add priority 20050 to 198.51.100.196/30 goto 20901 protocol $tag
# provider.line51.ipv4 (sixty.hcl:516): main, but only routes narrower than this network
rule add priority 20051 to 198.51.100.200/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line51.ipv4 (sixty.hcl:516): skip main: replies to a host there may leave via another provider
rule add priority 20051 to 198.51.100.200/30 goto 20901 protocol $tag
# provider.line52.ipv4 (sixty.hcl:526): main, but only routes narrower than this network
rule add priority 20052 to 198.51.100.204/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line52.ipv4 (sixty.hcl:526): skip main: replies to a host there may leave via another provider
rule add priority 20052 to 198.51.100.204/30 goto 20901 protocol $tag
# provider.line53.ipv4 (sixty.hcl:536): main, but only routes narrower than this network
rule add priority 20053 to 198.51.100.208/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line53.ipv4 (sixty.hcl:536): skip main: replies to a host there may leave via another provider
rule add priority 20053 to 198.51.100.208/30 goto 20901 protocol $tag
# provider.line54.ipv4 (sixty.hcl:546): main, but only routes narrower than this network
rule add priority 20054 to 198.51.100.212/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line54.ipv4 (sixty.hcl:546): skip main: replies to a host there may leave via another provider
rule add priority 20054 to 198.51.100.212/30 goto 20901 protocol $tag
# provider.line55.ipv4 (sixty.hcl:556): main, but only routes narrower than this network
rule add priority 20055 to 198.51.100.216/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line55.ipv4 (sixty.hcl:556): skip main: replies to a host there may leave via another provider
rule add priority 20055 to 198.51.100.216/30 goto 20901 protocol $tag
# provider.line56.ipv4 (sixty.hcl:566): main, but only routes narrower than this network
rule add priority 20056 to 198.51.100.220/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line56.ipv4 (sixty.hcl:566): skip main: replies to a host there may leave via another provider
rule add priority 20056 to 198.51.100.220/30 goto 20901 protocol $tag
# provider.line57.ipv4 (sixty.hcl:576): main, but only routes narrower than this network
rule add priority 20057 to 198.51.100.224/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line57.ipv4 (sixty.hcl:576): skip main: replies to a host there may leave via another provider
rule add priority 20057 to 198.51.100.224/30 goto 20901 protocol $tag
# provider.line58.ipv4 (sixty.hcl:586): main, but only routes narrower than this network
rule add priority 20058 to 198.51.100.228/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line58.ipv4 (sixty.hcl:586): skip main: replies to a host there may leave via another provider
rule add priority 20058 to 198.51.100.228/30 goto 20901 protocol $tag
# provider.line59.ipv4 (sixty.hcl:596): main, but only routes narrower than this network
rule add priority 20059 to 198.51.100.232/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line59.ipv4 (sixty.hcl:596): skip main: replies to a host there may leave via another provider
rule add priority 20059 to 198.51.100.232/30 goto 20901 protocol $tag
# provider.line60.ipv4 (sixty.hcl:606): main, but only routes narrower than this network
rule add priority 20060 to 198.51.100.236/30 lookup main suppress_prefixlength 30 protocol $tag
# provider.line60.ipv4 (sixty.hcl:606): skip main: replies to a host there may leave via another provider
rule add priority 20060 to 198.51.100.236/30 goto 20901 protocol $tag
# default_route (sixty.hcl:612): main first, for connected, VPN and container networks; no default
rule add priority 20900 lookup main suppress_prefixlength 1 protocol $tag
# default_route (sixty.hcl:612): goto target: packets to the providers' networks
rule add priority 20901 nop protocol $tag
# provider.line1 (sixty.hcl:12): packets of its connections use its table
rule add priority 21001 fwmark 0x100/0x3f00 lookup 101 protocol $tag
# provider.line2 (sixty.hcl:22): packets of its connections use its table
rule add priority 21002 fwmark 0x200/0x3f00 lookup 102 protocol $tag
# provider.line3 (sixty.hcl:32): packets of its connections use its table
rule add priority 21003 fwmark 0x300/0x3f00 lookup 103 protocol $tag
# provider.line4 (sixty.hcl:42): packets of its connections use its table
rule add priority 21004 fwmark 0x400/0x3f00 lookup 104 protocol $tag
# provider.line5 (sixty.hcl:52): packets of its connections use its table
rule add priority 21005 fwmark 0x500/0x3f00 lookup 105 protocol $tag
# provider.line6 (sixty.hcl:62): packets of its connections use its table
rule add priority 21006 fwmark 0x600/0x3f00 lookup 106 protocol $tag
# provider.line7 (sixty.hcl:72): packets of its connections use its table
rule add priority 21007 fwmark 0x700/0x3f00 lookup 107 protocol $tag
# provider.line8 (sixty.hcl:82): packets of its connections use its table
rule add priority 21008 fwmark 0x800/0x3f00 lookup 108 protocol $tag
# provider.line9 (sixty.hcl:92): packets of its connections use its table
rule add priority 21009 fwmark 0x900/0x3f00 lookup 109 protocol $tag
# provider.line10 (sixty.hcl:102): packets of its connections use its table
rule add priority 21010 fwmark 0xa00/0x3f00 lookup 110 protocol $tag
# provider.line11 (sixty.hcl:112): packets of its connections use its table
rule add priority 21011 fwmark 0xb00/0x3f00 lookup 111 protocol $tag
# provider.line12 (sixty.hcl:122): packets of its connections use its table
rule add priority 21012 fwmark 0xc00/0x3f00 lookup 112 protocol $tag
# provider.line13 (sixty.hcl:132): packets of its connections use its table
rule add priority 21013 fwmark 0xd00/0x3f00 lookup 113 protocol $tag
# provider.line14 (sixty.hcl:142): packets of its connections use its table
rule add priority 21014 fwmark 0xe00/0x3f00 lookup 114 protocol $tag
# provider.line15 (sixty.hcl:152): packets of its connections use its table
rule add priority 21015 fwmark 0xf00/0x3f00 lookup 115 protocol $tag
# provider.line16 (sixty.hcl:162): packets of its connections use its table
rule add priority 21016 fwmark 0x1000/0x3f00 lookup 116 protocol $tag
# provider.line17 (sixty.hcl:172): packets of its connections use its table
rule add priority 21017 fwmark 0x1100/0x3f00 lookup 117 protocol $tag
# provider.line18 (sixty.hcl:182): packets of its connections use its table
rule add priority 21018 fwmark 0x1200/0x3f00 lookup 118 protocol $tag
# provider.line19 (sixty.hcl:192): packets of its connections use its table
rule add priority 21019 fwmark 0x1300/0x3f00 lookup 119 protocol $tag
# provider.line20 (sixty.hcl:202): packets of its connections use its table
rule add priority 21020 fwmark 0x1400/0x3f00 lookup 120 protocol $tag
# provider.line21 (sixty.hcl:212): packets of its connections use its table
rule add priority 21021 fwmark 0x1500/0x3f00 lookup 121 protocol $tag
# provider.line22 (sixty.hcl:222): packets of its connections use its table
rule add priority 21022 fwmark 0x1600/0x3f00 lookup 122 protocol $tag
# provider.line23 (sixty.hcl:232): packets of its connections use its table
rule add priority 21023 fwmark 0x1700/0x3f00 lookup 123 protocol $tag
# provider.line24 (sixty.hcl:242): packets of its connections use its table
rule add priority 21024 fwmark 0x1800/0x3f00 lookup 124 protocol $tag
# provider.line25 (sixty.hcl:252): packets of its connections use its table
rule add priority 21025 fwmark 0x1900/0x3f00 lookup 125 protocol $tag
# provider.line26 (sixty.hcl:262): packets of its connections use its table
rule add priority 21026 fwmark 0x1a00/0x3f00 lookup 126 protocol $tag
# provider.line27 (sixty.hcl:272): packets of its connections use its table
rule add priority 21027 fwmark 0x1b00/0x3f00 lookup 127 protocol $tag
# provider.line28 (sixty.hcl:282): packets of its connections use its table
rule add priority 21028 fwmark 0x1c00/0x3f00 lookup 128 protocol $tag
# provider.line29 (sixty.hcl:292): packets of its connections use its table
rule add priority 21029 fwmark 0x1d00/0x3f00 lookup 129 protocol $tag
# provider.line30 (sixty.hcl:302): packets of its connections use its table
rule add priority 21030 fwmark 0x1e00/0x3f00 lookup 130 protocol $tag
# provider.line31 (sixty.hcl:312): packets of its connections use its table
rule add priority 21031 fwmark 0x1f00/0x3f00 lookup 131 protocol $tag
# provider.line32 (sixty.hcl:322): packets of its connections use its table
rule add priority 21032 fwmark 0x2000/0x3f00 lookup 132 protocol $tag
# provider.line33 (sixty.hcl:332): packets of its connections use its table
rule add priority 21033 fwmark 0x2100/0x3f00 lookup 133 protocol $tag
# provider.line34 (sixty.hcl:342): packets of its connections use its table
rule add priority 21034 fwmark 0x2200/0x3f00 lookup 134 protocol $tag
# provider.line35 (sixty.hcl:352): packets of its connections use its table
rule add priority 21035 fwmark 0x2300/0x3f00 lookup 135 protocol $tag
# provider.line36 (sixty.hcl:362): packets of its connections use its table
rule add priority 21036 fwmark 0x2400/0x3f00 lookup 136 protocol $tag
# provider.line37 (sixty.hcl:372): packets of its connections use its table
rule add priority 21037 fwmark 0x2500/0x3f00 lookup 137 protocol $tag
# provider.line38 (sixty.hcl:382): packets of its connections use its table
rule add priority 21038 fwmark 0x2600/0x3f00 lookup 138 protocol $tag
# provider.line39 (sixty.hcl:392): packets of its connections use its table
rule add priority 21039 fwmark 0x2700/0x3f00 lookup 139 protocol $tag
# provider.line40 (sixty.hcl:402): packets of its connections use its table
rule add priority 21040 fwmark 0x2800/0x3f00 lookup 140 protocol $tag
# provider.line41 (sixty.hcl:412): packets of its connections use its table
rule add priority 21041 fwmark 0x2900/0x3f00 lookup 141 protocol $tag
# provider.line42 (sixty.hcl:422): packets of its connections use its table
rule add priority 21042 fwmark 0x2a00/0x3f00 lookup 142 protocol $tag
# provider.line43 (sixty.hcl:432): packets of its connections use its table
rule add priority 21043 fwmark 0x2b00/0x3f00 lookup 143 protocol $tag
# provider.line44 (sixty.hcl:442): packets of its connections use its table
rule add priority 21044 fwmark 0x2c00/0x3f00 lookup 144 protocol $tag
# provider.line45 (sixty.hcl:452): packets of its connections use its table
rule add priority 21045 fwmark 0x2d00/0x3f00 lookup 145 protocol $tag
# provider.line46 (sixty.hcl:462): packets of its connections use its table
rule add priority 21046 fwmark 0x2e00/0x3f00 lookup 146 protocol $tag
# provider.line47 (sixty.hcl:472): packets of its connections use its table
rule add priority 21047 fwmark 0x2f00/0x3f00 lookup 147 protocol $tag
# provider.line48 (sixty.hcl:482): packets of its connections use its table
rule add priority 21048 fwmark 0x3000/0x3f00 lookup 148 protocol $tag
# provider.line49 (sixty.hcl:492): packets of its connections use its table
rule add priority 21049 fwmark 0x3100/0x3f00 lookup 149 protocol $tag
# provider.line50 (sixty.hcl:502): packets of its connections use its table
rule add priority 21050 fwmark 0x3200/0x3f00 lookup 150 protocol $tag
# provider.line51 (sixty.hcl:512): packets of its connections use its table
rule add priority 21051 fwmark 0x3300/0x3f00 lookup 151 protocol $tag
# provider.line52 (sixty.hcl:522): packets of its connections use its table
rule add priority 21052 fwmark 0x3400/0x3f00 lookup 152 protocol $tag
# provider.line53 (sixty.hcl:532): packets of its connections use its table
rule add priority 21053 fwmark 0x3500/0x3f00 lookup 153 protocol $tag
# provider.line54 (sixty.hcl:542): packets of its connections use its table
rule add priority 21054 fwmark 0x3600/0x3f00 lookup 154 protocol $tag
# provider.line55 (sixty.hcl:552): packets of its connections use its table
rule add priority 21055 fwmark 0x3700/0x3f00 lookup 155 protocol $tag
# provider.line56 (sixty.hcl:562): packets of its connections use its table
rule add priority 21056 fwmark 0x3800/0x3f00 lookup 156 protocol $tag
# provider.line57 (sixty.hcl:572): packets of its connections use its table
rule add priority 21057 fwmark 0x3900/0x3f00 lookup 157 protocol $tag
# provider.line58 (sixty.hcl:582): packets of its connections use its table
rule add priority 21058 fwmark 0x3a00/0x3f00 lookup 158 protocol $tag
# provider.line59 (sixty.hcl:592): packets of its connections use its table
rule add priority 21059 fwmark 0x3b00/0x3f00 lookup 159 protocol $tag
# provider.line60 (sixty.hcl:602): packets of its connections use its table
rule add priority 21060 fwmark 0x3c00/0x3f00 lookup 160 protocol $tag
# provider.line1 (sixty.hcl:12): line1 down: unreachable, never another provider
rule add priority 21900 fwmark 0x100/0x3f00 unreachable protocol $tag
# provider.line2 (sixty.hcl:22): line2 down: unreachable, never another provider
rule add priority 21900 fwmark 0x200/0x3f00 unreachable protocol $tag
# provider.line3 (sixty.hcl:32): line3 down: unreachable, never another provider
rule add priority 21900 fwmark 0x300/0x3f00 unreachable protocol $tag
# provider.line4 (sixty.hcl:42): line4 down: unreachable, never another provider
rule add priority 21900 fwmark 0x400/0x3f00 unreachable protocol $tag
# provider.line5 (sixty.hcl:52): line5 down: unreachable, never another provider
rule add priority 21900 fwmark 0x500/0x3f00 unreachable protocol $tag
# provider.line6 (sixty.hcl:62): line6 down: unreachable, never another provider
rule add priority 21900 fwmark 0x600/0x3f00 unreachable protocol $tag
# provider.line7 (sixty.hcl:72): line7 down: unreachable, never another provider
rule add priority 21900 fwmark 0x700/0x3f00 unreachable protocol $tag
# provider.line8 (sixty.hcl:82): line8 down: unreachable, never another provider
rule add priority 21900 fwmark 0x800/0x3f00 unreachable protocol $tag
# provider.line9 (sixty.hcl:92): line9 down: unreachable, never another provider
rule add priority 21900 fwmark 0x900/0x3f00 unreachable protocol $tag
# provider.line10 (sixty.hcl:102): line10 down: unreachable, never another provider
rule add priority 21900 fwmark 0xa00/0x3f00 unreachable protocol $tag
# provider.line11 (sixty.hcl:112): line11 down: unreachable, never another provider
rule add priority 21900 fwmark 0xb00/0x3f00 unreachable protocol $tag
# provider.line12 (sixty.hcl:122): line12 down: unreachable, never another provider
rule add priority 21900 fwmark 0xc00/0x3f00 unreachable protocol $tag
# provider.line13 (sixty.hcl:132): line13 down: unreachable, never another provider
rule add priority 21900 fwmark 0xd00/0x3f00 unreachable protocol $tag
# provider.line14 (sixty.hcl:142): line14 down: unreachable, never another provider
rule add priority 21900 fwmark 0xe00/0x3f00 unreachable protocol $tag
# provider.line15 (sixty.hcl:152): line15 down: unreachable, never another provider
rule add priority 21900 fwmark 0xf00/0x3f00 unreachable protocol $tag
# provider.line16 (sixty.hcl:162): line16 down: unreachable, never another provider
rule add priority 21900 fwmark 0x1000/0x3f00 unreachable protocol $tag
# provider.line17 (sixty.hcl:172): line17 down: unreachable, never another provider
rule add priority 21900 fwmark 0x1100/0x3f00 unreachable protocol $tag
# provider.line18 (sixty.hcl:182): line18 down: unreachable, never another provider
rule add priority 21900 fwmark 0x1200/0x3f00 unreachable protocol $tag
# provider.line19 (sixty.hcl:192): line19 down: unreachable, never another provider
rule add priority 21900 fwmark 0x1300/0x3f00 unreachable protocol $tag
# provider.line20 (sixty.hcl:202): line20 down: unreachable, never another provider
rule add priority 21900 fwmark 0x1400/0x3f00 unreachable protocol $tag
# provider.line21 (sixty.hcl:212): line21 down: unreachable, never another provider
rule add priority 21900 fwmark 0x1500/0x3f00 unreachable protocol $tag
# provider.line22 (sixty.hcl:222): line22 down: unreachable, never another provider
rule add priority 21900 fwmark 0x1600/0x3f00 unreachable protocol $tag
# provider.line23 (sixty.hcl:232): line23 down: unreachable, never another provider
rule add priority 21900 fwmark 0x1700/0x3f00 unreachable protocol $tag
# provider.line24 (sixty.hcl:242): line24 down: unreachable, never another provider
rule add priority 21900 fwmark 0x1800/0x3f00 unreachable protocol $tag
# provider.line25 (sixty.hcl:252): line25 down: unreachable, never another provider
rule add priority 21900 fwmark 0x1900/0x3f00 unreachable protocol $tag
# provider.line26 (sixty.hcl:262): line26 down: unreachable, never another provider
rule add priority 21900 fwmark 0x1a00/0x3f00 unreachable protocol $tag
# provider.line27 (sixty.hcl:272): line27 down: unreachable, never another provider
rule add priority 21900 fwmark 0x1b00/0x3f00 unreachable protocol $tag
# provider.line28 (sixty.hcl:282): line28 down: unreachable, never another provider
rule add priority 21900 fwmark 0x1c00/0x3f00 unreachable protocol $tag
# provider.line29 (sixty.hcl:292): line29 down: unreachable, never another provider
rule add priority 21900 fwmark 0x1d00/0x3f00 unreachable protocol $tag
# provider.line30 (sixty.hcl:302): line30 down: unreachable, never another provider
rule add priority 21900 fwmark 0x1e00/0x3f00 unreachable protocol $tag
# provider.line31 (sixty.hcl:312): line31 down: unreachable, never another provider
rule add priority 21900 fwmark 0x1f00/0x3f00 unreachable protocol $tag
# provider.line32 (sixty.hcl:322): line32 down: unreachable, never another provider
rule add priority 21900 fwmark 0x2000/0x3f00 unreachable protocol $tag
# provider.line33 (sixty.hcl:332): line33 down: unreachable, never another provider
rule add priority 21900 fwmark 0x2100/0x3f00 unreachable protocol $tag
# provider.line34 (sixty.hcl:342): line34 down: unreachable, never another provider
rule add priority 21900 fwmark 0x2200/0x3f00 unreachable protocol $tag
# provider.line35 (sixty.hcl:352): line35 down: unreachable, never another provider
rule add priority 21900 fwmark 0x2300/0x3f00 unreachable protocol $tag
# provider.line36 (sixty.hcl:362): line36 down: unreachable, never another provider
rule add priority 21900 fwmark 0x2400/0x3f00 unreachable protocol $tag
# provider.line37 (sixty.hcl:372): line37 down: unreachable, never another provider
rule add priority 21900 fwmark 0x2500/0x3f00 unreachable protocol $tag
# provider.line38 (sixty.hcl:382): line38 down: unreachable, never another provider
rule add priority 21900 fwmark 0x2600/0x3f00 unreachable protocol $tag
# provider.line39 (sixty.hcl:392): line39 down: unreachable, never another provider
rule add priority 21900 fwmark 0x2700/0x3f00 unreachable protocol $tag
# provider.line40 (sixty.hcl:402): line40 down: unreachable, never another provider
rule add priority 21900 fwmark 0x2800/0x3f00 unreachable protocol $tag
# provider.line41 (sixty.hcl:412): line41 down: unreachable, never another provider
rule add priority 21900 fwmark 0x2900/0x3f00 unreachable protocol $tag
# provider.line42 (sixty.hcl:422): line42 down: unreachable, never another provider
rule add priority 21900 fwmark 0x2a00/0x3f00 unreachable protocol $tag
# provider.line43 (sixty.hcl:432): line43 down: unreachable, never another provider
rule add priority 21900 fwmark 0x2b00/0x3f00 unreachable protocol $tag
# provider.line44 (sixty.hcl:442): line44 down: unreachable, never another provider
rule add priority 21900 fwmark 0x2c00/0x3f00 unreachable protocol $tag
# provider.line45 (sixty.hcl:452): line45 down: unreachable, never another provider
rule add priority 21900 fwmark 0x2d00/0x3f00 unreachable protocol $tag
# provider.line46 (sixty.hcl:462): line46 down: unreachable, never another provider
rule add priority 21900 fwmark 0x2e00/0x3f00 unreachable protocol $tag
# provider.line47 (sixty.hcl:472): line47 down: unreachable, never another provider
rule add priority 21900 fwmark 0x2f00/0x3f00 unreachable protocol $tag
# provider.line48 (sixty.hcl:482): line48 down: unreachable, never another provider
rule add priority 21900 fwmark 0x3000/0x3f00 unreachable protocol $tag
# provider.line49 (sixty.hcl:492): line49 down: unreachable, never another provider
rule add priority 21900 fwmark 0x3100/0x3f00 unreachable protocol $tag
# provider.line50 (sixty.hcl:502): line50 down: unreachable, never another provider
rule add priority 21900 fwmark 0x3200/0x3f00 unreachable protocol $tag
# provider.line51 (sixty.hcl:512): line51 down: unreachable, never another provider
rule add priority 21900 fwmark 0x3300/0x3f00 unreachable protocol $tag
# provider.line52 (sixty.hcl:522): line52 down: unreachable, never another provider
rule add priority 21900 fwmark 0x3400/0x3f00 unreachable protocol $tag
# provider.line53 (sixty.hcl:532): line53 down: unreachable, never another provider
rule add priority 21900 fwmark 0x3500/0x3f00 unreachable protocol $tag
# provider.line54 (sixty.hcl:542): line54 down: unreachable, never another provider
rule add priority 21900 fwmark 0x3600/0x3f00 unreachable protocol $tag
# provider.line55 (sixty.hcl:552): line55 down: unreachable, never another provider
rule add priority 21900 fwmark 0x3700/0x3f00 unreachable protocol $tag
# provider.line56 (sixty.hcl:562): line56 down: unreachable, never another provider
rule add priority 21900 fwmark 0x3800/0x3f00 unreachable protocol $tag
# provider.line57 (sixty.hcl:572): line57 down: unreachable, never another provider
rule add priority 21900 fwmark 0x3900/0x3f00 unreachable protocol $tag
# provider.line58 (sixty.hcl:582): line58 down: unreachable, never another provider
rule add priority 21900 fwmark 0x3a00/0x3f00 unreachable protocol $tag
# provider.line59 (sixty.hcl:592): line59 down: unreachable, never another provider
rule add priority 21900 fwmark 0x3b00/0x3f00 unreachable protocol $tag
# provider.line60 (sixty.hcl:602): line60 down: unreachable, never another provider
rule add priority 21900 fwmark 0x3c00/0x3f00 unreachable protocol $tag
# provider.line1.ipv4.address (sixty.hcl:16): packets from its address use its table
rule add priority 22001 from 198.51.100.2 lookup 101 protocol $tag
# provider.line2.ipv4.address (sixty.hcl:26): packets from its address use its table
rule add priority 22002 from 198.51.100.6 lookup 102 protocol $tag
# provider.line3.ipv4.address (sixty.hcl:36): packets from its address use its table
rule add priority 22003 from 198.51.100.10 lookup 103 protocol $tag
# provider.line4.ipv4.address (sixty.hcl:46): packets from its address use its table
rule add priority 22004 from 198.51.100.14 lookup 104 protocol $tag
# provider.line5.ipv4.address (sixty.hcl:56): packets from its address use its table
rule add priority 22005 from 198.51.100.18 lookup 105 protocol $tag
# provider.line6.ipv4.address (sixty.hcl:66): packets from its address use its table
rule add priority 22006 from 198.51.100.22 lookup 106 protocol $tag
# provider.line7.ipv4.address (sixty.hcl:76): packets from its address use its table
rule add priority 22007 from 198.51.100.26 lookup 107 protocol $tag
# provider.line8.ipv4.address (sixty.hcl:86): packets from its address use its table
rule add priority 22008 from 198.51.100.30 lookup 108 protocol $tag
# provider.line9.ipv4.address (sixty.hcl:96): packets from its address use its table
rule add priority 22009 from 198.51.100.34 lookup 109 protocol $tag
# provider.line10.ipv4.address (sixty.hcl:106): packets from its address use its table
rule add priority 22010 from 198.51.100.38 lookup 110 protocol $tag
# provider.line11.ipv4.address (sixty.hcl:116): packets from its address use its table
rule add priority 22011 from 198.51.100.42 lookup 111 protocol $tag
# provider.line12.ipv4.address (sixty.hcl:126): packets from its address use its table
rule add priority 22012 from 198.51.100.46 lookup 112 protocol $tag
# provider.line13.ipv4.address (sixty.hcl:136): packets from its address use its table
rule add priority 22013 from 198.51.100.50 lookup 113 protocol $tag
# provider.line14.ipv4.address (sixty.hcl:146): packets from its address use its table
rule add priority 22014 from 198.51.100.54 lookup 114 protocol $tag
# provider.line15.ipv4.address (sixty.hcl:156): packets from its address use its table
rule add priority 22015 from 198.51.100.58 lookup 115 protocol $tag
# provider.line16.ipv4.address (sixty.hcl:166): packets from its address use its table
rule add priority 22016 from 198.51.100.62 lookup 116 protocol $tag
# provider.line17.ipv4.address (sixty.hcl:176): packets from its address use its table
rule add priority 22017 from 198.51.100.66 lookup 117 protocol $tag
# provider.line18.ipv4.address (sixty.hcl:186): packets from its address use its table
rule add priority 22018 from 198.51.100.70 lookup 118 protocol $tag
# provider.line19.ipv4.address (sixty.hcl:196): packets from its address use its table
rule add priority 22019 from 198.51.100.74 lookup 119 protocol $tag
# provider.line20.ipv4.address (sixty.hcl:206): packets from its address use its table
rule add priority 22020 from 198.51.100.78 lookup 120 protocol $tag
# provider.line21.ipv4.address (sixty.hcl:216): packets from its address use its table
rule add priority 22021 from 198.51.100.82 lookup 121 protocol $tag
# provider.line22.ipv4.address (sixty.hcl:226): packets from its address use its table
rule add priority 22022 from 198.51.100.86 lookup 122 protocol $tag
# provider.line23.ipv4.address (sixty.hcl:236): packets from its address use its table
rule add priority 22023 from 198.51.100.90 lookup 123 protocol $tag
# provider.line24.ipv4.address (sixty.hcl:246): packets from its address use its table
rule add priority 22024 from 198.51.100.94 lookup 124 protocol $tag
# provider.line25.ipv4.address (sixty.hcl:256): packets from its address use its table
rule add priority 22025 from 198.51.100.98 lookup 125 protocol $tag
# provider.line26.ipv4.address (sixty.hcl:266): packets from its address use its table
rule add priority 22026 from 198.51.100.102 lookup 126 protocol $tag
# provider.line27.ipv4.address (sixty.hcl:276): packets from its address use its table
rule add priority 22027 from 198.51.100.106 lookup 127 protocol $tag
# provider.line28.ipv4.address (sixty.hcl:286): packets from its address use its table
rule add priority 22028 from 198.51.100.110 lookup 128 protocol $tag
# provider.line29.ipv4.address (sixty.hcl:296): packets from its address use its table
rule add priority 22029 from 198.51.100.114 lookup 129 protocol $tag
# provider.line30.ipv4.address (sixty.hcl:306): packets from its address use its table
rule add priority 22030 from 198.51.100.118 lookup 130 protocol $tag
# provider.line31.ipv4.address (sixty.hcl:316): packets from its address use its table
rule add priority 22031 from 198.51.100.122 lookup 131 protocol $tag
# provider.line32.ipv4.address (sixty.hcl:326): packets from its address use its table
rule add priority 22032 from 198.51.100.126 lookup 132 protocol $tag
# provider.line33.ipv4.address (sixty.hcl:336): packets from its address use its table
rule add priority 22033 from 198.51.100.130 lookup 133 protocol $tag
# provider.line34.ipv4.address (sixty.hcl:346): packets from its address use its table
rule add priority 22034 from 198.51.100.134 lookup 134 protocol $tag
# provider.line35.ipv4.address (sixty.hcl:356): packets from its address use its table
rule add priority 22035 from 198.51.100.138 lookup 135 protocol $tag
# provider.line36.ipv4.address (sixty.hcl:366): packets from its address use its table
rule add priority 22036 from 198.51.100.142 lookup 136 protocol $tag
# provider.line37.ipv4.address (sixty.hcl:376): packets from its address use its table
rule add priority 22037 from 198.51.100.146 lookup 137 protocol $tag
# provider.line38.ipv4.address (sixty.hcl:386): packets from its address use its table
rule add priority 22038 from 198.51.100.150 lookup 138 protocol $tag
# provider.line39.ipv4.address (sixty.hcl:396): packets from its address use its table
rule add priority 22039 from 198.51.100.154 lookup 139 protocol $tag
# provider.line40.ipv4.address (sixty.hcl:406): packets from its address use its table
rule add priority 22040 from 198.51.100.158 lookup 140 protocol $tag
# provider.line41.ipv4.address (sixty.hcl:416): packets from its address use its table
rule add priority 22041 from 198.51.100.162 lookup 141 protocol $tag
# provider.line42.ipv4.address (sixty.hcl:426): packets from its address use its table
rule add priority 22042 from 198.51.100.166 lookup 142 protocol $tag
# provider.line43.ipv4.address (sixty.hcl:436): packets from its address use its table
rule add priority 22043 from 198.51.100.170 lookup 143 protocol $tag
# provider.line44.ipv4.address (sixty.hcl:446): packets from its address use its table
rule add priority 22044 from 198.51.100.174 lookup 144 protocol $tag
# provider.line45.ipv4.address (sixty.hcl:456): packets from its address use its table
rule add priority 22045 from 198.51.100.178 lookup 145 protocol $tag
# provider.line46.ipv4.address (sixty.hcl:466): packets from its address use its table
rule add priority 22046 from 198.51.100.182 lookup 146 protocol $tag
# provider.line47.ipv4.address (sixty.hcl:476): packets from its address use its table
rule add priority 22047 from 198.51.100.186 lookup 147 protocol $tag
# provider.line48.ipv4.address (sixty.hcl:486): packets from its address use its table
rule add priority 22048 from 198.51.100.190 lookup 148 protocol $tag
# provider.line49.ipv4.address (sixty.hcl:496): packets from its address use its table
rule add priority 22049 from 198.51.100.194 lookup 149 protocol $tag
# provider.line50.ipv4.address (sixty.hcl:506): packets from its address use its table
rule add priority 22050 from 198.51.100.198 lookup 150 protocol $tag
# provider.line51.ipv4.address (sixty.hcl:516): packets from its address use its table
rule add priority 22051 from 198.51.100.202 lookup 151 protocol $tag
# provider.line52.ipv4.address (sixty.hcl:526): packets from its address use its table
rule add priority 22052 from 198.51.100.206 lookup 152 protocol $tag
# provider.line53.ipv4.address (sixty.hcl:536): packets from its address use its table
rule add priority 22053 from 198.51.100.210 lookup 153 protocol $tag
# provider.line54.ipv4.address (sixty.hcl:546): packets from its address use its table
rule add priority 22054 from 198.51.100.214 lookup 154 protocol $tag
# provider.line55.ipv4.address (sixty.hcl:556): packets from its address use its table
rule add priority 22055 from 198.51.100.218 lookup 155 protocol $tag
# provider.line56.ipv4.address (sixty.hcl:566): packets from its address use its table
rule add priority 22056 from 198.51.100.222 lookup 156 protocol $tag
# provider.line57.ipv4.address (sixty.hcl:576): packets from its address use its table
rule add priority 22057 from 198.51.100.226 lookup 157 protocol $tag
# provider.line58.ipv4.address (sixty.hcl:586): packets from its address use its table
rule add priority 22058 from 198.51.100.230 lookup 158 protocol $tag
# provider.line59.ipv4.address (sixty.hcl:596): packets from its address use its table
rule add priority 22059 from 198.51.100.234 lookup 159 protocol $tag
# provider.line60.ipv4.address (sixty.hcl:606): packets from its address use its table
rule add priority 22060 from 198.51.100.238 lookup 160 protocol $tag
# provider.line1.ipv4.address (sixty.hcl:16): line1 down: unreachable, never another provider
rule add priority 23900 from 198.51.100.2 unreachable protocol $tag
# provider.line2.ipv4.address (sixty.hcl:26): line2 down: unreachable, never another provider
rule add priority 23900 from 198.51.100.6 unreachable protocol $tag
# provider.line3.ipv4.address (sixty.hcl:36): line3 down: unreachable, never another provider
rule add priority 23900 from 198.51.100.10 unreachable protocol $tag
# provider.line4.ipv4.address (sixty.hcl:46): line4 down: unreachable, never another provider
rule add priority 23900 from 198.51.100.14 unreachable protocol $tag
# provider.line5.ipv4.address (sixty.hcl:56): line5 down: unreachable, never another provider
rule add priority 23900 from 198.51.100.18 unreachable protocol $tag
# provider.line6.ipv4.address (sixty.hcl:66): line6 down: unreachable, never another provider
rule add priority 23900 from 198.51.100.22 unreachable protocol $tag
# provider.line7.ipv4.address (sixty.hcl:76): line7 down: unreachable, never another provider
rule add priority 23900 from 198.51.100.26 unreachable protocol $tag
# provider.line8.ipv4.address (sixty.hcl:86): line8 down: unreachable, never another provider
rule add priority 23900 from 198.51.100.30 unreachable protocol $tag
# provider.line9.ipv4.address (sixty.hcl:96): line9 down: unreachable, never another provider
rule add priority 23900 from 198.51.100.34 unreachable protocol $tag
# provider.line10.ipv4.address (sixty.hcl:106): line10 down: unreachable, never another provider
rule add priority 23900 from 198.51.100.38 unreachable protocol $tag
# provider.line11.ipv4.address (sixty.hcl:116): line11 down: unreachable, never another provider
rule add priority 23900 from 198.51.100.42 unreachable protocol $tag
# provider.line12.ipv4.address (sixty.hcl:126): line12 down: unreachable, never another provider
rule add priority 23900 from 198.51.100.46 unreachable protocol $tag
# provider.line13.ipv4.address (sixty.hcl:136): line13 down: unreachable, never another provider
rule add priority 23900 from 198.51.100.50 unreachable protocol $tag
# provider.line14.ipv4.address (sixty.hcl:146): line14 down: unreachable, never another provider
rule add priority 23900 from 198.51.100.54 unreachable protocol $tag
# provider.line15.ipv4.address (sixty.hcl:156): line15 down: unreachable, never another provider
rule add priority 23900 from 198.51.100.58 unreachable protocol $tag
# provider.line16.ipv4.address (sixty.hcl:166): line16 down: unreachable, never another provider
rule add priority 23900 from 198.51.100.62 unreachable protocol $tag
# provider.line17.ipv4.address (sixty.hcl:176): line17 down: unreachable, never another provider
rule add priority 23900 from 198.51.100.66 unreachable protocol $tag
# provider.line18.ipv4.address (sixty.hcl:186): line18 down: unreachable, never another provider
rule add priority 23900 from 198.51.100.70 unreachable protocol $tag
# provider.line19.ipv4.address (sixty.hcl:196): line19 down: unreachable, never another provider
rule add priority 23900 from 198.51.100.74 unreachable protocol $tag
# provider.line20.ipv4.address (sixty.hcl:206): line20 down: unreachable, never another provider
rule add priority 23900 from 198.51.100.78 unreachable protocol $tag
# provider.line21.ipv4.address (sixty.hcl:216): line21 down: unreachable, never another provider
rule add priority 23900 from 198.51.100.82 unreachable protocol $tag
# provider.line22.ipv4.address (sixty.hcl:226): line22 down: unreachable, never another provider
rule add priority 23900 from 198.51.100.86 unreachable protocol $tag
# provider.line23.ipv4.address (sixty.hcl:236): line23 down: unreachable, never another provider
rule add priority 23900 from 198.51.100.90 unreachable protocol $tag
# provider.line24.ipv4.address (sixty.hcl:246): line24 down: unreachable, never another provider
rule add priority 23900 from 198.51.100.94 unreachable protocol $tag
# provider.line25.ipv4.address (sixty.hcl:256): line25 down: unreachable, never another provider
rule add priority 23900 from 198.51.100.98 unreachable protocol $tag
# provider.line26.ipv4.address (sixty.hcl:266): line26 down: unreachable, never another provider
rule add priority 23900 from 198.51.100.102 unreachable protocol $tag
# provider.line27.ipv4.address (sixty.hcl:276): line27 down: unreachable, never another provider
rule add priority 23900 from 198.51.100.106 unreachable protocol $tag
# provider.line28.ipv4.address (sixty.hcl:286): line28 down: unreachable, never another provider
rule add priority 23900 from 198.51.100.110 unreachable protocol $tag
# provider.line29.ipv4.address (sixty.hcl:296): line29 down: unreachable, never another provider
rule add priority 23900 from 198.51.100.114 unreachable protocol $tag
# provider.line30.ipv4.address (sixty.hcl:306): line30 down: unreachable, never another provider
rule add priority 23900 from 198.51.100.118 unreachable protocol $tag
# provider.line31.ipv4.address (sixty.hcl:316): line31 down: unreachable, never another provider
rule add priority 23900 from 198.51.100.122 unreachable protocol $tag
# provider.line32.ipv4.address (sixty.hcl:326): line32 down: unreachable, never another provider
rule add priority 23900 from 198.51.100.126 unreachable protocol $tag
# provider.line33.ipv4.address (sixty.hcl:336): line33 down: unreachable, never another provider
rule add priority 23900 from 198.51.100.130 unreachable protocol $tag
# provider.line34.ipv4.address (sixty.hcl:346): line34 down: unreachable, never another provider
rule add priority 23900 from 198.51.100.134 unreachable protocol $tag
# provider.line35.ipv4.address (sixty.hcl:356): line35 down: unreachable, never another provider
rule add priority 23900 from 198.51.100.138 unreachable protocol $tag
# provider.line36.ipv4.address (sixty.hcl:366): line36 down: unreachable, never another provider
rule add priority 23900 from 198.51.100.142 unreachable protocol $tag
# provider.line37.ipv4.address (sixty.hcl:376): line37 down: unreachable, never another provider
rule add priority 23900 from 198.51.100.146 unreachable protocol $tag
# provider.line38.ipv4.address (sixty.hcl:386): line38 down: unreachable, never another provider
rule add priority 23900 from 198.51.100.150 unreachable protocol $tag
# provider.line39.ipv4.address (sixty.hcl:396): line39 down: unreachable, never another provider
rule add priority 23900 from 198.51.100.154 unreachable protocol $tag
# provider.line40.ipv4.address (sixty.hcl:406): line40 down: unreachable, never another provider
rule add priority 23900 from 198.51.100.158 unreachable protocol $tag
# provider.line41.ipv4.address (sixty.hcl:416): line41 down: unreachable, never another provider
rule add priority 23900 from 198.51.100.162 unreachable protocol $tag
# provider.line42.ipv4.address (sixty.hcl:426): line42 down: unreachable, never another provider
rule add priority 23900 from 198.51.100.166 unreachable protocol $tag
# provider.line43.ipv4.address (sixty.hcl:436): line43 down: unreachable, never another provider
rule add priority 23900 from 198.51.100.170 unreachable protocol $tag
# provider.line44.ipv4.address (sixty.hcl:446): line44 down: unreachable, never another provider
rule add priority 23900 from 198.51.100.174 unreachable protocol $tag
# provider.line45.ipv4.address (sixty.hcl:456): line45 down: unreachable, never another provider
rule add priority 23900 from 198.51.100.178 unreachable protocol $tag
# provider.line46.ipv4.address (sixty.hcl:466): line46 down: unreachable, never another provider
rule add priority 23900 from 198.51.100.182 unreachable protocol $tag
# provider.line47.ipv4.address (sixty.hcl:476): line47 down: unreachable, never another provider
rule add priority 23900 from 198.51.100.186 unreachable protocol $tag
# provider.line48.ipv4.address (sixty.hcl:486): line48 down: unreachable, never another provider
rule add priority 23900 from 198.51.100.190 unreachable protocol $tag
# provider.line49.ipv4.address (sixty.hcl:496): line49 down: unreachable, never another provider
rule add priority 23900 from 198.51.100.194 unreachable protocol $tag
# provider.line50.ipv4.address (sixty.hcl:506): line50 down: unreachable, never another provider
rule add priority 23900 from 198.51.100.198 unreachable protocol $tag
# provider.line51.ipv4.address (sixty.hcl:516): line51 down: unreachable, never another provider
rule add priority 23900 from 198.51.100.202 unreachable protocol $tag
# provider.line52.ipv4.address (sixty.hcl:526): line52 down: unreachable, never another provider
rule add priority 23900 from 198.51.100.206 unreachable protocol $tag
# provider.line53.ipv4.address (sixty.hcl:536): line53 down: unreachable, never another provider
rule add priority 23900 from 198.51.100.210 unreachable protocol $tag
# provider.line54.ipv4.address (sixty.hcl:546): line54 down: unreachable, never another provider
rule add priority 23900 from 198.51.100.214 unreachable protocol $tag
# provider.line55.ipv4.address (sixty.hcl:556): line55 down: unreachable, never another provider
rule add priority 23900 from 198.51.100.218 unreachable protocol $tag
# provider.line56.ipv4.address (sixty.hcl:566): line56 down: unreachable, never another provider
rule add priority 23900 from 198.51.100.222 unreachable protocol $tag
# provider.line57.ipv4.address (sixty.hcl:576): line57 down: unreachable, never another provider
rule add priority 23900 from 198.51.100.226 unreachable protocol $tag
# provider.line58.ipv4.address (sixty.hcl:586): line58 down: unreachable, never another provider
rule add priority 23900 from 198.51.100.230 unreachable protocol $tag
# provider.line59.ipv4.address (sixty.hcl:596): line59 down: unreachable, never another provider
rule add priority 23900 from 198.51.100.234 unreachable protocol $tag
# provider.line60.ipv4.address (sixty.hcl:606): line60 down: unreachable, never another provider
rule add priority 23900 from 198.51.100.238 unreachable protocol $tag
# provider.line1.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route prepend default via 198.51.100.1 dev up1 src 198.51.100.2 metric 1 table 100 proto $tag
# provider.line2.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route prepend default via 198.51.100.5 dev up2 src 198.51.100.6 metric 2 table 100 proto $tag
# provider.line3.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route prepend default via 198.51.100.9 dev up3 src 198.51.100.10 metric 3 table 100 proto $tag
# provider.line4.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route prepend default via 198.51.100.13 dev up4 src 198.51.100.14 metric 4 table 100 proto $tag
# provider.line5.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route prepend default via 198.51.100.17 dev up5 src 198.51.100.18 metric 5 table 100 proto $tag
# provider.line6.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route prepend default via 198.51.100.21 dev up6 src 198.51.100.22 metric 6 table 100 proto $tag
# provider.line7.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route prepend default via 198.51.100.25 dev up7 src 198.51.100.26 metric 7 table 100 proto $tag
# provider.line8.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route prepend default via 198.51.100.29 dev up8 src 198.51.100.30 metric 8 table 100 proto $tag
# provider.line9.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route prepend default via 198.51.100.33 dev up9 src 198.51.100.34 metric 9 table 100 proto $tag
# provider.line10.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route prepend default via 198.51.100.37 dev up10 src 198.51.100.38 metric 10 table 100 proto $tag
# provider.line11.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route prepend default via 198.51.100.41 dev up11 src 198.51.100.42 metric 11 table 100 proto $tag
# provider.line12.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route prepend default via 198.51.100.45 dev up12 src 198.51.100.46 metric 12 table 100 proto $tag
# provider.line13.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route prepend default via 198.51.100.49 dev up13 src 198.51.100.50 metric 13 table 100 proto $tag
# provider.line14.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route prepend default via 198.51.100.53 dev up14 src 198.51.100.54 metric 14 table 100 proto $tag
# provider.line15.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route prepend default via 198.51.100.57 dev up15 src 198.51.100.58 metric 15 table 100 proto $tag
# provider.line16.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route prepend default via 198.51.100.61 dev up16 src 198.51.100.62 metric 16 table 100 proto $tag
# provider.line17.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route prepend default via 198.51.100.65 dev up17 src 198.51.100.66 metric 17 table 100 proto $tag
# provider.line18.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route prepend default via 198.51.100.69 dev up18 src 198.51.100.70 metric 18 table 100 proto $tag
# provider.line19.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route prepend default via 198.51.100.73 dev up19 src 198.51.100.74 metric 19 table 100 proto $tag
# provider.line20.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route prepend default via 198.51.100.77 dev up20 src 198.51.100.78 metric 20 table 100 proto $tag
# provider.line21.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route prepend default via 198.51.100.81 dev up21 src 198.51.100.82 metric 21 table 100 proto $tag
# provider.line22.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route prepend default via 198.51.100.85 dev up22 src 198.51.100.86 metric 22 table 100 proto $tag
# provider.line23.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route prepend default via 198.51.100.89 dev up23 src 198.51.100.90 metric 23 table 100 proto $tag
# provider.line24.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route prepend default via 198.51.100.93 dev up24 src 198.51.100.94 metric 24 table 100 proto $tag
# provider.line25.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route prepend default via 198.51.100.97 dev up25 src 198.51.100.98 metric 25 table 100 proto $tag
# provider.line26.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route prepend default via 198.51.100.101 dev up26 src 198.51.100.102 metric 26 table 100 proto $tag
# provider.line27.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route prepend default via 198.51.100.105 dev up27 src 198.51.100.106 metric 27 table 100 proto $tag
# provider.line28.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route prepend default via 198.51.100.109 dev up28 src 198.51.100.110 metric 28 table 100 proto $tag
# provider.line29.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route prepend default via 198.51.100.113 dev up29 src 198.51.100.114 metric 29 table 100 proto $tag
# provider.line30.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route prepend default via 198.51.100.117 dev up30 src 198.51.100.118 metric 30 table 100 proto $tag
# provider.line31.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route prepend default via 198.51.100.121 dev up31 src 198.51.100.122 metric 31 table 100 proto $tag
# provider.line32.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route prepend default via 198.51.100.125 dev up32 src 198.51.100.126 metric 32 table 100 proto $tag
# provider.line33.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route prepend default via 198.51.100.129 dev up33 src 198.51.100.130 metric 33 table 100 proto $tag
# provider.line34.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route prepend default via 198.51.100.133 dev up34 src 198.51.100.134 metric 34 table 100 proto $tag
# provider.line35.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route prepend default via 198.51.100.137 dev up35 src 198.51.100.138 metric 35 table 100 proto $tag
# provider.line36.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route prepend default via 198.51.100.141 dev up36 src 198.51.100.142 metric 36 table 100 proto $tag
# provider.line37.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route prepend default via 198.51.100.145 dev up37 src 198.51.100.146 metric 37 table 100 proto $tag
# provider.line38.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route prepend default via 198.51.100.149 dev up38 src 198.51.100.150 metric 38 table 100 proto $tag
# provider.line39.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route prepend default via 198.51.100.153 dev up39 src 198.51.100.154 metric 39 table 100 proto $tag
# provider.line40.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route prepend default via 198.51.100.157 dev up40 src 198.51.100.158 metric 40 table 100 proto $tag
# provider.line41.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route prepend default via 198.51.100.161 dev up41 src 198.51.100.162 metric 41 table 100 proto $tag
# provider.line42.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route prepend default via 198.51.100.165 dev up42 src 198.51.100.166 metric 42 table 100 proto $tag
# provider.line43.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route prepend default via 198.51.100.169 dev up43 src 198.51.100.170 metric 43 table 100 proto $tag
# provider.line44.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route prepend default via 198.51.100.173 dev up44 src 198.51.100.174 metric 44 table 100 proto $tag
# provider.line45.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route prepend default via 198.51.100.177 dev up45 src 198.51.100.178 metric 45 table 100 proto $tag
# provider.line46.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route prepend default via 198.51.100.181 dev up46 src 198.51.100.182 metric 46 table 100 proto $tag
# provider.line47.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route prepend default via 198.51.100.185 dev up47 src 198.51.100.186 metric 47 table 100 proto $tag
# provider.line48.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route prepend default via 198.51.100.189 dev up48 src 198.51.100.190 metric 48 table 100 proto $tag
# provider.line49.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route prepend default via 198.51.100.193 dev up49 src 198.51.100.194 metric 49 table 100 proto $tag
# provider.line50.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route prepend default via 198.51.100.197 dev up50 src 198.51.100.198 metric 50 table 100 proto $tag
# provider.line51.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route prepend default via 198.51.100.201 dev up51 src 198.51.100.202 metric 51 table 100 proto $tag
# provider.line52.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route prepend default via 198.51.100.205 dev up52 src 198.51.100.206 metric 52 table 100 proto $tag
# provider.line53.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route prepend default via 198.51.100.209 dev up53 src 198.51.100.210 metric 53 table 100 proto $tag
# provider.line54.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route prepend default via 198.51.100.213 dev up54 src 198.51.100.214 metric 54 table 100 proto $tag
# provider.line55.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route prepend default via 198.51.100.217 dev up55 src 198.51.100.218 metric 55 table 100 proto $tag
# provider.line56.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route prepend default via 198.51.100.221 dev up56 src 198.51.100.222 metric 56 table 100 proto $tag
# provider.line57.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route prepend default via 198.51.100.225 dev up57 src 198.51.100.226 metric 57 table 100 proto $tag
# provider.line58.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route prepend default via 198.51.100.229 dev up58 src 198.51.100.230 metric 58 table 100 proto $tag
# provider.line59.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route prepend default via 198.51.100.233 dev up59 src 198.51.100.234 metric 59 table 100 proto $tag
# provider.line60.ipv4 (sixty.hcl:613): default route when the balanced one is gone with an interface
route prepend default via 198.51.100.237 dev up60 src 198.51.100.238 metric 60 table 100 proto $tag
# default_route.balance (sixty.hcl:613): default route, balanced by weight
route prepend default table 100 proto $tag nexthop via 198.51.100.1 dev up1 weight 1 nexthop via 198.51.100.5 dev up2 weight 3 nexthop via 198.51.100.9 dev up3 weight 6 nexthop via 198.51.100.13 dev up4 weight 1 nexthop via 198.51.100.17 dev up5 weight 3 nexthop via 198.51.100.21 dev up6 weight 6 nexthop via 198.51.100.25 dev up7 weight 1 nexthop via 198.51.100.29 dev up8 weight 3 nexthop via 198.51.100.33 dev up9 weight 6 nexthop via 198.51.100.37 dev up10 weight 1 nexthop via 198.51.100.41 dev up11 weight 3 nexthop via 198.51.100.45 dev up12 weight 6 nexthop via 198.51.100.49 dev up13 weight 1 nexthop via 198.51.100.53 dev up14 weight 3 nexthop via 198.51.100.57 dev up15 weight 6 nexthop via 198.51.100.61 dev up16 weight 1 nexthop via 198.51.100.65 dev up17 weight 3 nexthop via 198.51.100.69 dev up18 weight 6 nexthop via 198.51.100.73 dev up19 weight 1 nexthop via 198.51.100.77 dev up20 weight 3 nexthop via 198.51.100.81 dev up21 weight 6 nexthop via 198.51.100.85 dev up22 weight 1 nexthop via 198.51.100.89 dev up23 weight 3 nexthop via 198.51.100.93 dev up24 weight 6 nexthop via 198.51.100.97 dev up25 weight 1 nexthop via 198.51.100.101 dev up26 weight 3 nexthop via 198.51.100.105 dev up27 weight 6 nexthop via 198.51.100.109 dev up28 weight 1 nexthop via 198.51.100.113 dev up29 weight 3 nexthop via 198.51.100.117 dev up30 weight 6 nexthop via 198.51.100.121 dev up31 weight 1 nexthop via 198.51.100.125 dev up32 weight 3 nexthop via 198.51.100.129 dev up33 weight 6 nexthop via 198.51.100.133 dev up34 weight 1 nexthop via 198.51.100.137 dev up35 weight 3 nexthop via 198.51.100.141 dev up36 weight 6 nexthop via 198.51.100.145 dev up37 weight 1 nexthop via 198.51.100.149 dev up38 weight 3 nexthop via 198.51.100.153 dev up39 weight 6 nexthop via 198.51.100.157 dev up40 weight 1 nexthop via 198.51.100.161 dev up41 weight 3 nexthop via 198.51.100.165 dev up42 weight 6 nexthop via 198.51.100.169 dev up43 weight 1 nexthop via 198.51.100.173 dev up44 weight 3 nexthop via 198.51.100.177 dev up45 weight 6 nexthop via 198.51.100.181 dev up46 weight 1 nexthop via 198.51.100.185 dev up47 weight 3 nexthop via 198.51.100.189 dev up48 weight 6 nexthop via 198.51.100.193 dev up49 weight 1 nexthop via 198.51.100.197 dev up50 weight 3 nexthop via 198.51.100.201 dev up51 weight 6 nexthop via 198.51.100.205 dev up52 weight 1 nexthop via 198.51.100.209 dev up53 weight 3 nexthop via 198.51.100.213 dev up54 weight 6 nexthop via 198.51.100.217 dev up55 weight 1 nexthop via 198.51.100.221 dev up56 weight 3 nexthop via 198.51.100.225 dev up57 weight 6 nexthop via 198.51.100.229 dev up58 weight 1 nexthop via 198.51.100.233 dev up59 weight 3 nexthop via 198.51.100.237 dev up60 weight 6
# default_route (sixty.hcl:612): everything else uses the default table
rule add priority 28000 lookup 100 protocol $tag
# settings (sixty.hcl:3): marker: setup is complete
rule add priority 32765 from 255.255.255.255 nop protocol $tag
EOF
}

# nth N FAMILY: shows line N of what it is handed, and the comment above it
nth() {
	about=''
	number=$1
	while [ "$number" != 0 ] && IFS= read -r line; do
		case $line in '#'*) about=${line#'# '} ;; esac
		number=$((number - 1))
	done
	printf '%s: ip %s %s' "$about" "$2" "$line"
}

# enter ENTRIES FAMILY: has ip do them
enter() {
	if errors=$("$1" ip "$2" -batch - 2>&1); then return 0; fi
	number=${errors##*-:} # "Command failed -:17"
	case $number in
	'' | *[!0-9]*) fail "this failed: ip $2 -batch -: $errors" ;;
	*) fail "this failed: $("$1" nth "$number" "$2"): $errors" ;;
	esac
}

at='sixty.hcl:3'
enter entries4 -4 # with the sign that all is there

## What this run replaces

at='sixty.hcl:3'
loaded=' splitroute ' # tables of nft
for table in $nft_names; do
	case $loaded in *" $table "*) continue ;; esac
	loading=1
	run nft delete table inet "$table"
done
keep=' net/ipv4/conf/up1/rp_filter net/ipv4/conf/up2/rp_filter net/ipv4/conf/up3/rp_filter net/ipv4/conf/up4/rp_filter net/ipv4/conf/up5/rp_filter net/ipv4/conf/up6/rp_filter net/ipv4/conf/up7/rp_filter net/ipv4/conf/up8/rp_filter net/ipv4/conf/up9/rp_filter net/ipv4/conf/up10/rp_filter net/ipv4/conf/up11/rp_filter net/ipv4/conf/up12/rp_filter net/ipv4/conf/up13/rp_filter net/ipv4/conf/up14/rp_filter net/ipv4/conf/up15/rp_filter net/ipv4/conf/up16/rp_filter net/ipv4/conf/up17/rp_filter net/ipv4/conf/up18/rp_filter net/ipv4/conf/up19/rp_filter net/ipv4/conf/up20/rp_filter net/ipv4/conf/up21/rp_filter net/ipv4/conf/up22/rp_filter net/ipv4/conf/up23/rp_filter net/ipv4/conf/up24/rp_filter net/ipv4/conf/up25/rp_filter net/ipv4/conf/up26/rp_filter net/ipv4/conf/up27/rp_filter net/ipv4/conf/up28/rp_filter net/ipv4/conf/up29/rp_filter net/ipv4/conf/up30/rp_filter net/ipv4/conf/up31/rp_filter net/ipv4/conf/up32/rp_filter net/ipv4/conf/up33/rp_filter net/ipv4/conf/up34/rp_filter net/ipv4/conf/up35/rp_filter net/ipv4/conf/up36/rp_filter net/ipv4/conf/up37/rp_filter net/ipv4/conf/up38/rp_filter net/ipv4/conf/up39/rp_filter net/ipv4/conf/up40/rp_filter net/ipv4/conf/up41/rp_filter net/ipv4/conf/up42/rp_filter net/ipv4/conf/up43/rp_filter net/ipv4/conf/up44/rp_filter net/ipv4/conf/up45/rp_filter net/ipv4/conf/up46/rp_filter net/ipv4/conf/up47/rp_filter net/ipv4/conf/up48/rp_filter net/ipv4/conf/up49/rp_filter net/ipv4/conf/up50/rp_filter net/ipv4/conf/up51/rp_filter net/ipv4/conf/up52/rp_filter net/ipv4/conf/up53/rp_filter net/ipv4/conf/up54/rp_filter net/ipv4/conf/up55/rp_filter net/ipv4/conf/up56/rp_filter net/ipv4/conf/up57/rp_filter net/ipv4/conf/up58/rp_filter net/ipv4/conf/up59/rp_filter net/ipv4/conf/up60/rp_filter net/ipv4/fib_multipath_hash_policy nft '
settled=''
rest=$kept
while [ -n "$rest" ]; do
	line=${rest%%"$nl"*}
	rest=${rest#*"$nl"}
	case $keep in
	*" ${line%% *} "*) settled=$settled$line$nl ;;
	*)
		if [ -e "/proc/sys/${line%% *}" ]; then
			put_back "${line%% *}"
		elif [ "${line%% *}" != nft ]; then
			settled=$settled$line$nl # of an interface that is away
		fi
		;;
	esac
done
if [ "$settled" != "$kept" ]; then
	culprit=''
	keep "$settled" || fail "cannot write $kept_in${culprit:+; this failed: $culprit}"
fi
case $present in *" $former_tag "*)
	# A signal has to wait: there is no way back from here.
	trap '' HUP INT TERM
	removing=1
	remove "$former_tag" -4 "$now4" || fail 'this failed: ip -4 -batch -'
	remove "$former_tag" -6 "$now6" || fail 'this failed: ip -6 -batch -'
	;;
esac
say "set up; routes and rules carry protocol $tag"
