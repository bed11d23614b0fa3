#!/bin/sh
#
# Routing for 2 providers, from expressions.hcl.
# Written by gen-splitroute, to be read, checked and edited.
#
#   isp1: 203.0.113.2/30 on if1, gateway 203.0.113.1
#   isp2: 198.51.100.2/30 on if2, gateway 198.51.100.1
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
# in one of the sections before "The end", and looks like one of these, N being from 20000
# to 28999:
#
#   run ip route prepend 192.0.2.0/24 via GATEWAY dev INTERFACE table TABLE proto "$tag"
#   run ip rule add priority N to 192.0.2.0/24 lookup TABLE protocol "$tag"

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

at='expressions.hcl' # the line of the configuration that is being worked on
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

planned=' 203.0.113.2  198.51.100.2 '

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
	at='expressions.hcl:28'
	need_link if1
	need_address if1 203.0.113.2/30
	need_gateway if1 203.0.113.1
	at='expressions.hcl:39'
	need_link if2
	need_address if2 198.51.100.2/30
	need_gateway if2 198.51.100.1
	at='expressions.hcl:20'
	need_link if0
	at='expressions.hcl:25'
	need_table 101 isp1 203.0.113.2
	need_mark 0x100/0x3f00 101 203.0.113.2
	at='expressions.hcl:35'
	need_table 102 isp2 198.51.100.2
	need_mark 0x200/0x3f00 102 198.51.100.2
	at='expressions.hcl:58'
	need_table 100 splitroute
	at='expressions.hcl'
	need_mask 0x3f00
	choose_tag
	need_base
fi

neighbours
forwarding if1 if2 if0

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
at='expressions.hcl:1'
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
101	isp1
102	isp2
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

# tune sysctl -q -w KEY=VALUE: sets the value, and keeps the one from before the first setup
tune() {
	key=${4%%=*}
	sysctl_value "$key" || fail "cannot read /proc/sys/$key"
	[ "$key=$value" != "$4" ] || return 0
	former_value "$key" || before=$value
	keep_line "$key $before ${4#*=}"
	tuned="$key=$value $tuned"
	run "$@"
}

trap 'fail "stopped by a signal"' HUP INT TERM

## What a run that was killed has left

case $present in *" $tag "*)
	remove "$tag" -4 "$now4" || fail 'this failed: ip -4 -batch -'
	remove "$tag" -6 "$now6" || fail 'this failed: ip -6 -batch -'
	;;
esac

## Names of the tables

at='expressions.hcl:1'
[ -z "$staged" ] || run mv -f "$staged" "$made" # as stage_names left them
[ -z "$other" ] || run drop_names "$other"

## Parameters of the kernel

# isp1 (expressions.hcl:25): answers may come in here that strict filtering would drop
at='expressions.hcl:25'
if strict if1; then
	tune sysctl -q -w net/ipv4/conf/if1/rp_filter=2
fi
# isp2 (expressions.hcl:35): answers may come in here that strict filtering would drop
at='expressions.hcl:35'
if strict if2; then
	tune sysctl -q -w net/ipv4/conf/if2/rp_filter=2
fi

## Connection marks and address translation

# expressions.hcl:1: connections keep their provider, and sources are translated where asked for
at='expressions.hcl:1'
load nft -f - <<'EOF'
table inet splitroute
delete table inet splitroute
table inet splitroute {
	chain prerouting {
		type filter hook prerouting priority mangle;
		# isp1 (expressions.hcl:25)
		iifname "if1" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x100
		# isp2 (expressions.hcl:35)
		iifname "if2" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x200
		iifname != { "if1", "if2" } ct mark & 0x3f00 == 0x100 meta mark set meta mark & 0xffffc0ff | 0x100
		iifname != { "if1", "if2" } ct mark & 0x3f00 == 0x200 meta mark set meta mark & 0xffffc0ff | 0x200
	}
	chain output {
		type route hook output priority mangle;
		ct mark & 0x3f00 == 0x100 meta mark set meta mark & 0xffffc0ff | 0x100
		ct mark & 0x3f00 == 0x200 meta mark set meta mark & 0xffffc0ff | 0x200
	}
	chain postrouting {
		type filter hook postrouting priority mangle;
		# isp1 (expressions.hcl:25)
		oifname "if1" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x100
		# isp2 (expressions.hcl:35)
		oifname "if2" ct state new ct mark & 0x3f00 == 0 ct mark set ct mark & 0xffffc0ff | 0x200
	}
	chain translation {
		type nat hook postrouting priority srcnat;
		# isp1 (expressions.hcl:25)
		oifname "if1" ip saddr != { 203.0.113.2 } snat ip to 203.0.113.2
		# isp2 (expressions.hcl:35)
		oifname "if2" ip saddr != { 198.51.100.2 } snat ip to 198.51.100.2
	}
}
EOF

