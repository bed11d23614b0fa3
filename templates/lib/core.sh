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
