package discover

// numbers are what "ip -N" prints for names (etc/iproute2 in iproute2).
var (
	protocols = map[string]string{"2": "kernel", "3": "boot", "4": "static", "9": "ra", "16": "dhcp"}
	tables    = map[string]string{"": "main", "254": "main", "255": "local", "253": "default"}
	types     = map[string]string{"": "unicast", "1": "unicast"}
	actions   = map[string]string{"6": "blackhole", "7": "unreachable", "8": "prohibit"}
	hardware  = map[string]string{"[512]": "ppp", "[65534]": "none"}
)

// named is the name of a number.
func named(names map[string]string, word string) string {
	if name, found := names[word]; found {
		return name
	}
	return word
}

// named is a route with names for those numbers.
func (r route) named() route {
	r.Type, r.Table, r.Protocol = named(types, r.Type), named(tables, r.Table), named(protocols, r.Protocol)
	if len(r.Nexthops) == 0 && r.Dev != "" {
		r.Nexthops = []hop{{r.Gateway, r.Dev, r.Via, 1, r.Flags}}
	}
	return r
}
