package rehearsal_test

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
)

// lines are two lines of one provider, each with an address of its own and all
// else the same.
func lines(address1, address2, address61, address62, rest string) string {
	line := func(n int, inet, inet6 string) string {
		return fmt.Sprintf("provider \"line%d\" {\n interface = \"if%d\"\n masquerade = true\n ipv4 {\n  %s\n }\n ipv6 {\n  %s\n }\n}\n", n, n, inet, inet6)
	}
	return "network \"lan\" {\n interface = \"if0\"\n prefixes = [\"10.0.0.0/24\", \"2001:db8:10::/64\"]\n}\n" +
		line(1, address1, address61) + line(2, address2, address62) + rest
}

const (
	farEnd4, farEnd6 = "192.0.2.1", "2001:db8:192::1"
	line1, line2     = "203.0.113.2", "198.51.100.2"
	line61, line62   = "2001:db8:1::2", "2001:db8:2::2"
)

// peers have no gateway: addresses of PPP.
func peers(rest string) string {
	address := func(a string) string { return fmt.Sprintf("address = %q", a) }
	return lines(address(line1+"/32"), address(line2+"/32"), address(line61+"/128"), address(line62+"/128"), rest)
}

// onlinks have a gateway that is in no network of theirs.
func onlinks(rest string) string {
	address := func(a, gateway string) string {
		return fmt.Sprintf("address = %q\n  gateway = %q\n  onlink = true", a, gateway)
	}
	return lines(address(line1+"/32", farEnd4), address(line2+"/24", farEnd4), address(line61+"/128", farEnd6), address(line62+"/64", farEnd6), rest)
}

// routedTo are the flows between the router and what is at the other end of both lines.
func routedTo(far, one, two string) []expectation {
	ask := func(line, own string) []expectation {
		return append(by(line, rehearsal.Flow{From: router(from(own)), To: internet(far, 0)}),
			by(line, rehearsal.Flow{From: rehearsal.Internet(line, netip.MustParseAddr(far)), To: router(from(own))})...)
	}
	return append(ask("line1", one), ask("line2", two)...)
}

// Where two lines lead to the same other end, each address reaches it by its own
// line, and answers by that, whichever line main's route leads to.
func TestTwoLinesToOnePeer(t *testing.T) {
	for name, test := range map[string]struct{ src, main string }{
		"peers":                  {peers("default_route {\n prefer = provider.line1\n}"), "peers"},
		"peers, balance":         {peers("rule \"r\" {\n from = network.lan.prefixes\n via = provider.line2\n}\ndefault_route {\n prefer = provider.line2\n backup = [provider.line1]\n}"), "peers"},
		"peers in main":          {peers("default_route {\n prefer = provider.line1\n table = \"main\"\n}"), "peers"},
		"auto peers":             {strings.NewReplacer(line1+"/32", "auto", line2+"/32", "auto", line61+"/128", "auto", line62+"/128", "auto").Replace(peers("default_route {\n prefer = provider.line1\n}")), "auto"},
		"onlink":                 {onlinks("default_route {\n prefer = provider.line1\n}"), "routes"},
		"onlink in main":         {onlinks("default_route {\n prefer = provider.line1\n table = \"main\"\n}"), "routes"},
		"onlink alone":           {onlinks("default_route {\n prefer = provider.line1\n}"), "none"},
		"onlink alone in main":   {onlinks("default_route {\n prefer = provider.line1\n table = \"main\"\n}"), "none"},
		"onlink alone, balanced": {onlinks("rule \"r\" {\n from = network.lan.prefixes\n balance = [provider.line1, provider.line2]\n otherwise = \"unreachable\"\n}\n"), "none"},
	} {
		for _, marks := range []string{"", "settings {\n connection_marks = false\n}\n"} {
			t.Run(name, func(t *testing.T) {
				c := configure(t, "lines.hcl", marks+test.src)
				lab := build(t, c.set, rehearsal.Options{Patience: 200 * time.Millisecond})
				own := map[string]string{}
				for _, s := range sides(c.set) {
					own[fmt.Sprint(s.Name, s.is6())] = s.address().String()
					lineTo(t, lab, s, test.main)
				}
				succeed(t, lab, rehearsal.Script{Text: "for dev in if1 if2; do\n until ip -6 -o route show table local dev $dev | grep -q '^local 2001:'; do :; done\ndone\n"})
				before := settled(snapshot(t, lab))
				for range 3 {
					succeed(t, lab, rehearsal.Script{Text: c.setup})
					expect(t, lab, "IPv4", routedTo(farEnd4, own["line1false"], own["line2false"]))
					expect(t, lab, "IPv6", routedTo(farEnd6, own["line1true"], own["line2true"]))
				}
				succeed(t, lab, rehearsal.Script{Text: c.setup, Args: []string{"without", "line1"}})
				second := by("line2", rehearsal.Flow{From: host("lan"), To: internet(farEnd4, 0)}, rehearsal.Flow{From: host("lan"), To: internet(farEnd6, 0)})
				expect(t, lab, "without line1", second)
				succeed(t, lab, rehearsal.Script{Text: c.setup})
				if err := lab.Unplug("line1"); err != nil {
					t.Fatal(err)
				}
				expect(t, lab, "the cable of line1 is out", second)
				if err := lab.Plug("line1"); err != nil {
					t.Fatal(err)
				}
				succeed(t, lab, rehearsal.Script{Text: c.teardown})
				same(t, "teardown", before, settled(snapshot(t, lab)))
			})
		}
	}
}