## A table for each provider

# isp1 (expressions.hcl:28): its network, reached directly
at='expressions.hcl:28'
run ip route prepend 203.0.113.0/30 dev if1 src 203.0.113.2 table 101 proto "$tag"
# isp1 (expressions.hcl:28): its default
run ip route prepend default via 203.0.113.1 dev if1 src 203.0.113.2 table 101 proto "$tag"
# isp2 (expressions.hcl:39): its network, reached directly
at='expressions.hcl:39'
run ip route prepend 198.51.100.0/30 dev if2 src 198.51.100.2 table 102 proto "$tag"
# isp2 (expressions.hcl:39): its default
run ip route prepend default via 198.51.100.1 dev if2 src 198.51.100.2 table 102 proto "$tag"

## The networks of the providers, in the default table

# isp1 (expressions.hcl:28): its network, with the address to use there
at='expressions.hcl:28'
run ip route prepend 203.0.113.0/30 dev if1 src 203.0.113.2 table 100 proto "$tag"
# isp1 (expressions.hcl:31): always reached by it
at='expressions.hcl:31'
run ip route prepend 192.0.2.53/32 via 203.0.113.1 dev if1 src 203.0.113.2 table 100 proto "$tag"
# isp2 (expressions.hcl:39): its network, with the address to use there
at='expressions.hcl:39'
run ip route prepend 198.51.100.0/30 dev if2 src 198.51.100.2 table 100 proto "$tag"
# isp2 (expressions.hcl:42): always reached by it
at='expressions.hcl:42'
run ip route prepend 198.51.100.53/32 via 198.51.100.1 dev if2 src 198.51.100.2 table 100 proto "$tag"

## Which table decides

