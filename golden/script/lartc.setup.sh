#!/bin/sh
trap 'echo "splitroute: this script is cut short, and did nothing" >&2; exit 1' EXIT
# Routing for 2 providers, from lartc.hcl.
# Written by gen-splitroute 0.1.0, to be read, checked and edited.
#   isp1: 203.0.113.2/30 on if1, gateway 203.0.113.1
#   isp2: 198.51.100.2/30 on if2, gateway 198.51.100.1
#
# sh setup.sh                replaces what an earlier run set up, without losing a packet
# sh setup.sh show           prints the commands, with the addresses it finds; changes nothing
# sh setup.sh without NAME   sets up as if that provider weren't there, until the next run
#
# First the commands, in the order in which they run, then the library. All of them run, or none.
set -eu

tags='201 202' priorities='20000 28999' default_table=main mark_mask=''
last_metric='' uses_ipv6='' needs_ipv6='' confirm='' choices=''
names_in='/etc/iproute2/rt_tables' providers='isp1 isp2'
tables='101 isp1
102 isp2'

needs() {
	uplink provider.isp1.ipv4 if1 203.0.113.2/30 203.0.113.1 optional balanced
	isp1_ipv4_on=$on
	uplink provider.isp2.ipv4 if2 198.51.100.2/30 198.51.100.1 optional balanced
	isp2_ipv4_on=$on
	need_link network.lan if0
	need_link loopback lo
	forwards ipv4 if1 if2 if0
}

sysctls() {
	at 'provider.isp1.ipv4: rp_filter loose, for replies; routes count only with a carrier'
	sysctl -q -w net/ipv4/conf/if1/rp_filter=2 net/ipv4/conf/if1/ignore_routes_with_linkdown=1
	at 'provider.isp2.ipv4: rp_filter loose, for replies; routes count only with a carrier'
	sysctl -q -w net/ipv4/conf/if2/rp_filter=2 net/ipv4/conf/if2/ignore_routes_with_linkdown=1
}

marks() { :; }
routes_and_rules() {
	at 'provider.isp1.ipv4: routes of its own table'
	ip route prepend 203.0.113.0/30 dev if1 src 203.0.113.2 table 101 proto "$tag"
	ip route prepend default via 203.0.113.1 dev if1 src 203.0.113.2 table 101 proto "$tag"
	at 'network.lan: local network lan, in the table of isp1'
	ip route prepend 10.0.0.0/24 dev if0 table 101 proto "$tag"
	at 'provider.isp2.ipv4: network of isp2, in the table of isp1'
	ip route prepend 198.51.100.0/30 dev if2 table 101 proto "$tag"
	at 'provider.isp1: loopback, in the table of isp1'
	ip route prepend 127.0.0.0/8 dev lo table 101 proto "$tag"
	at 'provider.isp2.ipv4: routes of its own table'
	ip route prepend 198.51.100.0/30 dev if2 src 198.51.100.2 table 102 proto "$tag"
	ip route prepend default via 198.51.100.1 dev if2 src 198.51.100.2 table 102 proto "$tag"
	at 'network.lan: local network lan, in the table of isp2'
	ip route prepend 10.0.0.0/24 dev if0 table 102 proto "$tag"
	at 'provider.isp1.ipv4: network of isp1, in the table of isp2'
	ip route prepend 203.0.113.0/30 dev if1 table 102 proto "$tag"
	at 'provider.isp2: loopback, in the table of isp2'
	ip route prepend 127.0.0.0/8 dev lo table 102 proto "$tag"
	at 'provider.isp1.ipv4: network on the link, and the source address to use there'
	ip route prepend 203.0.113.0/30 dev if1 src 203.0.113.2 proto "$tag"
	at 'provider.isp2.ipv4: network on the link, and the source address to use there'
	ip route prepend 198.51.100.0/30 dev if2 src 198.51.100.2 proto "$tag"
	at 'settings: rules added without a priority come before this one, not among ours'
	ip rule add priority 20000 nop protocol "$tag"
	at 'provider.isp1.ipv4.address: packets from its address use its table'
	ip rule add priority 22001 from 203.0.113.2 lookup 101 protocol "$tag"
	at 'provider.isp2.ipv4.address: packets from its address use its table'
	ip rule add priority 22002 from 198.51.100.2 lookup 102 protocol "$tag"
	at 'provider.isp1.ipv4.address: isp1 down: unreachable, never another provider'
	ip rule add priority 23900 from 203.0.113.2 unreachable protocol "$tag"
	at 'provider.isp2.ipv4.address: isp2 down: unreachable, never another provider'
	ip rule add priority 23900 from 198.51.100.2 unreachable protocol "$tag"
	at 'default_route: routes more specific than a default come first'
	ip rule add priority 23950 lookup main suppress_prefixlength 1 protocol "$tag"
	at 'default_route: sockets bound to the interface of a provider use its table'
	ip rule add priority 27999 oif if1 lookup 101 protocol "$tag"
	ip rule add priority 27999 oif if2 lookup 102 protocol "$tag"
	at 'provider.isp1.ipv4: default route when the balanced one is gone with an interface'
	ip route prepend default via 203.0.113.1 dev if1 src 203.0.113.2 metric 1 proto "$tag"
	at 'provider.isp2.ipv4: default route when the balanced one is gone with an interface'
	ip route prepend default via 198.51.100.1 dev if2 src 198.51.100.2 metric 2 proto "$tag"
	at 'default_route.balance: default route, balanced by weight'
	ip route prepend default proto "$tag" \
		${isp1_ipv4_on:+nexthop via 203.0.113.1 dev if1 weight 1} \
		${isp2_ipv4_on:+nexthop via 198.51.100.1 dev if2 weight 1}
}

