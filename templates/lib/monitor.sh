# Watches the providers. What it finds is in $health_in, and the setup script puts it into force.

groups='' group=0 probed='' devices='' target=0 now=0 lag=0 check='' retry='' setup='' changed=''
links='' events='' outs='' used='' reason='' next='' name='' members='' hand='' uplinks=''
mark='' keep='' interval=0 metered='' window=0 off='' period=1 failback=0 up_at=0
dns='' server='' query='' misses=0 moved=0 since=0 changes=0 heard_at=0 leave=''
status_in=$state/monitor/status

## What the head says

# watch NAME KEY=VALUE...: a provider, or one family of it, where each has targets of its own
watch() {
	group=$((group + 1)) groups="$groups $group"
	eval "name_$group=\$1 members_$group='' keep_$group='' metered_$group='' mark_$group=''"
	eval "loss_$group=0 latency_$group=0 dns_$group='' server_$group=''"
	eval "condition_$group=up held_$group=0 refusing_$group=0 changes_$group=0 hand_$group=''"
	eval "up_at_$group=-3000 misses_$group=0 query_$group='' moved_$group=0 heard_at_$group=-150"
	shift
	for pair; do eval "${pair%%=*}_$group=\${pair#*=}"; done
	for key in interval window failback; do # in ticks
		eval "${key}_$group=\$(((${key}_$group + 199) / 200))"
	done
	eval "hold_$group=\$failback_$group timeout=\$timeout_$group"
	read -r uptime _ </proc/uptime
	eval "since_$group=${uptime%.*}"
}

# target ADDRESS|gateway UPLINK INTERFACE
target() {
	target=$((target + 1)) probed="$probed $target"
	eval "members_$group=\"\$members_$group \$target\" group_of_$target=$group"
	eval "to_$target=\$1 uplink_$target=\$2 dev_$target=\$3"
	eval "probe_$target='' pid_$target='' off_$target=1 period_$target=''"
	case " $devices " in *" $3 "*) ;; *) devices="$devices $3" ;; esac
	begin_target "$target"
}

# resolve NAME SERVER
resolve() {
	command -v nslookup >/dev/null ||
		die 'there is no nslookup; install bind9-dnsutils, or BusyBox with nslookup'
	eval "dns_$group=\$1 server_$group=\$2"
}

# load GROUP: sets variables to what is known of it
load() {
	for key in name condition quorum timeout suspect fall rise loss latency window held hold refusing \
		members hand uplinks mark keep interval metered failback; do
		eval "$key=\$${key}_$1"
	done
}

## At each tick

tick() {
	now=$((now + 1)) lag=0
	for group in $groups; do
		load "$group"
		attend
	done
	[ -z "$changed" ] || enforce
	[ "$now" != "$check" ] || look_at_links
	[ "$now" != "$retry" ] || enforce
	[ "$((now % 25))" != 0 ] || keep_house
	[ "$((now % 5))" != 0 ] || recall_all
	[ "$((now % 5))" != 0 ] || write_status
}

# attend: to the group that is loaded
attend() {
	[ "$((now % ((window + 1) / 2)))" != 0 ] || for target in $members; do turn "$target"; done
	for target in $members; do
		eval "off=\$off_$target period=\$period_$target"
		[ -n "$off" ] || pass "$target" "$period"
	done
	[ "$condition" != rising ] || rise_on
	# shellcheck disable=SC2086 # a word each
	survey $members
	judge
	[ "$next" = "$condition" ] || [ -n "$hand" ] || {
		recall_all # ends here if the routing was taken down: then all targets are silent
		become "$next"
	}
	for target in $members; do pace "$target"; done
}

# rise_on: where no other provider of the default is left, waiting for failback gains nothing
rise_on() {
	held=$((held + 1))
	eval "held_$group=$held"
	for uplink in $uplinks; do
		case " $preferred $backups " in *" $uplink "*) another "${uplink##*.}" || held=$hold ;; esac
	done
}

