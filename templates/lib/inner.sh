# Notes local networks behind other routers that main has no route to. A routing daemon may add one
# later, so setup goes on.

# behind BLOCK PREFIX GATEWAY INTERFACE: main is asked first, by all its routes except a default
behind() {
	case $2 in *:*) family=-6 ;; *) family=-4 ;; esac
	there=$(command ip "$family" -o route show table main to match "$2" | sed '/^default /d')
	[ -n "$there" ] || say "note: $1: main has no route to $2, so packets to it leave by" \
		"a provider; run: ip $family route add $2 via $3 dev $4"
}