sets() { :; }
marker() {
	at 'settings: marker: setup is complete'
	ip rule add priority 32765 from 255.255.255.255 nop protocol "$tag"
}

# Your own commands go here; they run before the marker rule. An IPv6 route needs metric "$metric".
#   ip route prepend 192.0.2.0/24 via GATEWAY dev INTERFACE table TABLE proto "$tag"
#   ip rule add priority N to 192.0.2.0/24 lookup TABLE protocol "$tag"
by_hand() {
	:
}

# ==== core, sha256 7f6d1c2991b8c60e664aaf0dc55b6dc5 ====
# What setup and teardown share. The last line of the script calls main; nothing runs before that.

PATH=$PATH:/usr/sbin:/sbin LC_ALL=C
export PATH LC_ALL
unset IFS
set -f +aC # no word is a pattern; what bash takes from BASHOPTS and SHELLOPTS changes nothing
umask 022
trap '' PIPE # the run goes on when nobody reads its messages
nl='
'
families='-4 -6'
[ -e /proc/net/if_inet6 ] || families=-4
state=/run/splitroute # kept until teardown: the commands of each tag, and in "kept" lines such as
kept_in=$state/kept   # "sysctl KEY FORMER OURS", "NUMBER NAME MARK", "uplink BLOCK ADDRESS ..."
# shellcheck disable=SC2034 # a monitor has no need of these
nft_tables='splitroute splitroute_rules splitroute_health' metric=''
kept='' absent='' why='' tag='' found='' value='' former_nft=''

say() { printf 'splitroute: %s\n' "$*" >&2 || :; }
die() {
	say "$*"
	exit 1
}

# lock: waits for other runs to end. Each network namespace has a file of its own to lock, which
# only root can open, and the lock goes with the process.
lock() {
	{ command exec 9>>/proc/sys/net/ipv4/route/flush; } 2>/dev/null || die 'this needs root'
	command -v flock >/dev/null || return 0
	! flock -n 9 9>&9 || return 0 # mksh hands over no descriptor that isn't named
	say 'waiting for another run to end'
	flock 9 9>&9 || die 'this failed: flock 9'
}

## The commands of the head write themselves down

# at BLOCK: WHY: names the block that asks for the next commands. An absent uplink's are skipped.
at() {
	why=$*
	for block in $absent; do
		case $why in "$block:"* | "$block."*) why='' ;; esac
	done
}

sysctl() { [ -z "$why" ] || echo "# $why${nl}sysctl $*"; }

nft() {
	echo "# $why${nl}nft $* <<'EOF'"
	cat
	echo EOF
}

# ip: writes a command down. It skips a command with an empty word (there is no such address or
# network), and a multipath route without a next hop. echo: mksh has no printf built in, and by_hand
# runs with PATH=/.
ip() {
	[ -n "$why" ] || return 0
	case " $* ," in
	*" proto $tag "* | *" protocol $tag "*) ;;
	*)
		echo "problem $why: a command must have proto \"\$tag\", or teardown wouldn't remove it: ip $*"
		return 0
		;;
	esac
	case " $* ," in
	*'  '*) return 0 ;;
	*', '*)
		for_each "$*"
		return 0
		;;
	*' dev '* | *' via '* | *' rule '*) ;;
	*' route prepend default '*) return 0 ;;
	esac
	case $1 in -[46]) ;; *) set -- -4 "$@" ;; esac
	echo "# $why${nl}ip $*"
}

# write_down FUNCTION...: prints their commands; an error ends the script before it changes anything
write_down() {
	set -e
	for part; do
		why=$part
		"$part" </dev/null # in bash, a closed standard input would be the pipe that this writes to
	done
}

## Running them

# list FAMILY [COMMANDS]: prints the output of these commands of ip, then all rules and routes, one
# a line, with numbers for names
list() {
	command ip "$1" -o -N -batch - <<EOF
${2:-}
rule show
route show table all
EOF
}

# tagged TAGS FAMILY: prints the rules and routes that carry one of the tags
tagged() {
	there=$(list "$2") || return 1
	printf '%s\n' "$there" | with_tag "$1"
}

# For awk: behind(WORD) is the word after a keyword in a line of ip's. The name of an interface is
# no keyword.
# shellcheck disable=SC2016
behind='function behind(word, i) {
	for (i = 2; i < NF; i++) {
		if ($i == word) return $(i + 1)
		if ($i ~ /^(dev|iif|oif)$/) i++
	}
}'
with_tag() { awk -v tags=" $1 " "$behind"' index(tags, " " behind("proto") " ")'; }