# become STATE: the group that is loaded
become() {
	former=$condition condition=$1
	read -r uptime _ </proc/uptime
	eval "condition_$group=$1 since_$group=${uptime%.*} held_$group=0"
	eval "changes_$group=\$((changes_$group + 1)) up_at=\$up_at_$group"
	case $1 in
	up) eval "up_at_$group=$now" ;;
	down) # what comes and goes is used again later and later
		hold=$((hold * 2))
		[ "$((now - up_at))" -lt 3000 ] || hold=$failback
		[ "$hold" -le 3000 ] || hold=3000
		eval "hold_$group=$hold"
		;;
	esac
	say "$name: $former -> $1: $reason"
	[ "$former,$1" = down,rising ] || changed=1
	notify &
}

# notify: runs hooks
notify() {
	exec 3>&- </dev/null
	SPLITROUTE_PROVIDER=$name SPLITROUTE_STATE=$condition SPLITROUTE_FORMER=$former
	SPLITROUTE_REASON=$reason
	export SPLITROUTE_PROVIDER SPLITROUTE_STATE SPLITROUTE_FORMER SPLITROUTE_REASON
	set +f
	for hook in /etc/splitroute/notify.d/*; do
		[ ! -x "$hook" ] || "$hook" || say "this failed: $hook"
	done
}

# pace TARGET: probes it at each tick as long as something may be wrong, else as it is asked for
pace() {
	eval "miss=\$miss_$1 run=\$run_$1 period=\$period_$1"
	want=$interval
	[ -z "$metered" ] || [ "$interval" -ge 150 ] || carries || want=150
	case $condition,$miss in
	up,0) [ "$period" != 1 ] || [ "$run" -ge "$suspect" ] || want=1 ;;
	up,*) [ "$miss" -ge "$fall" ] || want=1 ;;
	down,0) want=1 ;;
	down,*) [ -n "$metered" ] || want=1 ;;
	*) want=1 ;;
	esac
	[ "$want" != "$period" ] || [ "$miss" = 2 ] || return 0 # its ping may have ended
	eval "period_$1=$want"
	probe "$1" "$want"
}

# carries: whether a metered provider had more than our own probes to do in the last half a minute
carries() {
	if [ "$((now % 25))" = 0 ]; then
		eval "dev=\$dev_${members##* } moved=\$moved_$group"
		value=0
		[ ! -r "/sys/class/net/$dev/statistics/tx_packets" ] ||
			read -r value <"/sys/class/net/$dev/statistics/tx_packets"
		# shellcheck disable=SC2086 # a word each
		set -- $members
		[ "$moved" = 0 ] || [ "$((value - moved))" -le "$((40 + 25 * $#))" ] ||
			eval "heard_at_$group=$now"
		eval "moved_$group=$value"
	fi
	eval "heard_at=\$heard_at_$group"
	[ "$((now - heard_at))" -lt 150 ]
}

## What is in force

# write_health: for setup, which honours it while this process runs. In $outs are absent providers,
# too: no traffic can move to them.
write_health() {
	outs=''
	for group in $groups; do
		load "$group"
		[ "$condition" = up ] || outs="$outs $uplinks"
	done
	down=$outs
	for uplink in $preferred $backups; do
		recall "$uplink"
		[ -n "$on" ] || outs="$outs $uplink"
	done
	began "$$"
	find_used
	lines=$(
		echo "monitor $$ $began"
		for uplink in $down; do echo "out $uplink"; done
		for group in $groups; do
			load "$group"
			case $condition,$keep,$metered,$leave in down,,* | *,1,1) refuse ;; esac
		done
	)
	put "$health_in.new" "$lines" && mv "$health_in.new" "$health_in"
}

# find_used: sets $used to the uplinks that the default route leads to: of the first of these lists
# that has any left, or all preferred ones
find_used() {
	used=''
	for family in ipv4 ipv6; do
		some=''
		for uplink in $preferred $backups; do
			case "$uplink,$outs ,$some, $preferred " in
			*".$family,"*" $uplink "*,*,*) ;;
			*".$family,"*,,*) some=" $uplink" ;;
			*".$family,"*,*,*" $uplink "*) some="$some $uplink" ;;
			esac
		done
		[ -n "$some" ] || for uplink in $preferred; do
			case $uplink in *".$family") some="$some $uplink" ;; esac
		done
		used=$used$some
	done
}

# another FAMILY: whether a provider of the default is left
another() {
	for other in $preferred $backups; do
		case "$other,$outs " in
		*".$1,"*" $other "*) ;;
		*".$1,"*) return 0 ;;
		esac
	done
	return 1
}

# refuse: prints what to refuse of the group that is loaded: nothing without a mark, while it is in
# use, or where no other provider of the default is left
refuse() {
	for uplink in $uplinks; do
		case "$mark $preferred $backups ,$used " in
		*,*" $uplink "*) ;;
		*"0x"*" $uplink "*) ! another "${uplink##*.}" || echo "refuse ${uplink##*.} $mark" ;;
		esac
	done
}

# enforce: has the setup script change the routing
enforce() {
	changed='' retry=''
	recall_all
	{ write_health && sh "$setup" health 3>&-; } || {
		say "the routing is not as it should be; $setup is run again in 5 seconds"
		retry=$((now + 25))
	}
	move_datagrams
	write_status
}

# move_datagrams: UDP hears of no reset; without its entry, it takes another provider
move_datagrams() {
	command -v conntrack >/dev/null || return 0
	while read -r word family mark; do
		[ "$word" != refuse ] ||
			conntrack -D -f "$family" -p udp -m "$mark/$mark_mask" >/dev/null 2>&1 3>&- || :
	done <"$health_in"
}

## Every five seconds, and when links change

keep_house() {
	probe_all
	runs "$events" || start_events
	was=$leave leave=''
	for group in $groups; do
		load "$group"
		ask
		[ "$((now % 432000))" != 0 ] || eval "changes_$group=0"
		stays || leave=1
	done
	[ "$leave" != "$was" ] || return 0
	[ -z "$leave" ] || say 'connections that still use a metered provider are refused for some seconds'
	enforce
}

# probe_all: starts what doesn't run as it should
probe_all() {
	for target in $probed; do
		eval "period=\$period_$target"
		probe "$target" "$period"
	done
}

# stays: false once the group that is loaded has been up, and in use, for ten minutes after it was
# not: for the next five seconds, connections of metered providers that are not in use are refused
stays() {
	eval "up_at=\$up_at_$group"
	[ "$condition" = up ] && [ "$((now - up_at))" -ge 3000 ] && [ "$((now - up_at))" -lt 3025 ] ||
		return 0
	for uplink in $uplinks; do case "$used " in *" $uplink "*) return 1 ;; esac done
}

# recall_all: sets $kept to what the setup in place has
recall_all() {
	if [ ! -f "$kept_in" ] || [ ! -p "$fifo" ]; then
		say 'the routing was taken down; the monitor ends'
		stop 1
	fi
	kept=''
	while read -r line; do kept=$kept$nl$line; done <"$kept_in"
}

# ask: the name server of the group that is loaded; that of an idle metered line as rarely as it is
# probed
ask() {
	eval "dns=\$dns_$group server=\$server_$group query=\$query_$group misses=\$misses_$group"
	[ -n "$dns" ] || return 0
	if [ -n "$query" ]; then
		kill "$query" 2>/dev/null || :
		answered "$group" no
	fi
	eval "misses=\$misses_$group"
	case $metered,$misses,$((now % 150)) in
	,* | *,[12],* | *,0) ;;
	*) carries || return 0 ;;
	esac
	(
		answer=no
		! nslookup "$dns" "$server" >/dev/null 2>&1 3>&- || answer=yes
		echo "! answered $group $answer" >&3 # without a reader, the FIFO would not even open
	) &
	eval "query_$group=$!"
}

# answered GROUP yes|no: three in a row count
answered() {
	eval "misses=\$((misses_$1 + 1)) query_$1=''"
	[ "$2" = no ] || misses=0
	refusing=0
	[ "$misses" -lt 3 ] || refusing=1
	eval "misses_$1=$misses refusing_$1=$refusing"
}

start_events() {
	check=$((now + 25)) # for what happens until it runs
	(
		trap - PIPE
		exec ip -o monitor link address >"$fifo" 2>/dev/null 3>&-
	) &
	events=$!
	note_processes
}

# find_links: sets $found to the addresses of watched interfaces that are up; those of a link come
# and go with it
find_links() {
	found=$(command ip -o address show up | awk -v devices=" $devices " '
		!index(devices, " " $2 " ") || $4 ~ /^fe80:/ { next }
		{ print $2, $3, $4, / tentative / ? "tentative" : "" }')
}

# look_at_links: has setup run again after a change: routes of an interface that was down don't come
# back by themselves
look_at_links() {
	check=''
	find_links
	[ "$found" != "$links" ] || return 0
	links=$found
	say "links or addresses changed; $setup is run"
	sh "$setup" 3>&- || say "$setup failed"
	recall_all
	probe_all
	changed=1 # others may be absent now, so others are left
}

## What is asked for

# write_status: a line for each group, and a last one that shows that nothing is missing
write_status() {
	lines=''
	for group in $groups; do
		load "$group"
		# shellcheck disable=SC2086 # a word each
		survey $members
		[ "$near" != 0 ] || worst=100 # losses are counted when an answer comes
		rtt=-
		for target in $members; do eval "rtt=\${rtt_$target:-\$rtt}"; done
		eval "since=\$since_$group changes=\$changes_$group"
		use=no there=''
		for uplink in $uplinks; do
			recall "$uplink"
			there=$there$on
			case "$used " in *" $uplink "*) use=yes ;; esac
		done
		[ -n "$there" ] || condition=absent
		lines="$lines$name $condition $since $worst $rtt $changes $use$nl"
	done
	put "$status_in" "${lines}end" || return 0 # "status" then says that it is not complete
}

# order WORD...: what another run of this script, or a query, asks for
order() {
	case $1 in
	answered) "$@" && return 0 ;;
	begun) begun "$2" "$3" && return 0 ;;
	esac
	set -- "$@" ''
	for group in $groups; do
		load "$group"
		case $1,${name%%/*} in
		down,"$2") by_hand down 1 ;;
		up,"$2" | release,*) by_hand up '' ;;
		esac
	done
}

# by_hand STATE HAND: of the group that is loaded
by_hand() {
	eval "hand_$group=\$2 refusing_$group=0 misses_$group=0"
	for target in $members; do begin_target "$target"; done
	reason='by hand'
	[ "$condition" = "$1" ] || become "$1"
}

# event: notes what $line says of a link. A link that goes down, or loses an address, loses its
# routes, also if it is back before find_links looks.
event() {
	check=$((now + 5)) link=${line#*: } gone=''
	link=${link%%[ :@]*}
	case $line in 'Deleted '*) gone=1 ;; *'<'*UP*'>'*) ;; *'<'*) gone=1 ;; esac
	case "$devices $gone" in *" $link "*1) links='' ;; esac
}

# reply: an answer to a ping; an answer to the clock's ping is a tick
reply() {
	target=${line%% *} number=${line##*seq=} ms=${line##*time=}
	target=$((target - 24)) number=${number%% *} ms=${ms%%[. ]*}
	[ "$target" != 0 ] || {
		tick
		return 0
	}
	lag=$((lag + 1))
	case " $probed " in *" $target "*) ;; *) return 0 ;; esac
	eval "group=\$group_of_$target"
	eval "latency=\$latency_$group timeout=\$timeout_$group off=\$off_$target"
	[ -n "$off" ] || heard "$target" "$number" "$ms"
}

# take: a line from the FIFO. At each, a clock that has ended is started again: it drives all else.
take() {
	case $line in
	*' bytes from '*seq=*time=*) reply ;;
	'! '*)
		# shellcheck disable=SC2086 # a word each
		order ${line#! }
		;;
	'--- '*' statistics ---') probe_all ;; # one has ended
	[0-9]*': '* | 'Deleted '*) event ;;
	esac
	[ "$lag" -ge 1000 ] || ! runs "$clock" || return 0
	lag=0
	start_clock
}

## Commands

# stop CODE: routing stays as it is
stop() {
	trap '' EXIT HUP INT TERM
	for target in $probed; do stop_probe "$target"; done
	kill "$clock" "$events" 2>/dev/null || :
	exit "$1"
}

# try_ping: with a ping that may not send, or has no -i, all providers would look silent
try_ping() {
	command -v ping >/dev/null || die 'there is no ping; install iputils-ping, or BusyBox with ping'
	said=$(ping -c 1 -i 0.2 -s 16 127.0.0.1 2>&1) || :
	case $said in *' bytes from '*time=*) ;; *)
		die "this fails: ping -c 1 -i 0.2 -s 16 127.0.0.1; it says: $said"
		;;
	esac
}

begin() {
	try_ping
	[ -r "$setup" ] || die "there is no setup script $setup; name it: sh monitor.sh --setup FILE"
	case $(cat "$setup") in *" choices='$choices'$nl"*) ;; *)
		die "$setup is not the setup of this monitor; write both from one configuration"
		;;
	esac
	lock
	[ ! -f "$kept_in" ] || kept=$(cat "$kept_in")
	begins "$kept" tag || die "nothing is set up; run: sh $setup"
	find_monitor
	[ -z "$watcher" ] || die "a monitor runs already, as process $watcher"
	end_former
	rm -rf "$state/monitor"
	mkdir "$state/monitor"
	mkfifo "$fifo"
	exec 3<>"$fifo"
	watches
	write_health || exit 1
	exec 9>&-
}

run() {
	begin
	trap 'stop 1' EXIT
	trap 'stop 0' HUP INT TERM
	enforce
	find_links
	links=$found
	start_clock
	start_events
	say "watching $providers"
	while read -r line <&3; do take; done
}

# tell WORD...: to the monitor that runs
tell() {
	find_monitor
	[ -n "$watcher" ] || die 'no monitor runs; start it: sh monitor.sh'
	case "$2, $providers " in ,* | "$2,"*" $2 "*) ;; *) die "there is no provider $2" ;; esac
	echo "! $1 $2" 1<>"$fifo" # which opens also when the monitor has just ended
}

# release: also when no monitor runs any more
release() {
	find_monitor
	[ -z "$watcher" ] || tell release ''
	[ -n "$watcher" ] || [ ! -f "$health_in" ] || {
		rm -f "$health_in"
		sh "$setup" health
	}
}

# show_status show_table|show_json
show_status() {
	find_monitor
	[ -n "$watcher" ] || die 'no monitor runs; start it: sh monitor.sh'
	tries=50
	while lines=$(cat "$status_in" 2>/dev/null) && case $lines in *end) false ;; esac do
		tries=$((tries - 1))
		[ "$tries" != 0 ] || die "$status_in is not complete"
	done
	read -r uptime _ </proc/uptime
	printf '%s\n' "$lines" | sed '/^end$/d' | "$1" "${uptime%.*}"
	case "$nl$lines" in *"$nl"*' down '*) exit 3 ;; esac
}

show_table() { # UPTIME
	awk -v uptime="$1" '
		BEGIN { form = "%-20s %-8s %8s %6s %7s %8s %7s\n" }
		NR == 1 { printf form, "provider", "state", "for", "loss", "rtt", "changes", "in use" }
		{ printf form, $1, $2, uptime - $3 " s", $4 " %", $5 " ms", $6, $7 }'
}

show_json() { # UPTIME
	awk -v uptime="$1" '
		{
			printf "%s{\"provider\": \"%s\", \"state\": \"%s\", ", NR == 1 ? "[" : ",\n ", $1, $2
			printf "\"seconds\": %d, \"loss\": %d, ", uptime - $3, $4
			printf "\"rtt_ms\": %s, \"changes\": %d, ", $5 == "-" ? "null" : $5, $6
			printf "\"in_use\": %s}", $7 == "yes" ? "true" : "false"
		}
		END { print "]" }'
}

main() {
	trap - EXIT
	setup=./setup.sh
	case $0 in */*) setup=${0%/*}/setup.sh ;; esac
	case ${1:-} in --setup)
		setup=${2:-}
		shift "$(($# < 2 ? $# : 2))"
		;;
	esac
	case $* in
	'') run ;;
	status) show_status show_table ;;
	'status --json') show_status show_json ;;
	'down '* | 'up '*) tell "$1" "${2:-}" ;;
	release) release ;;
	*) die "run it alone, with status, down NAME, up NAME or release, not with: $*" ;;
	esac
}
