# The providers that the monitor finds down are no longer chosen, and nothing else changes. The file
# $health_in has its lines: "monitor PID START", "out UPLINK", "refuse ipv4|ipv6 MARK".

out='' refused4='' refused6='' before='' first=''

# read_health [FILE]: sets $out to the uplinks that the monitor finds down, as long as it runs or
# FILE is there, and $refused4 and $refused6 to the marks of connections that it has refused
read_health() {
	find_monitor
	[ -n "$watcher" ] || [ -f "${1:-}" ] || {
		say 'note: no monitor runs, so providers that do not answer are used, too; run: sh monitor.sh'
		return 0
	}
	while read -r word one two; do
		case $word,$one in
		out,*) out="$out $one" ;;
		refuse,ipv4) refused4="$refused4, $two" ;;
		refuse,ipv6) refused6="$refused6, $two" ;;
		esac
	done <"$health_in"
}

# among UPLINK... [default]: of those that the next routes choose among, sets NAME_FAMILY_up to 1
# or, where the uplink is absent or found down, to nothing. If none were left, all stay.
among() {
	left=''
	for block; do case " $absent $out " in *" $block "*) ;; *) left=1 ;; esac done
	for block; do
		name=${block#provider.} && name=${name%.*}_${name##*.}
		while :; do case $name in *-*) name=${name%%-*}_${name#*-} ;; *) break ;; esac done
		case " $absent ${left:+$out} ,$block" in
		*,default) ;;
		*" $block "*) eval "${name}_up=''" ;;
		*) eval "${name}_up=1" ;;
		esac
	done
}

# freed LIST FAMILY MATCH: prints rules, each behind a line's end, that take the marks in LIST away
# from UDP which masquerade translates: the kernel ends what leaves by another interface then
# (nf_nat_oif_changed in net/netfilter/nf_nat_core.c), and the next packet begins anew
freed() {
	printf '%s\n' "$marks" | awk -v list="$1," -v family="$2" -v match_="$3" '
		/^\t\t# provider/ { who = $2 }
		/ ct mark set / && $1 == "oifname" {
			dev[who] = $2
			mark[who] = $NF
			rest[who] = $(NF - 2)
			n[$2]++
		}
		/ masquerade$/ && $3 == (family == 4 ? "ip" : "ip6") { free[who] }
		END {
			for (who in free) if (n[dev[who]] == 1 && index(list, " " mark[who] ","))
				print "\n\t\t" match_, mark[who], "meta l4proto udp ct mark set ct mark &", rest[who], "drop"
		}'
}