# undone FAMILY TAG: lines that delete the rules of a run, the last one first. A line that a full
# disk has cut has no tag at its end; without it, it might delete somebody else's rule.
undone() {
	[ ! -f "$state/$2" ] || awk -v begin="ip $1 rule add " '
		index($0, begin) == 1 && / protocol [0-9]+$/ { line[++n] = substr($0, length(begin) + 1) }
		END { while (n) print "rule del", line[n--] }' "$state/$2"
}

# remove TAG: deletes the rules that its run wrote down, the last one first, its routes, and all
# else with the tag
remove() {
	for family in $families; do
		lines=$(undone "$family" "$1") || return 1
		[ -z "$lines" ] || command ip "$family" -force -batch - 2>/dev/null <<EOF || :
$lines
route flush proto $1 table all
EOF
		sweep "$1" "$family" || return 1
	done
	rm -f "$state/$1" "$state/$1.new"
}

# sweep TAG FAMILY: deletes all entries with a tag. Of 700 rules, one flush misses some: look again.
sweep() {
	before=''
	while left=$(tagged "$1" "$2") || return 1 && [ -n "$left" ]; do
		[ "$left" != "$before" ] || return 1
		before=$left
		command ip "$2" -batch - <<EOF || return 1
rule flush protocol $1
route flush proto $1 table all
EOF
	done
}

## What teardown gives back

# begins TEXT WORDS: succeeds if a line of it begins with them; sets $found to the rest of the line
begins() {
	found=''
	case $nl$1 in *"$nl$2 "*) ;; *) return 1 ;; esac
	found=$nl$1
	found=${found#*"$nl$2 "} && found=${found%%"$nl"*}
}

# value_of KEY: sets $value, to nothing when there is no such sysctl. Some shells read /proc byte by
# byte, and get the first one alone: so cat reads a value that may have more digits.
value_of() {
	value=''
	[ -e "/proc/sys/$1" ] || return 0
	case $1 in *_fields) value=$(cat "/proc/sys/$1") ;; *) read -r value <"/proc/sys/$1" ;; esac || :
}

# unload_tables [TEXT]: deletes tables of nft that a former run has loaded, except those in TEXT
unload_tables() {
	case "$nl$kept$nl" in *"${nl}nft$nl"*) ;; *) return 0 ;; esac
	there=${former_nft:-$(command nft list tables)} || return 1
	for table in $nft_tables; do
		case ${1:-} in *"table inet $table {"*) continue ;; esac
		case $nl$there$nl in
		*"${nl}table inet $table$nl"* | *"table inet $table {"*)
			command nft delete table inet "$table" || return 1
			;;
		esac
	done
}

# values_of KEY[=WORD]...: prints lines "now KEY VALUE =WORD", and what is kept
values_of() {
	for pair; do
		value_of "${pair%%=*}"
		echo "now ${pair%%=*} $value ${pair#"${pair%%=*}"}"
	done
	printf '%s\n' "$kept"
}

# ==== names, sha256 a1203b00408db456b12caae89adf9f45 ====
# Our lines in rt_tables stand at the head of a file, between these two. The first also names the
# file, or the directory above it, that setup made for them.
begin='# splitroute: begin' end='# splitroute: end'

# name_files: prints the files that have our lines
name_files() {
	[ ! -d /etc/iproute2 ] || find -L /etc/iproute2 -type f -path '/etc/iproute2/rt_tables*' \
		\( -name rt_tables -o -name '*.conf' \) -exec awk -v begin="$begin" '
		index($0, begin) == 1 { print FILENAME }' {} +
}

our_names() { sed -n "/^$begin/,/^$end/p" "$@"; }
other_names() { sed "/^$begin/,/^$end/d" "$@"; }

# clean_names: deletes files that a killed run didn't put in place
clean_names() {
	for dir in /etc /etc/iproute2 /etc/iproute2/rt_tables.d; do
		[ ! -e "$dir/.splitroute.new" ] || rm -rf "$dir/.splitroute.new" || return 1
	done
}

