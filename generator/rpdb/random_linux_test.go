package rpdb_test

import (
	"fmt"
	"math/rand"
	"strings"
)

// writer writes a configuration with whatever a random source chooses.
type writer struct {
	*rand.Rand
	strings.Builder
	isps  []string
	ipv6  []bool // which of them have it
	mixed bool   // whether there is any IPv6
	lans  []string
	lan6  bool // whether the first of them has IPv6
	marks bool
	nat   bool // of the provider that is written
	auto  bool // some prefixes are delegated
}

func (w *writer) put(format string, args ...any) { fmt.Fprintf(w, format+"\n", args...) }

func (w *writer) chance(percent int) bool { return w.Intn(100) < percent }

// oneOf chooses among texts.
func (w *writer) oneOf(texts ...string) string { return texts[w.Intn(len(texts))] }

// randomConfiguration is one that is mostly valid: 1 to 8 providers and all
// that a file can ask for.
func randomConfiguration(r *rand.Rand) string {
	w := &writer{Rand: r, mixed: r.Intn(3) > 0, marks: r.Intn(4) > 0}
	w.put("settings {\n connection_marks = %t\n hash_policy = %q\n}", w.marks, w.oneOf("l3", "l4", "source"))
	for i := range r.Intn(4) {
		w.lan(i)
	}
	w.inner()
	n := 1 + r.Intn(8)
	for i := range n {
		w.provider(i)
	}
	for i := range r.Intn(7) {
		w.rule(i)
	}
	w.defaultRoute()
	return w.String()
}

// inner adds networks behind a router in the first one, of each family that it has.
func (w *writer) inner() {
	behind := func(name, gateway, prefix string) {
		w.put("network %q {\n interface = \"lan0\"\n gateway = %q\n prefixes = [%q]\n}", name, gateway, prefix)
	}
	if len(w.lans) > 0 && w.chance(40) {
		behind("inner", "10.0.0.7", "10.77.0.0/16")
	}
	if w.lan6 && w.chance(60) {
		behind("inner6", "2001:db8:10::7", "2001:db8:77::/48")
	}
}

func (w *writer) lan(i int) {
	prefixes := []string{fmt.Sprintf(`"10.%d.0.0/24"`, i)}
	if w.mixed && w.chance(70) {
		prefixes = append(prefixes, fmt.Sprintf(`"2001:db8:1%d::/64"`, i))
		w.lan6 = w.lan6 || i == 0
	}
	if w.chance(20) {
		prefixes = append(prefixes, fmt.Sprintf(`"172.20.%d.0/28"`, i))
	}
	w.lans = append(w.lans, fmt.Sprint("lan", i))
	w.put("network \"lan%d\" {\n interface = \"lan%d\"\n prefixes = [%s]\n}", i, i, strings.Join(prefixes, ", "))
}

func (w *writer) provider(i int) {
	name := fmt.Sprint("isp", i)
	iface := fmt.Sprint("wan", i)
	if i > 0 && w.chance(12) {
		iface = fmt.Sprint("wan", i-1)
	}
	w.nat = w.chance(50)
	w.put("provider %q {\n interface = %q\n masquerade = %t\n weight = %d", name, iface, w.nat, 1+w.Intn(4))
	if w.chance(15) {
		w.put(" optional = true")
	}
	six := w.mixed && w.chance(75)
	if !six || w.chance(85) {
		w.uplink4(i)
	}
	if six {
		w.uplink6(i)
	}
	w.put("}")
	w.isps, w.ipv6 = append(w.isps, name), append(w.ipv6, six)
}

// uplink4 has the layouts of IPv4: networks of all lengths, links without a
// gateway, gateways in other networks and in none, values that are read.
func (w *writer) uplink4(i int) {
	w.put(" ipv4 {")
	switch w.Intn(14) {
	case 0, 1:
		w.put("  address = \"203.0.%d.2/30\"\n  gateway = \"203.0.%d.1\"", i, i)
	case 2, 3:
		w.put("  address = \"203.0.%d.130/24\"\n  gateway = \"203.0.%d.1\"", i, i)
	case 4:
		w.put("  address = \"203.0.%d.1/31\"\n  gateway = \"203.0.%d.0\"", i, i)
	case 5:
		w.put("  address = \"203.0.%d.2/32\"", i)
	case 6:
		w.put("  address = \"203.0.%d.2/32\"\n  gateway = \"192.0.2.%d\"\n  onlink = true", i, 1+i)
	case 7:
		w.put("  address = \"203.0.%d.200/29\"\n  gateway = \"203.0.%d.9\"\n  network = \"203.0.%d.8/29\"", i, i, i)
	case 8: // the same network as others
		w.put("  address = \"203.0.113.%d/24\"\n  gateway = \"203.0.113.1\"", 2+i)
	case 9:
		w.put("  address = \"auto\"\n  gateway = \"auto\"")
	case 10:
		w.put("  address = \"203.0.%d.77/26\"\n  gateway = \"auto\"", i)
	case 11: // the same network as others, read
		w.put("  address = \"auto\"\n  gateway = \"203.0.113.1\"")
	case 12: // the same gateway as others, in no network
		w.put("  address = \"203.0.%d.2/%d\"\n  gateway = \"192.0.2.250\"\n  onlink = true", i, 24+8*w.Intn(2))
	case 13: // an address that may have a peer
		w.put("  address = \"203.0.%d.2/32\"", i)
	}
	if w.chance(25) {
		w.put("  prefixes = [\"198.51.%d.0/28\"]", i)
	}
	if w.nat && w.chance(30) {
		w.put("  masquerade_except = [\"192.0.2.64/26\", \"198.19.0.0/16\", \"192.0.2.64/27\"]")
	}
	if w.chance(25) {
		w.put("  routes = [\"192.0.2.%d/32\", \"100.%d.0.0/16\"]", 100+i, i)
	}
	w.put(" }")
}