# isp1 (expressions.hcl:28): narrower networks inside its network
at='expressions.hcl:28'
run ip rule add priority 20001 to 203.0.113.0/30 lookup main suppress_prefixlength 30 protocol "$tag"
# isp1 (expressions.hcl:28): not by main: a host there may have come in by another provider
run ip rule add priority 20001 to 203.0.113.0/30 goto 20901 protocol "$tag"
# isp2 (expressions.hcl:39): narrower networks inside its network
at='expressions.hcl:39'
run ip rule add priority 20002 to 198.51.100.0/30 lookup main suppress_prefixlength 30 protocol "$tag"
# isp2 (expressions.hcl:39): not by main: a host there may have come in by another provider
run ip rule add priority 20002 to 198.51.100.0/30 goto 20901 protocol "$tag"
# expressions.hcl:58: connected, VPN and container networks first; main's own default is left out
at='expressions.hcl:58'
run ip rule add priority 20900 lookup main suppress_prefixlength 1 protocol "$tag"
# expressions.hcl:58: where packets to the providers' networks go on
run ip rule add priority 20901 nop protocol "$tag"
# isp1 (expressions.hcl:25): a connection that is its own stays with it
at='expressions.hcl:25'
run ip rule add priority 21001 fwmark 0x100/0x3f00 lookup 101 protocol "$tag"
# isp2 (expressions.hcl:35): a connection that is its own stays with it
at='expressions.hcl:35'
run ip rule add priority 21002 fwmark 0x200/0x3f00 lookup 102 protocol "$tag"
# isp1 (expressions.hcl:25): and goes by no other
at='expressions.hcl:25'
run ip rule add priority 21900 fwmark 0x100/0x3f00 unreachable protocol "$tag"
# isp2 (expressions.hcl:35): and goes by no other
at='expressions.hcl:35'
run ip rule add priority 21900 fwmark 0x200/0x3f00 unreachable protocol "$tag"
# isp1 (expressions.hcl:28): answers from its address leave by it
at='expressions.hcl:28'
run ip rule add priority 22001 from 203.0.113.2 lookup 101 protocol "$tag"
# isp2 (expressions.hcl:39): answers from its address leave by it
at='expressions.hcl:39'
run ip rule add priority 22002 from 198.51.100.2 lookup 102 protocol "$tag"
# isp1 (expressions.hcl:28): and by no other
at='expressions.hcl:28'
run ip rule add priority 23900 from 203.0.113.2 unreachable protocol "$tag"
# isp2 (expressions.hcl:39): and by no other
at='expressions.hcl:39'
run ip rule add priority 23900 from 198.51.100.2 unreachable protocol "$tag"
# expressions.hcl:58: destinations that are always reached by one provider, or directly, before the rules
at='expressions.hcl:58'
run ip rule add priority 23950 lookup 100 suppress_prefixlength 1 protocol "$tag"
# isp1 (expressions.hcl:46): rule servers: by it
at='expressions.hcl:46'
run ip rule add priority 24001 from 10.20.0.11 lookup 101 protocol "$tag"
# isp1 (expressions.hcl:46): rule servers: by it
run ip rule add priority 24001 from 10.20.0.12 lookup 101 protocol "$tag"
# isp1 (expressions.hcl:46): rule servers: by it
run ip rule add priority 24001 from 10.20.1.0 lookup 101 protocol "$tag"
# isp1 (expressions.hcl:46): rule servers: by it
run ip rule add priority 24001 from 10.20.1.1 lookup 101 protocol "$tag"
# isp1 (expressions.hcl:46): rule servers: by it
run ip rule add priority 24001 from 10.20.1.2 lookup 101 protocol "$tag"
# isp2 (expressions.hcl:51): rule calls: by it
at='expressions.hcl:51'
run ip rule add priority 24002 to 192.0.2.128/25 ipproto 17 dport 5060 lookup 102 protocol "$tag"
# isp2 (expressions.hcl:51): rule calls: by it
run ip rule add priority 24002 to 192.0.2.128/25 ipproto 17 dport 10000-10099 lookup 102 protocol "$tag"
# isp2 (expressions.hcl:51): rule calls: by it
run ip rule add priority 24002 to 192.0.2.128/25 ipproto 17 dport 20000-20099 lookup 102 protocol "$tag"

## The default route

# isp1 (expressions.hcl:59): default when the balanced one is gone with a device
at='expressions.hcl:59'
run ip route prepend default via 203.0.113.1 dev if1 src 203.0.113.2 metric 1 table 100 proto "$tag"
# isp2 (expressions.hcl:59): default when the balanced one is gone with a device
run ip route prepend default via 198.51.100.1 dev if2 src 198.51.100.2 metric 2 table 100 proto "$tag"
# expressions.hcl:59: default, balanced by weight
run ip route prepend default table 100 proto "$tag" nexthop via 203.0.113.1 dev if1 weight 1 nexthop via 198.51.100.1 dev if2 weight 2
# expressions.hcl:58: whatever nothing above decided
at='expressions.hcl:58'
run ip rule add priority 28000 lookup 100 protocol "$tag"

## The end

# expressions.hcl:1: the sign that everything above is in place
at='expressions.hcl:1'
run ip rule add priority 32765 from 255.255.255.255 nop protocol "$tag"

## What this run replaces

at='expressions.hcl:1'
loaded=' splitroute ' # tables of nft
for table in $nft_names; do
	case $loaded in *" $table "*) continue ;; esac
	loading=1
	run nft delete table inet "$table"
done
keep=' net/ipv4/conf/if1/rp_filter net/ipv4/conf/if2/rp_filter nft '
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