# drop_names: deletes our lines in all files, and what setup made if nothing else is in it
drop_names() {
	clean_names || return 1
	files=$(name_files) || return 1
	for file in $files; do
		case $(our_names "$file") in *"$nl$end") ;; *)
			say "$file: no line $end after $begin; add it"
			return 1
			;;
		esac
		made=$(sed -n "s/^$begin, made //p" "$file") || return 1
		staged=${file%/*}/.splitroute.new
		cp -p "$file" "$staged" && other_names "$file" >"$staged" || return 1
		if [ -z "$made" ] || [ -s "$staged" ]; then
			mv "$staged" "$file" || return 1
			continue
		fi
		rm "$staged" || return 1
		while [ "$file" != "$made" ] && [ "$(ls -A "${file%/*}")" = "${file##*/}" ]; do
			file=${file%/*}
		done
		mv "$file" "${file%/*}/.splitroute.new" && clean_names || return 1
	done
}

# ==== setup, sha256 7c2930d227aed8e464dd069a1440bd21 ====
# Checks what the head needs, runs its commands, and rolls back when one fails.

problems=0 facts='' on='' off='' may_lack='' must='' uplinks='' showing='' all='' without=''
global_facts='' others_facts='' changes='' was='' stays='' tables_of_nft='' about='' lost=''

# problem TEXT: prints it, and counts it unless the uplink is optional
problem() {
	say "$*$must"
	on=''
	[ -n "$may_lack" ] || problems=$((problems + 1))
}

# problems_in TEXT: the same for each of its lines that begins with "problem"
problems_in() {
	case $nl$1 in *"${nl}problem "*) ;; *) return 0 ;; esac
	texts=$(printf '%s\n' "$1" | sed -n 's/^problem //p')
	while read -r text; do problem "$text"; done <<EOF
$texts
EOF
}

## The machine, as lines of facts: "up IF", "has IF ADDRESS", "taken TABLE", "problem TEXT", ...

# For awk: facts from the output of "ip link show" and "ip address show"
# shellcheck disable=SC2016
link_facts='
	/^[0-9]+: [^ ]+: </ { # 2: if1@if7: <BROADCAST,UP> mtu 1500
		sub(/[@:].*/, "", $2)
		print ($3 ~ /[<,]UP[,>]/ ? "up" : "down"), $2
	}
	/^[0-9]+: [^ ]+ +inet6? / { # 2: if1    inet 203.0.113.2/30 brd 203.0.113.3 scope 0 if1
		if ($4 !~ /\//) $4 = $4 ($3 == "inet" ? "/32" : "/128")
		if ($5 == "peer" && sub(/\/(32|128)$/, "", $6)) print "peer", $2, $4, $6
		print "has", $2, $4
		if (!seen[$2 $3]++) print "first", $2, $4
		flags = $0
		sub(/^.* scope [0-9]+ /, " ", flags) # the name of an interface ends in a backslash there
		if (match(flags, / (secondary|tentative|dadfailed) /))
			print substr(flags, RSTART + 1, RLENGTH - 2), $2, $4
	}'

# entry_facts PROGRAM: the same from "ip rule show" and "ip route show table all"; before that, each
# line goes through a program of awk
entry_facts() {
	awk -v tags=" $tags " -v first="${priorities% *}" -v last="${priorities#* }" \
		-v last_metric="$last_metric" -v in_table="$default_table" -v uses_ipv6="$uses_ipv6" "$behind$1"'
	$0 == "-6" { six = "ipv6\n"; others = uses_ipv6 == "" } # skip others without IPv6 of ours
	/^[0-9]+: / || NF < 2 { next }
	{ protocol = behind("proto"); table = behind("table"); metric = behind("metric") }
	protocol && index(tags, " " protocol " ") {
		if (!present[six protocol]++) print six "present", protocol
		if (/from 255\.255\.255\.255 nop /) complete = protocol
		former = protocol
		next
	}
	others { next }
	/^[0-9]+:\t/ && $1 + 0 >= first && $1 + 0 <= last {
		print "problem priorities", first, "to", last, "are ours; set priority_base, or remove rule", $0
	}
	table { if (!taken[table]++) print "taken", table; next }
	in_table != "main" && /^[678] (default|0\.0\.0\.0\/1|128\.0\.0\.0\/1) / {
		print "problem main is looked up before our default route and rejects packets; remove:", $0
	}
	last_metric && /^default .* pref / && metric + 0 <= last_metric + 0 {
		print "problem main has a default that comes before or merges with ours; raise its metric:", $0
	}
	END { print "former", complete ? complete : former }'
}

# is FACT: succeeds if $facts has it
is() { case $facts in *"$nl$1$nl"*) ;; *) return 1 ;; esac }

look() {
	read -r _ _ release _ </proc/version
	case $release in
	[0-3].* | 4.? | 4.?.* | 4.1[0-6]*) problem "Linux 4.17 or newer is needed; this is $release" ;;
	esac
	now=$(list -4 "link show${nl}address show" 2>&1) ||
		die "iproute2 5.3 or newer is needed, not BusyBox's ip; ip -4 -o -N -batch says: $now"
	[ "$families" = -4 ] || now=$now$nl-6$nl$(list -6 "${uses_ipv6:+address show}")
	[ "$needs_ipv6$families" != 1-4 ] || problem 'there is no IPv6 on this machine'
	facts=$(printf '%s\n' "$now" | entry_facts "$others_facts$global_facts$link_facts")
	former_tag=${facts##*former } # the last line; dash is slow to find one in the middle
	facts=$nl$facts$nl
	problems_in "$facts"
	tag=${tags% *} metric=1 # in IPv6, routes of one metric would merge
	# shellcheck disable=SC2034 # heads with IPv6 have $metric
	[ "$tag" != "$former_tag" ] || tag=${tags#* } metric=2
}

## What the head needs

need_link() { # BLOCK INTERFACE
	! is "up $2" || return 0
	! is "down $2" || problem "$1: interface $2 is down; try: ip link set dev $2 up"
	is "down $2" || problem "$1: interface $2 is missing; see: ip link show"
}

need_ipv6() { # BLOCK INTERFACE
	value_of "net/ipv6/conf/$2/disable_ipv6"
	[ "$value" != 1 ] ||
		problem "$1: IPv6 is off on $2; try: sysctl -w net/ipv6/conf/$2/disable_ipv6=0"
}

need_address() { # BLOCK INTERFACE ADDRESS/LENGTH
	see="see: ip address show dev $2"
	case $3 in *:*)
		need_ipv6 "$1" "$2"
		[ -n "$on" ] || return 0
		! is "tentative $2 $3" || problem "$1: $3 is still tentative; try again, or $see"
		! is "dadfailed $2 $3" || problem "$1: another machine on the link of $2 has $3; $see"
		;;
	esac
	! is "has $2 $3" || return 0
	case $facts in
	*"${nl}has $2 ${3%/*}/"*) problem "$1: ${3%/*} has another prefix length than /${3#*/}; $see" ;;
	*) problem "$1: interface $2 doesn't have the address $3; $see" ;;
	esac
}

