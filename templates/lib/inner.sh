# Says which local networks behind other routers main has no route to. It may get one later, from a
# routing daemon, so that keeps no setup from being done.

# behind BLOCK PREFIX GATEWAY INTERFACE: main is asked first, by all its routes except a default
behind() {
	case $2 in *:*) family=-6 ;; *) family=-4 ;; esac
	there=$(command ip "$family" -o route show table main to match "$2" | sed '/^default /d')
	[ -n "$there" ] || say "note: $1: main has no route to $2, so what is sent there goes to" \
		"a provider; run: ip $family route add $2 via $3 dev $4"
}
