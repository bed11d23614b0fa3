# What setup and teardown share. Nothing is done before main, in the last line of the script.

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
state=/run/splitroute # what runs keep until teardown: the commands that one carried out, by its tag,
kept_in=$state/kept   # and lines such as "sysctl KEY FORMER OURS" and "table NUMBER NAME MARK"
kept='' absent='' why='' about='' lost='' tag='' metric=''

say() { printf 'splitroute: %s\n' "$*" >&2 || :; }
die() {
	say "$*"
	exit 1
}

# lock: waits for other runs to end. Each network namespace has a file of its own to lock, which only
# root can open, and the lock goes with the process.
lock() {
	{ command exec 9>>/proc/sys/net/ipv4/route/flush; } 2>/dev/null || die 'this needs root'
	command -v flock >/dev/null || return 0
	! flock -n 9 9>&9 || return 0 # mksh hands over no descriptor that isn't named
	say 'another run is at work; this one waits for it to end'
	flock 9 9>&9 || die 'this failed: flock 9'
}

## The commands of the head write themselves down

# at BLOCK: WHY: where the next commands come from. Those of an absent uplink are left out.
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

# mksh has no printf of its own, and by_hand no other commands than these: hence echo.
# ip: leaves out what has an empty word, for something that isn't there, and a route by no next hop
ip() {
	[ -n "$why" ] || return 0
	case " $* ," in
	*" proto $tag "* | *" protocol $tag "*) ;;
	*)
		echo "problem $why: a command must have proto \"\$tag\", or it would stay for ever: ip $*"
		return 0
		;;
	esac
	case " $* ," in
	*'  '*) return 0 ;;
	*' dev '* | *' via '* | *' rule '*) ;;
	*' route prepend default '*) return 0 ;;
	esac
	case $1 in -[46]) ;; *) set -- -4 "$@" ;; esac
	echo "# $why${nl}ip $*"
}

# write_down FUNCTION...: what is wrong in one ends the script before it changes anything
write_down() {
	set -e
	for part; do
		why=$part
		"$part"
	done
}

## Carrying them out

# enter TEXT [anyway]: has ip carry it out. When that fails, ip doesn't always tell at which line; and
# before iproute2 5.14, a line of a batch has no more than 99 words. So what went in goes out, and
# then one line after the other goes in.
enter() {
	for family in $families; do
		lines=$(printf '%s\n' "$1" | sed -n "s/^ip $family //p")
		[ -n "$lines" ] || continue
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

# list FAMILY [COMMANDS]: the rules and routes that are there, behind what other commands of ip show,
# one a line, with numbers for names
list() {
	command ip "$1" -o -N -batch - <<EOF
${2:-}
rule show
route show table all
EOF
}

# tagged TAGS FAMILY: those that carry one of the tags
tagged() {
	there=$(list "$2") || return 1
	printf '%s\n' "$there" | with_tag "$1"
}

# shellcheck disable=SC2016 # For awk: the word behind another one in a line of ip's. An interface may have any name.
behind='function behind(word, i) {
	for (i = 2; i < NF; i++) {
		if ($i == word) return $(i + 1)
		if ($i ~ /^(dev|iif|oif)$/) i++
	}
}'
with_tag() { awk -v tags=" $1 " "$behind"' index(tags, " " behind("proto") " ")'; }

# undone FAMILY TEXT: its rules as lines that delete them, the last one first. One that a full disk
# has cut has no tag at its end, and might be somebody else's.
undone() {
	printf '%s\n' "$2" | awk -v begin="ip $1 rule add " '
		index($0, begin) == 1 && / protocol [0-9]+$/ { line[++n] = substr($0, length(begin) + 1) }
		END { while (n) print "rule del", line[n--] }'
}

# remove TAG: takes its rules away as the run that made them wrote them down, from the last to the
# first, its routes, and then what else has the tag
remove() {
	made=''
	[ ! -f "$state/$1" ] || made=$(cat "$state/$1") || return 1
	for family in $families; do
		lines=$(undone "$family" "$made") || return 1
		[ -z "$lines" ] || command ip "$family" -force -batch - 2>/dev/null <<EOF || :
$lines
route flush proto $1 table all
EOF
		sweep "$1" "$family" || return 1
	done
	rm -f "$state/$1"
}

# sweep TAG FAMILY: takes away what has a tag. Of some 700 rules, a flush misses some.
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

# keep TEXT: makes it what is kept, in one step
keep() {
	if printf '%s\n' "$1" >"$kept_in.new" && mv "$kept_in.new" "$kept_in"; then return 0; fi
	rm -f "$kept_in.new"
	return 1
}

# begins TEXT WORDS: whether one of its lines begins with them; sets $found to what follows there
begins() {
	found=''
	case $nl$1 in *"$nl$2 "*) ;; *) return 1 ;; esac
	found=$nl$1
	found=${found#*"$nl$2 "} && found=${found%%"$nl"*}
}

# value_of KEY: sets $value, to nothing when there is no such sysctl. Some shells read /proc byte by
# byte, and get the first one alone: so what may have more digits takes a process.
value_of() {
	value=''
	[ -e "/proc/sys/$1" ] || return 0
	case $1 in *_fields) value=$(cat "/proc/sys/$1") ;; *) read -r value <"/proc/sys/$1" ;; esac || :
}

# our_tables: what nft has of ours, in words that it takes
our_tables() {
	there=$(command nft list tables) || return 1
	for table in splitroute splitroute_rules; do
		case "$there$nl" in *"table inet $table$nl"*) command nft list table inet "$table" || return 1 ;; esac
	done
}