need_gateway() { # BLOCK INTERFACE ADDRESS
	own=" ${3:-none}/"
	case $3 in fe80:*) own="${nl}has $2 $3/" ;; esac # these are on every link
	case $facts in *"$own"*) problem "$1: the gateway $3 is an address of this machine" ;; esac
}

# uplink BLOCK INTERFACE ADDRESS/LENGTH GATEWAY [optional|required] [balanced] [first]: sets $on to
# 1, or to nothing where the uplink is skipped, and $network to the peer of a point-to-point link. A
# balanced route names no source; the kernel takes the first address in the gateway's network or,
# without one there, the first of the interface.
uplink() {
	network=''
	begin_uplink "$@" || return 0
	need_link "$1" "$2"
	[ -z "$on" ] || need_address "$1" "$2" "$3"
	need_gateway "$1" "$2" "$4"
	case " $* " in *' balanced '*) ! is "secondary $2 $3" ||
		problem "$1: $2 has another address in the network of $3 that comes first; remove it" ;;
	esac
	case " $* " in *' first '*) is "first $2 $3" ||
		problem "$1: $3 must be the first address of $2, or don't balance" ;;
	esac
	[ -z "$showing" ] || [ -n "$may_lack" ] || on=1 # shown as if it were there
	[ -z "$on" ] || [ -n "$4" ] || ! begins "$facts" "peer $2 $3" || network=$found/${3#*/}
	end_uplink "$1" "$3" "${network:--}" "${4:--}"
}

begin_uplink() { # arguments as of uplink; fails if "without" names the provider
	on=1 off='' may_lack='' must=''
	case " $* ,$all" in
	*' optional '*,) may_lack=1 ;;
	*' required '*) must='; optional = false: nothing is set up without it' ;;
	esac
	case " $absent " in *" $1 "*) on='' off='# ' && return 1 ;; esac
}

# end_uplink BLOCK ADDRESS NETWORK GATEWAY
# shellcheck disable=SC2034 # not every head needs $off, a comment sign for a skipped uplink
end_uplink() {
	[ -z "$on" ] || uplinks="$uplinks${nl}uplink $*"
	[ -n "$on" ] || [ -z "$may_lack" ] || {
		say "$1 is skipped"
		absent="$absent $1" off='# '
	}
	may_lack='' must=''
}

# need_any: nothing is set up when all uplinks are skipped; show then prints the commands of all
need_any() {
	case $uplinks,$absent in ?*,* | ,) return 0 ;; esac
	[ "$problems" != 0 ] || problem 'none of the providers is there'
	[ -n "$showing" ] || return 0
	count=$problems all=1 absent=$without
	needs 2>/dev/null
	problems=$count
}

## Numbers and files that must be ours alone

# check_numbers: others must not use our tables, and the tables and marks of the setup in place must
# stay with their providers: connections still carry these marks
check_numbers() {
	known=''
	for dir in /etc/iproute2 /usr/share/iproute2 /usr/lib/iproute2; do
		[ ! -d "$dir" ] || known=$known$nl$(find -L "$dir" -type f -path "$dir/rt_tables*" \
			\( -name rt_tables -o -name '*.conf' \) -exec sed "/^$begin/,/^$end/d" {} +)
	done
	conflicts=$(printf '%s\n' "$tables" -- "$kept" -- "$known" -- "$facts" | awk '
	/^[ \t]*#/ { next }
	$1 == "--" { part++; next }
	!part { number[$2] = $1; owner[$1] = $2; if (NF > 2) owner[$3] = $2; next }
	part == 1 && $1 ~ /^[0-9]+$/ && ($2 in number) {
		for (i = 1; i <= 3; i += 2) if (($i in owner) && owner[$i] != $2)
			print "problem", $i, "belongs to", $2, "in the setup in place; take that down first"
	}
	part == 2 && (($1 in owner) && owner[$1] != $2 || ($2 in number) && number[$2] != $1) {
		print "problem rt_tables has another name for " $1 ", or another number for " $2
	}
	part == 3 && $1 == "taken" && ($2 in owner) {
		print "problem table", $2, "has routes of somebody else;",
			"set the table of", owner[$2] ", or table_base"
	}')
	problems_in "$conflicts"
}

check_base_and_mask() {
	begins "$kept" base || found=${priorities% *}
	apart=$((found - ${priorities% *}))
	case ${apart#-} in
	0 | 9??? | ?????*) ;;
	*) problem "the setup in place has priority_base $found; keep that, or take it down first" ;;
	esac
	begins "$kept" mask && [ "$found" != "$mark_mask" ] || return 0
	[ "$((${found:-0} & ${mark_mask:-0}))" = 0 ] ||
		problem "the setup in place has mark_mask $found; keep that, or one that shares no bit with it"
}