# refusals: the table of nft that refuses connections of providers that are down. What comes in from
# one has a connection mark alone, and is let in.
refusals() {
	rules='' first=''
	for family in 4 6; do
		eval "list=\$refused$family"
		[ -n "$list" ] || continue
		match="ct direction original meta nfproto ipv$family meta mark & $mark_mask"
		rules="$rules		$match { ${list#, } } meta l4proto tcp reject with tcp reset
		$match { ${list#, } } meta l4proto udp reject$nl"
		first=$first$(freed "$list" "$family" "$match ==")
	done
	[ -n "$rules" ] || return 0
	at 'health: connections of providers that are down'
	nft -f - <<EOF
table inet splitroute_health
delete table inet splitroute_health
table inet splitroute_health {
	chain forward {
		type filter hook forward priority filter - 1;$first
$rules	}
	chain output {
		type filter hook output priority filter - 1;
$rules	}
}
EOF
}

## Putting it into force

# as_kept: has the head take what the setup in place has found, instead of looking for it
# shellcheck disable=SC2317 # needs calls these
as_kept() {
	uplink() {
		recall "$1"
		off=''
		[ -n "$on" ] || absent="$absent $1" off='# '
	}
	read_uplink() { uplink "$1"; }
	pass_over() { :; }
	read_prefixes() { :; }
	see_ipsec() { :; }
	need_link() { :; }
	need_ipv6() { :; }
	behind() { :; }
	forwards() { :; }
	unmanaged() { :; }
	strangers() { :; }
	marks() { # those before the first route
		printf '%s\n' "$before" | awk '/^ip / { late = 1 } late { next }
		/^nft / { print why; on = 1 } on; /^EOF$/ { on = 0 } { why = $0 }'
	}
}

# chosen TEXT [others]: its default routes in tables with choices, or all its other routes and rules
chosen() {
	printf '%s\n' "$1" | awk -v tables=" $choices " -v others="${2:-}" "$behind"'
		/^ip / {
			table = behind("table")
			choice = /^ip -[46] route prepend default / && index(tables, " " (table ? table : "main") " ")
			if (!choice == (others != "")) print
		}'
}

# exchange FAMILY OLD NEW: what ip has to do first, next and last. A line may be done already where
# the run before was killed: then OLD has the line "changing". IPv6 replaces a multipath route. IPv4
# deletes the first one that begins with the next hops given (fib_nh_match in
# net/ipv4/fib_semantics.c), so the new one comes behind the old one; in main, where others have
# routes, after it.
exchange() {
	printf '%s\n' "$2" -- "$3" | awk -v begin="ip $1 route prepend " -v ipv6="${1#-4}" "$behind"'
		$0 == "--" { new = 1; next }
		$0 == "changing" { unsure = 1; next }
		index($0, begin) != 1 { next }
		{
			line = key = substr($0, length(begin) + 1)
			verb = "prepend"
			if (sub(/ nexthop .*/, "", key)) verb = ipv6 != "" ? "replace" : "append"
			if (ipv6 == "") key = line
			first = verb == "append" && !behind("table")
			if (first) verb = "prepend"
		}
		!new { there[line] = 1; old[++n] = key; early[n] = first; next }
		{ stays[key] = 1 }
		unsure || !(line in there) { add[++m] = "route " verb " " line }
		END {
			for (i = n; i; i--)
				if (!(old[i] in stays)) print early[i] ? "first" : "last", "route del", old[i]
			for (i = 1; i <= m; i++) print "next", add[i]
		}'
}

# put_in_force: only what the monitor found may have changed since the setup was run
put_in_force() {
	trap - EXIT HUP INT TERM
	lock
	[ ! -f "$kept_in" ] || kept=$(cat "$kept_in")
	begins "$kept" tag || die 'nothing is set up; run this script first'
	choose_tag
	before=$(cat "$state/$tag")
	as_kept
	needs
	read_health "$health_in" # also of a monitor that was killed when it had started this
	plan
	[ "$(chosen "$before" others)" = "$(chosen "$todo" others)" ] ||
		die 'the setup in place is another one; run this script first'
	failed=''
	change_choices || failed=1
	change_refusals
	[ -z "$failed" ] || die 'not all routes could be changed; see: ip route show table all'
	exit
}

change_choices() {
	done=0 old=$(chosen "$before") new=$(chosen "$todo") parts='first next last'
	# a deletion that was done already takes another route with that next hop
	case $before in *"${nl}changing"*) old=changing$nl$old parts="$parts next" ;; esac
	[ "$old" != "$new" ] || return 0
	printf '%s\n' "$todo" changing "$old" >"$state/$tag.new" && mv "$state/$tag.new" "$state/$tag"
	for family in $families; do
		lines=$(exchange "$family" "$old" "$new")
		for part in $parts; do # the kernel may have deleted routes with an interface
			case $nl$lines in *"$nl$part "*) ;; *) continue ;; esac
			some=$(printf '%s\n' "$lines" | sed -n "s/^$part //p")
			command ip "$family" -force -batch - 2>/dev/null <<EOF || [ "$part" != next ] || done=1
$some
EOF
		done
	done
	case $old in changing*) done=0 ;; esac # what was done already has failed
	[ "$done" = 0 ] || return 1
	printf '%s\n' "$todo" >"$state/$tag.new" && mv "$state/$tag.new" "$state/$tag"
}

change_refusals() {
	text=$(write_down refusals)
	former_nft=''
	[ -n "$text" ] || [ -z "$mark_mask" ] || former_nft=$(our_tables)
	load "$text"
	unload splitroute_health "$text"
}