func (w *writer) uplink6(i int) {
	w.put(" ipv6 {")
	switch w.Intn(9) {
	case 6: // likewise, read
		w.put("  address = \"auto\"\n  gateway = \"2001:db8:113::1\"")
	case 7: // the same gateway as others, in no network
		w.put("  address = \"2001:db8:%d::2/%d\"\n  gateway = \"2001:db8:250::1\"\n  onlink = true", i, 64+64*w.Intn(2))
	case 8: // an address that may have a peer
		w.put("  address = \"2001:db8:%d::2/128\"", i)
	case 5: // the same network as others
		w.put("  address = \"2001:db8:113::%d/64\"\n  gateway = \"2001:db8:113::1\"", 2+i)
	case 0, 1:
		w.put("  address = \"2001:db8:%d::2/64\"\n  gateway = \"2001:db8:%d::1\"", i, i)
	case 2:
		w.put("  address = \"2001:db8:%d::3/64\"\n  gateway = \"fe80::%d\"", i, 0x100+i)
	case 3:
		w.put("  address = \"2001:db8:%d::2/128\"", i)
	case 4:
		w.put("  address = \"auto\"\n  gateway = \"auto\"")
	}
	switch {
	case w.chance(25):
		w.put("  prefixes = [\"2001:db8:f%d::/48\"]", i)
	case !w.auto && w.chance(15):
		w.put("  prefixes = [\"auto\", \"2001:db8:f%d::/48\"]", i)
		w.auto = true
	}
	if w.nat && w.chance(30) {
		w.put("  masquerade_except = [\"2001:db8:e1::/48\", \"2600::/16\"]")
	}
	if w.chance(25) {
		w.put("  routes = [\"2001:db8:e%d::/48\"]", i)
	}
	w.put(" }")
}

// rule is a rule block with one selector or several.
func (w *writer) rule(i int) {
	w.put("rule \"rule%d\" {\n %s", i, w.target())
	anything := false
	try := func(percent int, format string, args ...any) {
		if w.chance(percent) {
			w.put(" "+format, args...)
			anything = true
		}
	}
	try(35, "from = [%q, %q]", w.oneOf("10.0.0.0/25", "10.1.0.0/16", "203.0.0.0/16"), w.oneOf("2001:db8:10::/64", "10.2.0.0/24", "2001:db8:f1::/48"))
	try(35, "to = [%q, %q]", w.oneOf("198.18.0.0/15", "198.18.0.1/32", "203.0.2.0/24"), w.oneOf("2001:db8:ffff::/48", "192.0.2.64/26", "100.1.2.0/24"))
	if w.chance(30) {
		try(100, "protocol = %q", w.oneOf("tcp", "udp"))
		try(60, "destination_ports = [53, \"%d-%d\"]", 80, 81+w.Intn(20))
		try(30, "source_ports = [\"1000-1010\"]")
	}
	if len(w.lans) > 0 && w.chance(60) {
		try(30, "interface = %q", w.oneOf(w.lans...))
	} else {
		try(20, "users = [1001, \"2000-2002\"]")
	}
	try(20, "dscp = %d", 10+w.Intn(2))
	try(20, "mark = \"%#x/0x10000\"", 0x10000*w.Intn(2))
	if !anything {
		w.put(" to = [\"198.18.0.0/16\"]")
	}
	w.put("}")
}

