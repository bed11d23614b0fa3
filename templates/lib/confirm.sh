# A setup that rolls itself back unless it is confirmed. $waiting has a file for each variable that
# the rollback needs. A process waits, and ends when $waiting is gone: after an answer, another
# setup or a teardown.

waiting=$state/waiting
report_in=$state/returned

# keep_former: saves what return_former needs
keep_former() {
	commands=''
	[ ! -f "$state/$former_tag" ] || commands=$(cat "$state/$former_tag")
	rm -rf "$waiting" "$report_in"
	mkdir -p "$waiting.new"
	for name in tag former_tag commands marks sets former_nft was names_before block_before kept; do
		eval "text=\$$name"
		printf '%s\n' "$text" >"$waiting.new/$name"
	done
	echo "$$" >"$waiting.new/run"
	mv "$waiting.new" "$waiting"
}

# return_former: restores the previous state. The present entries stay until it is in place.
return_former() {
	set +e
	returned='' report='failed: the previous state is not known any more'
	cd /
	for name in tag former_tag commands marks sets former_nft was names_before block_before kept; do
		eval "$name=\$(cat \"\$waiting/\$name\")" || return 1
	done
	returned=1 own_tag=$tag
	if [ -n "$commands" ] && ! is_complete "$former_tag" "$commands"; then
		tag=$former_tag
		remove "$tag" || returned=''
		printf '%s\n' "$commands" >"$state/$tag" || returned=''
		lost=''
		enter "$commands" anyway
		[ -z "$lost" ] || returned=''
		tag=$own_tag
	fi
	roll_back || returned=''
	report='failed: the previous state is back only in part; run a setup or the teardown'
	[ -z "$returned" ] || report='returned: the previous state is back, and is complete'
	rm -rf "$waiting"
	mkdir -p "$state" && printf '%s\n' "$report" >"$report_in"
	! command -v logger >/dev/null || logger -t splitroute -p daemon.warning "$report" || :
}

# is_complete TAG COMMANDS: succeeds if their setup is still there, with the marker rule
is_complete() {
	[ "$(cat "$state/$1" 2>/dev/null)" = "$2" ] || return 1
	case $(tagged "$1" -4) in *'from 255.255.255.255 nop '*) ;; *) return 1 ;; esac
}

# waits RUN: whether that is the run that waits
waits() { [ -f "$waiting/run" ] && [ "$(cat "$waiting/run")" = "$1" ]; }

# stand_by RUN: waits for the answer. It counts seconds since boot. A run that hangs keeps the lock
# for ever, so the wait for the lock ends after half a minute.
stand_by() {
	trap '' HUP INT QUIT
	set +e
	{ echo -1000 >/proc/self/oom_score_adj; } 2>/dev/null # memory may be short: not this process
	read -r now _ </proc/uptime
	deadline=$((${now%.*} + confirm))
	while waits "$1" && [ "${now%.*}" -le "$deadline" ]; do
		sleep 1
		read -r now _ </proc/uptime
	done
	exec 9>>/proc/sys/net/ipv4/route/flush
	tries=30
	while command -v flock >/dev/null && ! flock -n 9 9>&9 && [ "$tries" != 0 ]; do
		tries=$((tries - 1))
		sleep 1
	done
	! waits "$1" || return_former
}

# start_waiting: starts stand_by in a session of its own and, under systemd, in a scope of its own.
# A script that was piped into sh can't be started again: a copy of this shell waits.
start_waiting() {
	keep_former
	first=''
	case $-,$0 in
	*s*,* | *,/dev/* | *,/proc/*) ;;
	*) [ ! -f "$0" ] || read -r first <"$0" ;;
	esac
	case $first in '#!'*)
		set -- setsid sh -- "$0" stand-by "$$"
		[ ! -d /run/systemd/system ] || ! apart systemd-run --quiet --scope "$@" || return 0
		! apart "$@" || return 0
		;;
	esac
	( # the end of the login session must not end it
		trap '' TERM
		trap - EXIT
		exec </dev/null >/dev/null 2>&1 9>&-
		stand_by "$$"
	) &
}

# apart COMMAND...: runs it without our lock and terminal
apart() { ("$@" </dev/null >/dev/null 2>&1 9>&-); }

# answer confirm|revert|stand-by [RUN]
answer() {
	trap - EXIT HUP INT TERM
	[ "$1" != stand-by ] || {
		waits "${2:-}" || exit 1
		stand_by "$2" &
		exit 0
	}
	lock
	report=''
	[ -d "$waiting" ] || {
		[ ! -f "$report_in" ] || read -r report <"$report_in"
		die "nothing waits to be confirmed${report:+; the last report: $report}"
	}
	if [ "$1" = confirm ]; then
		rm -rf "$waiting"
		say 'confirmed'
		exit
	fi
	trap '' HUP INT QUIT TERM
	return_former
	say "$report"
	[ -n "$returned" ]
	exit
}
