# How a provider's state follows from the answers to probes. Time is counted in ticks of 200 ms. A
# target T has the variables quiet_T, ticks without an answer; miss_T, probes without one in a row;
# run_T, answers in a row; last_T, the number of the last one; rtt_T, its median round trip in ms.

quiet=0 miss=0 limit=0 last='' wait=0 sent=0 lost=0 slow=0 run=0 rtt=0 share=0 worst=0
suspect=0 fall=0 rise=0 quorum=0 loss=0 latency=0 timeout=0 held=0 hold=0 refusing=0 condition=''

# begin_target T: nothing is known of it
begin_target() {
	eval "quiet_$1=0 miss_$1=0 run_$1=0 last_$1='' rtt_$1='' wait_$1=$timeout"
	eval "sent_$1=0 lost_$1=0 slow_$1=0 sent_before_$1=0 lost_before_$1=0 slow_before_$1=0"
	[ "$timeout" != 0 ] || eval "wait_$1=1000"
}

# pass T PERIOD: a tick is over. A probe counts as unanswered once no answer has come for so many
# ticks; a target that is probed at each tick misses one with each tick from there on.
pass() {
	eval "quiet=\$((quiet_$1 + 1)) miss=\$miss_$1 limit=\$(((wait_$1 + 199) / 200))"
	[ "$2" = 1 ] || limit=$((limit + $2))
	eval "quiet_$1=$quiet"
	[ "$quiet" -ge "$limit" ] || return 0
	eval "miss_$1=$((miss + 1))"
	[ "$miss" -le 1 ] || eval "run_$1=0" # two ticks may be the jitter of two clocks
}

# heard T NUMBER MS: an answer came. Numbers that are skipped are probes that were lost; so is one
# whose answer is late. Without a timeout of its own, a line that is slower all at once is not dead.
heard() {
	late=$timeout
	[ "$timeout" != 0 ] || late=2000
	eval "last=\$last_$1 sent=\$sent_$1 lost=\$lost_$1 run=\$run_$1 slow=\$slow_$1"
	skipped=$(((65536 + $2 - ${last:-$(($2 - 1))} - 1) % 65536))
	[ "$skipped" -lt 32768 ] || return 0 # it was overtaken by the last one
	[ "$skipped" = 0 ] || run=0
	[ "$3" -le "$late" ] || skipped=$((skipped + 1)) run=-1
	[ "$3" -le "$latency" ] || slow=$((slow + 1))
	eval "last_$1=$2 sent_$1=$((sent + skipped + 1)) lost_$1=$((lost + skipped)) slow_$1=$slow"
	eval "run_$1=$((run + 1))"
	round_trip "$1" "$3"
	[ "$3" -gt "$late" ] || eval "quiet_$1=0 miss_$1=0"
}

# round_trip T MS: the median is followed step by step, and three times that is waited for, from
# 200 ms to 2 s
round_trip() {
	eval "rtt=\${rtt_$1:-$2}"
	if [ "$2" -gt "$rtt" ]; then
		rtt=$((rtt + 1 + rtt / 16))
	elif [ "$2" -lt "$rtt" ]; then
		rtt=$((rtt - 1 - rtt / 16))
	fi
	[ "$rtt" -ge 0 ] || rtt=0
	eval "rtt_$1=$rtt"
	[ "$timeout" = 0 ] || return 0
	wait=$((rtt * 3))
	[ "$wait" -ge 200 ] || wait=200
	[ "$wait" -le 2000 ] || wait=2000
	eval "wait_$1=$wait"
}

# turn T: half a window is over
turn() {
	eval "sent_before_$1=\$sent_$1 lost_before_$1=\$lost_$1 slow_before_$1=\$slow_$1"
	eval "sent_$1=0 lost_$1=0 slow_$1=0"
}

# bad T: whether it loses too much, or most answers take too long, over the window; sets $share to
# the percentage of probes that were lost
bad() {
	eval "sent=\$((sent_$1 + sent_before_$1)) lost=\$((lost_$1 + lost_before_$1))"
	eval "slow=\$((slow_$1 + slow_before_$1))"
	share=0
	[ "$sent" = 0 ] || share=$((lost * 100 / sent))
	[ "$sent" -ge 10 ] || return 1
	[ "$loss" = 0 ] || [ "$share" -lt "$loss" ] || return 0
	[ "$latency" != 0 ] && [ "$((slow * 2))" -gt "$((sent - lost))" ]
}

# survey T...: sets $near to how many targets answer, $far to how many aren't silent for long,
# $again and $risen to how many answer again, and $clean to how many do so well over the window
survey() {
	near=0 far=0 again=0 risen=0 clean=0 worst=0
	for target; do
		eval "miss=\$miss_$target run=\$run_$target"
		[ "$miss" -ge "$suspect" ] || near=$((near + 1))
		[ "$miss" -ge "$fall" ] || far=$((far + 1))
		[ "$run" -lt "$suspect" ] || again=$((again + 1))
		[ "$run" -lt "$rise" ] || risen=$((risen + 1))
		bad "$target" || clean=$((clean + 1))
		[ "$share" -le "$worst" ] || worst=$share
	done
}

# judge: sets $next from $condition, from what survey found, from $refusing (the name server fails),
# and from $held, the ticks since the provider began to answer again, of which $hold have to pass
judge() {
	next=$condition reason="$again of its targets answer again"
	case $condition in
	up) [ "$near" -ge "$quorum" ] || silent suspect "$suspect" ;;
	suspect)
		[ "$again" -lt "$quorum" ] || next=up
		[ "$far" -ge "$quorum" ] || silent down "$fall"
		;;
	down) [ "$again" -lt "$quorum" ] || next=rising ;;
	rising)
		[ "$risen" -lt "$quorum" ] || [ "$held" -lt "$hold" ] || next=up
		[ "$near" -ge "$quorum" ] || silent down "$suspect"
		;;
	esac
	if [ "$refusing" = 1 ]; then
		next=down reason='its name server does not answer'
	elif [ "$clean" -lt "$quorum" ]; then
		next=down reason="over the window, $worst % of the probes were lost, or answers took too long"
	fi
}

# silent STATE PROBES
silent() { next=$1 reason="no answer to $2 probes in a row"; }