// lineTo has main know the far end of a line: as the peer of its address, by a route, or
// not at all.
func lineTo(t *testing.T, lab *rehearsal.Lab, s side, main string) {
	t.Helper()
	length, far := "/32", farEnd4
	if s.is6() {
		length, far = "/128", farEnd6
	}
	commands := []string{
		fmt.Sprintf("addr del %s dev %s", s.up.Address, s.Interface),
		fmt.Sprintf("addr add %s peer %s%s dev %s%s", s.address(), far, length, s.Interface, map[bool]string{true: " nodad"}[s.is6()]),
	}
	switch main {
	case "none":
		return
	case "routes": // of a DHCP client
		family := map[bool]string{true: "-6 "}[s.is6()]
		metric := map[string]int{"line1": 100, "line2": 101}[s.Name]
		commands = []string{fmt.Sprintf("%sroute add %s dev %s metric %d", family, far, s.Interface, metric)}
	}
	if err := lab.IP(commands...); err != nil {
		t.Fatal(err)
	}
}

// The peer of a line is its gateway, as pppd and netifd write it into main's default.
func TestPeerIsGateway(t *testing.T) {
	for name, address := range map[string]string{"auto": "auto", "written": line1 + "/32"} {
		t.Run(name, func(t *testing.T) {
			c := configure(t, "peer.hcl", fmt.Sprintf("provider \"line1\" {\n interface = \"if1\"\n ipv4 {\n  address = %q\n  gateway = \"auto\"\n }\n}\n", address))
			lab := build(t, c.set, rehearsal.Options{})
			shellOut(t, lab, fmt.Sprintf(`
ip address flush dev if1 scope global
ip address add %s peer %s/32 dev if1
ip route add default via %[2]s dev if1`, line1, farEnd4))
			before := settled(snapshot(t, lab))
			succeed(t, lab, rehearsal.Script{Text: c.setup})
			if routes := shellOut(t, lab, "ip route show table 101"); !strings.Contains(routes, "default via "+farEnd4+" dev if1") {
				t.Errorf("no default by the peer:\n%s", routes)
			}
			succeed(t, lab, rehearsal.Script{Text: c.teardown})
			same(t, "teardown", before, settled(snapshot(t, lab)))
		})
	}
}