# former_names: sets $names_before to the file that has our lines, and $block_before to these lines
former_names() {
	names_before=$(name_files)
	block_before=''
	case $names_before in
	'') ;;
	*[" $nl"]*) problem "several files have our table names; keep one:" "$names_before" && return 0 ;;
	*)
		block_before=$(our_names "$names_before")
		case $block_before in *"$nl$end") ;; *) problem "$names_before: no line $end after $begin" ;; esac
		;;
	esac
}

# check_names: sets $block to our lines of the file of names
check_names() {
	former_names
	block=''
	[ -n "$names_in" ] || return 0
	block=$begin
	if [ "$names_in" = "$names_before" ] && [ ! -L "$names_in" ]; then
		block=${block_before%%"$nl"*}
	else
		new_names
	fi
	while read -r number name _; do block="$block$nl$number	$name"; done <<EOF
$tables
EOF
	case $names_in,$block in /etc/iproute2/rt_tables,*', made '*) # a new one hides the distribution's
		for file in /usr/share/iproute2/rt_tables /usr/lib/iproute2/rt_tables; do
			[ ! -f "$file" ] || block=$block$nl$(cat "$file")
		done
		;;
	esac
	block=$block$nl$end
}

# new_names: checks that $names_in can be written, and sets $block to its first line
new_names() {
	to_make "$names_in"
	if [ -L "$names_in" ] || [ -d "$names_in" ]; then
		problem "$names_in is not a plain file; set rt_tables to another file"
	elif [ "${names_in%/*}" = /etc/iproute2/rt_tables.d ] && [ -s "$names_in" ]; then
		problem "$names_in belongs to somebody else; set rt_tables to another file"
	elif [ -z "$showing" ] && [ ! -w "${made%/*}" ]; then
		problem "cannot write $names_in"
	fi
	[ -e "$names_in" ] || block="$begin, made $made"
}

## Notes for every configuration; the module notices has the others

# neighbours: systemd-networkd removes routes and rules of others when it starts
neighbours() {
	[ -e /run/systemd/netif/state ] || return 0
	missing=$(find /usr/lib/systemd /run/systemd /etc/systemd -type f -path '*/networkd.conf*' \
		-exec sed -n 's/^\(ManageForeignRout[A-Za-z]*\) *= */\1 /p' {} + 2>/dev/null | awk '
		{ no[$1] = /^[^ ]* (0|[NnFf]|[Oo][Ff])/ } # the last one
		END {
			if (!no["ManageForeignRoutes"]) printf " ManageForeignRoutes=no"
			if (!no["ManageForeignRoutingPolicyRules"]) printf " ManageForeignRoutingPolicyRules=no"
		}')
	[ -z "$missing" ] || say "note: systemd-networkd removes what others set up when it starts;" \
		"write these below [Network] in /etc/systemd/networkd.conf, and restart it:$missing"
}

# forwards ipv4|ipv6 INTERFACE...: where forwarding is off, packets of local networks are dropped.
# IPv6 looks at the setting of all interfaces (ip6_forward in net/ipv6/ip6_output.c).
forwards() {
	off=''
	for name; do
		value_of "net/$1/conf/$name/forwarding"
		[ "$name" = "$1" ] || [ "$value" != 0 ] || off="$off $name"
	done
	[ -z "$off" ] || say "note: $1 forwarding is off on$off; run:" \
		"sysctl -w net.$1.conf.all.forwarding=1"
}

## The commands and sysctls to run

# plan: collects the commands of the head; leaves IPv6 alone if neither they nor $facts have any
plan() {
	sysctls=$(write_down sysctls)
	marks=$(write_down marks)
	entries=$(write_down routes_and_rules)
	entries=$(printf '%s\n' "$entries" | awk ' # once: two things that are read may be the same
	/^# / { why = $0; next } !seen[$0]++ { print why; print }')
	check_by_hand
	sets=$(write_down sets ${choices:+refusals})
	marker=$(write_down marker)
	todo=''
	for part in "$sysctls" "$marks" "$entries" "$mine" "$sets" "$marker"; do
		todo=$todo${part:+${todo:+$nl}$part}
	done
	problems_in "$todo"
	entries=$entries$nl$mine
	case $facts$todo in *"${nl}ipv6$nl"* | *"${nl}ip -6 "*) ;; *) families=-4 ;; esac
}

