# Probes, which write their lines into one FIFO. Each ping sends packets of a size of its own, which
# tells whose answer a line is: 24 + T bytes from ...; T is 0 for the clock. Nobody may be left to
# end one: it does so itself after ten minutes, and is started again.

fifo=$state/monitor/fifo
clock='' full='' uplink='' to='' dev='' pid=''

# probe T PERIOD: starts its ping anew, unless it runs like that already
probe() {
	eval "uplink=\$uplink_$1 to=\$to_$1 dev=\$dev_$1 before=\$probe_$1 pid=\$pid_$1"
	recall "$uplink"
	[ "$to" != gateway ] || to=$gateway
	case $to in fe80:*) to=$to%$dev ;; esac
	now_is="$on $address $to $2"
	[ "$now_is" != "$before" ] || ! runs "$pid" || return 0
	stop_probe "$1"
	eval "probe_$1=\$now_is off_$1=none"
	[ -n "$on" ] && [ -n "$to" ] || return 0
	eval "off_$1=$now"
	set -- "$1" "$(($2 / 5)).$(($2 % 5 * 2))" "$((3000 / $2 + 1))" "$((16 + $1))"
	(
		trap - PIPE
		exec >"$fifo" 2>/dev/null 3>&-
		echo "! begun $1 $now"
		exec ping -I "$address" -i "$2" -c "$3" -s "$4" "$to"
	) &
	eval "pid_$1=$!"
	note_processes
}

# begun T TICK: the ping that was started at this tick runs. What is before this in the FIFO, ticks
# and answers to an earlier ping, says nothing about it: a setup on a slow router takes many ticks.
begun() {
	from=''
	eval "from=\$off_$1"
	[ "$from" != "$2" ] || eval "off_$1='' last_$1='' quiet_$1=0"
}

# runs PID: whether this child still does; jobs has the shell notice those that ended
runs() {
	jobs >/dev/null
	[ -n "$1" ] && kill -0 "$1" 2>/dev/null
}

stop_probe() { # T
	eval "pid=\$pid_$1 pid_$1=''"
	[ -z "$pid" ] || kill "$pid" 2>/dev/null || :
}

# start_clock: plain sh has no other one that costs no process at each tick
start_clock() {
	[ -z "$clock" ] || kill "$clock" 2>/dev/null || :
	(
		trap - PIPE
		exec ping -i 0.2 -s 16 127.0.0.1 >"$fifo" 2>/dev/null 3>&-
	) &
	clock=$!
	note_processes
}

# put FILE TEXT: writes a file, or fails and says so once
put() {
	if { echo "$2" >"$1"; } 2>/dev/null; then
		full=''
		return 0
	fi
	[ -n "$full" ] || say "cannot write $1; see: df ${state%/*}"
	full=1
	return 1
}

# note_processes: for the next monitor, which ends those that a killed one has left; without a note,
# they end by themselves
note_processes() {
	pids="$clock $events" lines=''
	for target in $probed; do eval "pids=\"\$pids \$pid_$target\""; done
	for pid in $pids; do
		! began "$pid" || lines="$lines$pid $began$nl"
	done
	put "$state/monitor/processes" "${lines%"$nl"}" || return 0
}

# end_former: ends what a killed monitor has left
end_former() {
	[ -f "$state/monitor/processes" ] || return 0
	while read -r pid began; do
		! lives "$pid" "$began" || kill "$pid" 2>/dev/null || :
	done <"$state/monitor/processes"
}
