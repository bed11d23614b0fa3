# Whether a monitor runs.

health_in=$state/health # what the monitor finds; its first line is "monitor PID START"
began='' watcher=''

# began PID: sets $began to when this process began, in ticks since the machine was started
began() {
	{ read -r line <"/proc/$1/stat"; } 2>/dev/null || return 1
	# shellcheck disable=SC2086 # a word each
	set -- ${line##*) }
	began=${20:-}
}

# lives PID START: whether this process runs, and began then
lives() { began "$1" && [ "$began" = "$2" ]; }

# find_monitor: sets $watcher to the process of the monitor that runs, or to nothing
find_monitor() {
	watcher=''
	[ -r "$health_in" ] || return 0
	read -r _ one two <"$health_in" || return 0
	! lives "$one" "$two" || watcher=$one
}