# check_by_hand: sets $mine to the commands of by_hand, and refuses those that we couldn't undo
check_by_hand() {
	# shellcheck disable=SC2123 # no command is to be found there
	mine=$(PATH=/ && write_down by_hand)
	[ -n "$mine" ] || return 0
	others=$(printf '%s\n' "$mine" | awk -v tag="$tag" '
	/^(# |problem |$)/ || $0 ~ "^ip -[46] rule add priority .* protocol " tag "$" { next }
	$0 ~ "^ip -[46] route prepend .* proto " tag "( nexthop .*)?$" { next }
	{ print "problem by_hand takes only ip route prepend and ip rule add priority, not:", $0 }')
	problems_in "$others"
}

# plan_sysctls: sets $changes to what has to be set, $was to the values before, and adds to $stays
# what is kept of them
plan_sysctls() {
	pairs=$(printf '%s\n' "$sysctls" "$kept" |
		sed -n -e 's/^sysctl -q -w //p' -e 't' -e 's/^sysctl \([^ ]*\) .*/\1/p')
	# shellcheck disable=SC2086 # a word each
	lines=$(values_of net/ipv4/conf/all/rp_filter $pairs | compare_sysctls)
	IFS=: # dash takes long to find what stands far behind
	# shellcheck disable=SC2086 # a part each
	set -- $lines
	unset IFS
	changes=$1 was=$2 stays=$stays$3
	problems_in "${4:-}"
}

# compare_sysctls: prints the three and problems, with a colon between them, which no name of an
# interface has. rp_filter is strict where the larger one of two is 1. What counts with another one
# alone is set before that, so the last one is given back first.
compare_sysctls() {
	awk -F '[ =]' '
	$1 == "now" { now[$2] = $3; if (NF > 4) want[key[++n] = $2] = $5 }
	$1 != "sysctl" || seen[$0]++ { next }
	$2 in want || now[$2] == "" {
		stays = stays "\n" $0
		if (!($2 in first)) first[$2] = $3
	}
	!($2 in want) && now[$2] == $4 { back = " " $2 "=" $3 back; undo = undo " " $2 "=" $4 }
	END {
		for (all = now["net/ipv4/conf/all/rp_filter"] + 0; i++ < n;) {
			value = now[k = key[i]]
			strict = value != "" && (value > all ? value : all) == 1
			if (value == want[k] || k ~ /\/rp_filter$/ && !strict) continue
			if (k ~ /_fields$/ && value == "")
				problems = "\nproblem this kernel has no " k "; set another hash_policy"
			changes = changes " " k "=" want[k]
			before = " " k "=" value before
			line = "sysctl " k " " (k in first ? first[k] : value) " " want[k]
			if (!seen[line]++) stays = stays "\n" line
		}
		print changes back ":" undo before ":" stays ":" problems
	}'
}

# set_sysctls [KEY=VALUE...]: sets those that have another value now
set_sysctls() {
	for pair; do
		shift
		value_of "${pair%=*}"
		[ "$value" = "${pair#*=}" ] || set -- "$@" "$pair"
	done
	[ "$#" = 0 ] || command sysctl -q -w "$@"
}

# enter TEXT [anyway]: runs its commands of ip. A batch that fails doesn't always name its line, and
# before iproute2 5.14 a line has at most 99 words. So what was added is removed, and the lines run
# one by one.
enter() {
	for family in $families; do
		case $nl$1 in *"${nl}ip $family "*) ;; *) continue ;; esac
		lines=$(printf '%s\n' "$1" | sed -n "s/^ip $family //p")
		command ip "$family" -batch - 2>/dev/null <<EOF && continue
$lines
EOF
		sweep "$tag" "$family"
		one_by_one "$family" "$@"
	done
}

# one_by_one FAMILY TEXT [anyway]
one_by_one() {
	while read -r line; do
		case $line in
		'# '*) about=${line#* } ;;
		"ip $1 "*)
			# shellcheck disable=SC2086 # a word each
			command $line || lost=1
			[ "$lost${3:-}" != 1 ] || die "$about: this failed: $line"
			;;
		esac
	done <<EOF
$2
EOF
}

# keep TEXT: replaces the file $kept_in in one step
keep() { printf '%s\n' "$1" >"$kept_in.new" && mv "$kept_in.new" "$kept_in"; }