// target is where a rule leads: one provider, the first of several, several by
// their weights, or on to the default route.
func (w *writer) target() string {
	target := "via = provider." + w.oneOf(w.isps...)
	switch w.Intn(10) {
	case 0, 1:
		return `via = "default"`
	case 2, 3:
		target = "via = [" + w.references(w.Perm(len(w.isps))[:1+w.Intn(len(w.isps))]) + "]"
	case 4, 5, 6:
		if len(w.isps) > 1 {
			target = "balance = [" + w.references(w.Perm(len(w.isps))[:2+w.Intn(len(w.isps)-1)]) + "]"
		}
	}
	if w.chance(40) {
		target += "\n otherwise = \"unreachable\""
	}
	return target
}

// foreigners are routes and rules of others, of all kinds that the plan has
// none of: each with a chance of one half.
func foreigners(r *rand.Rand) []string {
	var lines []string
	for _, line := range []string{
		"route add blackhole 198.19.0.0/16",
		"route add prohibit 100.1.0.0/16",
		"route add unreachable 192.0.2.64/26",
		"route add throw 203.0.2.0/24 table 7777",
		"route add unreachable 203.0.3.0/24 table 7777",
		"route add 198.18.0.0/24 dev lo table 7777",
		"rule add priority 90 to 192.0.2.99 iif lo prohibit",
		"rule add priority 100 not to 198.18.0.0/16 lookup 7777 suppress_prefixlength 8",
		"rule add priority 110 goto 130",
		"rule add priority 120 to 192.0.2.0/24 blackhole",
		"rule add priority 130 fwmark 0x10000/0x10000 unreachable",
		"rule add priority 140 uidrange 1001-1002 ipproto tcp sport 52-80 lookup 7777",
		"route add unreachable 198.18.0.0/16 tos 0x08",
		"route add throw 192.0.2.0/24 tos 0x10",
		"route add blackhole 203.0.0.0/16 tos 0x10 table 7777",
		"route add prohibit 100.1.0.0/16 tos 0x48 table 7777",
		"rule add priority 91 tos 0x08 lookup 7777",
		"rule add priority 92 tos 0x10 to 192.0.2.64/26 prohibit",
		"rule add priority 93 not tos 0x08 to 198.19.0.0/16 sport 1000-1010 lookup 7777 suppress_prefixlength 8",
		"rule add priority 94 tun_id 7 unreachable",
		"rule add priority 96 iif nowhere prohibit",
		"rule add priority 97 to 203.0.3.0/24 lookup 7777 realms 3/4",
		"rule add priority 150 not from 203.0.0.0/16 ipproto udp dport 53 nop",
		"rule add priority 32000 from 198.18.0.0/15 prohibit",
		"-6 route add blackhole 2001:db8:e1::/48",
		"-6 route add prohibit 2600::/16 table 7777",
		"-6 route add throw 2001:db8:ffff::/48 table 7777",
		"-6 rule add priority 100 not to 2001:db8:1::/64 lookup 7777 suppress_prefixlength 8",
		"-6 rule add priority 110 goto 130",
		"-6 rule add priority 120 to 2001:db8::/32 fwmark 0x3f00/0x3f00 blackhole",
		"-6 route add unreachable 2001:db8:ffff::/48 from 2001:db8:10::/64",
		"-6 route add prohibit 2001:db8:ffff::/48 from 2001:db8:10::/63 table 7777",
		"-6 route add blackhole 2001:db8:e0::/44 from 2001:db8::/32",
		"-6 route add throw 2001:db8:e1::/48 from 2001:db8:1::/64 table 7777",
		"-6 route add unreachable default from 2001:db8:11::/64 table 7777",
		"-6 rule add priority 91 tos 0x48 to 2001:db8::/32 prohibit",
		"-6 rule add priority 92 tos 0x10 lookup 7777",
		"-6 rule add priority 93 not tos 0x08 to 2600::/16 sport 1000-1010 lookup 7777 suppress_prefixlength 8",
		"-6 rule add priority 94 tun_id 7 unreachable",
		"-6 rule add priority 130 uidrange 2000-2002 unreachable",
	} {
		if r.Intn(2) == 0 {
			lines = append(lines, line)
		}
	}
	return lines
}

func (w *writer) defaultRoute() {
	if w.chance(8) {
		return
	}
	w.put("default_route {")
	order := w.Perm(len(w.isps))
	n := 1 + w.Intn(len(order))
	if n == 1 {
		w.put(" prefer = provider.%s", w.isps[order[0]])
	} else {
		w.put(" balance = [%s]", w.references(order[:n]))
	}
	if rest := order[n:]; len(rest) > 0 && w.chance(50) {
		w.put(" backup = [%s]", w.references(rest))
	}
	if w.chance(35) {
		w.put(" table = \"main\"")
	}
	w.put("}")
}

func (w *writer) references(positions []int) string {
	var list []string
	for _, i := range positions {
		list = append(list, "provider."+w.isps[i])
	}
	return strings.Join(list, ", ")
}