# to_make FILE: sets $made to the topmost part of its path that isn't there, or to FILE
to_make() {
	made=$1
	while [ ! -d "${made%/*}" ]; do made=${made%/*}; done
}

# put_names FILE TEXT: puts TEXT in place of our lines there
put_names() {
	to_make "$1"
	staged=${made%/*}/.splitroute.new
	new=$staged${1#"$made"}
	[ "$made" = "$1" ] || mkdir -p "${new%/*}" || return 1
	[ ! -f "$1" ] || cp -p "$1" "$new" || return 1 # for its owner and mode
	{ printf '%s\n' "$2" && { [ ! -f "$1" ] || other_names "$1"; }; } >"$new" && mv "$staged" "$made"
}

# set_names FILE BLOCK: makes these our only lines in files of names; FILE may be empty, for none
set_names() {
	clean_names || return 1
	files=$(name_files) || return 1
	# shellcheck disable=SC2086 # a word each
	there=$(our_names /dev/null $files) || return 1
	[ "$files,$there" != "$1,$2" ] || return 0
	[ "$files" = "$1" ] || drop_names || return 1
	[ -z "$1" ] || put_names "$1" "$2"
}

# change: makes all changes
change() {
	case $marks$sets$nl$kept$nl in [!$nl]* | *"${nl}nft$nl"*) tables_of_nft=${nl}nft ;; esac
	if [ -f "$state/$tag" ] || is "present $tag"; then remove "$tag"; fi # what a killed run left
	mkdir -p "$state"
	printf '%s\n' "$todo" >"$state/$tag"
	keep "$kept$stays$tables_of_nft"
	clean_names
	[ "$names_before,$block_before" = "$names_in,$block" ] || set_names "$names_in" "$block"
	# shellcheck disable=SC2086 # a word each
	[ -z "$changes" ] || command sysctl -q -w $changes
	[ -z "$marks" ] || load "$marks"
	enter "$entries"
	[ -z "$sets" ] || load "$sets"
	one_by_one -4 "$marker"
	[ -n "$confirm" ] || [ ! -d "$state/waiting" ] || rm -rf "$state/waiting" # nobody waits any more
	stays="tag $tag${nl}base ${priorities% *}${nl}mask $mark_mask$nl$tables$uplinks$stays"
	keep "$stays$tables_of_nft"
}

## Rollback

# roll_back: restores the state from before this run
roll_back() {
	set +e
	back=1 none=''
	for table in $nft_tables; do none="${none}table inet $table${nl}delete table inet $table$nl"; done
	[ -z "$marks$sets$former_nft" ] || load "$none$former_nft" || back=''
	remove "$tag" || back=''
	# shellcheck disable=SC2086 # a word each
	set_sysctls $was || back=''
	set_names "$names_before" "$block_before" || back=''
	[ -n "$back" ] || return 1 # what is kept stays, for a teardown
	rm -f "$kept_in.new"
	if [ -z "$kept" ]; then
		rm -f "$kept_in" || return 1
		rmdir "$state" 2>/dev/null || :
	elif [ "$(cat "$kept_in" 2>/dev/null)" != "$kept" ]; then
		keep "$kept"
	fi
}

give_up() {
	trap '' EXIT HUP INT TERM
	[ -z "$confirm" ] || rm -rf "$state/waiting" "$state/waiting.new"
	roll_back || die 'the rollback failed in part; run this script again, or teardown'
	die 'everything is as it was before'
}

unchanged() {
	trap - EXIT
	problems="; problems: $problems"
	say "nothing was changed${problems#; problems: 0}"
	exit 1
}

# words: reads the command line
words() {
	case $*,$confirm in confirm,?* | revert,?* | stand-by*,?*) answer "$@" ;; esac
	case $*,$choices in health,?*) put_in_force ;; esac
	case ${1:-} in show) showing=1 && shift ;; esac
	case $* in
	'') ;;
	'without '?*)
		shift
		for name; do
			case "${name%% *}, $providers " in
			"$name,"*" $name "*) ;;
			*) die "there is no provider $name" ;;
			esac
			absent="$absent provider.$name.ipv4 provider.$name.ipv6"
		done
		;;
	*) die "run it alone, with show${confirm:+, confirm, revert} or without PROVIDER, not with: $*" ;;
	esac
}

# prepare: looks at the machine and plans all changes; changes nothing
prepare() {
	[ ! -f "$kept_in" ] || kept=$(cat "$kept_in")
	look
	without=$absent
	needs
	need_any
	[ -z "$choices" ] || read_health
	check_numbers
	check_base_and_mask
	check_names
	neighbours
	plan
	[ -z "$marks$sets$confirm" ] || check_nft
	plan_sysctls
	[ -z "$confirm" ] || [ ! -d "$state/waiting" ] ||
		problem 'the last setup is not confirmed yet; run this script with confirm, or with revert'
}

main() {
	trap unchanged EXIT
	trap 'say "stopped by a signal" && exit 1' HUP INT TERM
	words "$@"
	[ -n "$showing" ] || lock
	prepare
	[ -z "$showing" ] || printf '%s\n' "$todo"
	[ "$problems" = 0 ] || exit 1
	[ -z "$showing" ] || { trap - EXIT && exit; }
	trap give_up EXIT
	[ -z "$confirm" ] || start_waiting
	change
	trap '' EXIT HUP INT TERM # there is no way back from here
	remain='this setup is in place, but entries of the previous one remain; run it again'
	[ -z "$former_tag" ] || remove "$former_tag" || die "$remain"
	unload_tables "$marks$sets" || die "$remain"
	[ -n "$marks$sets$confirm" ] || [ -z "$tables_of_nft" ] || keep "$stays" || die "$remain"
	[ -z "$marks" ] || forget
	say "set up; routes and rules carry protocol $tag"
	[ -z "$confirm" ] || say "it is rolled back in $confirm seconds unless you run this script" \
		"with the word confirm; with the word revert, it is rolled back at once"
}

{ main "$@"; }
