package rehearsal_test

import (
	"fmt"
	"math"
	"net/netip"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// somewhere is an address in the internet of each family.
var (
	somewhere  = netip.MustParseAddr("198.18.0.1")
	somewhere6 = netip.MustParseAddr("2001:db8:ffff::1")
)

// side is a provider in one of its families.
type side struct {
	site.Provider
	up        site.Uplink
	somewhere netip.Addr // in that family
}

// sides are all providers in all their families.
func sides(set site.Site) []side {
	var list []side
	for _, p := range set.Providers {
		for _, s := range []side{{p, p.IPv4, somewhere}, {p, p.IPv6, somewhere6}} {
			if s.up.Declared {
				list = append(list, s)
			}
		}
	}
	return list
}

// address is the router's at the provider.
func (s side) address() netip.Addr { return s.up.Address.Addr() }

func (s side) is6() bool { return s.somewhere.Is6() }

// Every fixture is set up, does what it says, and is taken down to the last
// byte, with each of the shells in turn. The one with sixty
// providers takes its time: TestSixtyProvidersSetUp has it.
func TestFixtures(t *testing.T) {
	small := slices.DeleteFunc(fixtures(t), func(name string) bool { return name == "sixty" })
	for i, name := range small {
		shell := shells[i%len(shells)]
		t.Run(fmt.Sprintf("%s/%s", name, shell), func(t *testing.T) {
			c := fixture(t, name)
			lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(c.set, 100)})
			before := snapshot(t, lab)
			succeedTraced(t, lab, rehearsal.Script{Text: c.setup, Shell: shell})
			answersByItsProvider(t, lab, c.set)
			reachesLocalNetworks(t, lab, c.set)
			if c.set.DefaultRoute.MainTable {
				reachesSiblings(t, lab, c.set)
			}
			sourceAddressesStay(t, lab, c.set)
			alwaysReachedBy(t, lab, c.set)
			if c.set.DefaultRoute.Declared && c.set.Settings.HashPolicy != site.HashSource { // see TestHashSource
				spreads(t, lab, c.set)
			}
			once := snapshot(t, lab)
			succeed(t, lab, rehearsal.Script{Text: c.setup, Shell: shell})
			succeed(t, lab, rehearsal.Script{Text: c.setup, Shell: shell})
			same(t, "a third run", once, snapshot(t, lab))
			r := succeedTraced(t, lab, rehearsal.Script{Text: c.teardown, Shell: shell})
			if r.Stderr != "splitroute: taken down\n" {
				t.Errorf("teardown found more or less than was set up: %s", r.Stderr)
			}
			same(t, "teardown", before, snapshot(t, lab))
			succeed(t, lab, rehearsal.Script{Text: c.teardown, Shell: shell})
			same(t, "a second teardown", before, snapshot(t, lab))
		})
	}
}

// exchange sends one packet and wants it answered by the given provider.
func exchange(t *testing.T, lab *rehearsal.Lab, by string, f rehearsal.Flow) {
	t.Helper()
	exchanges(t, lab, by, []rehearsal.Flow{f})
}

// exchanges sends one packet in each flow.
func exchanges(t *testing.T, lab *rehearsal.Lab, by string, flows []rehearsal.Flow) {
	t.Helper()
	reports, err := lab.Exchanges(flows)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range reports {
		if r.Answered != 1 || r.Provider() != by {
			t.Errorf("%v, want it answered by %q", r, by)
		}
	}
}

func answersByItsProvider(t *testing.T, lab *rehearsal.Lab, set site.Site) {
	t.Helper()
	for _, p := range sides(set) {
		us := rehearsal.Router(p.address())
		exchange(t, lab, p.Name, rehearsal.Flow{From: rehearsal.Internet(p.Name, p.somewhere), To: us})
		exchange(t, lab, p.Name, rehearsal.Flow{From: us, To: rehearsal.Internet("", p.somewhere)})
		if set.DefaultRoute.MainTable {
			continue // see reachesSiblings
		}
		var neighbours []rehearsal.Flow
		for _, other := range sides(set) {
			gateway := other.up.Gateway
			if other.is6() == p.is6() && other.Name != p.Name && gateway.IsGlobalUnicast() && gateway != p.up.Gateway {
				neighbours = append(neighbours, rehearsal.Flow{From: rehearsal.Internet(p.Name, gateway), To: us})
			}
		}
		exchanges(t, lab, p.Name, neighbours)
	}
}

// reachesSiblings looks where the document's entries lead: with main's default
// among ours, what goes from a provider's address to a sibling's network takes
// the sibling's interface, and each provider's table has loopback.
func reachesSiblings(t *testing.T, lab *rehearsal.Lab, set site.Site) {
	t.Helper()
	for family, loopback := range map[string]string{"-4": "127.0.0.0/8 ", "-6": "::1 "} {
		list := slices.DeleteFunc(sides(set), func(s side) bool { return s.is6() != (family == "-6") })
		var questions strings.Builder
		var want []string
		for _, p := range list {
			fmt.Fprintf(&questions, "route show table %d dev lo\n", p.Table)
			want = append(want, loopback)
			for _, other := range list {
				if to := other.up.Gateway; other.up.Network.Contains(to) && other.up.Network != p.up.Network {
					fmt.Fprintf(&questions, "route get %s from %s\n", to, p.address())
					want = append(want, fmt.Sprintf("%s from %s dev %s ", to, p.address(), other.Interface))
				}
			}
		}
		r := succeed(t, lab, rehearsal.Script{Text: "ip " + family + " -o -force -batch - <<'EOF' || :\n" + questions.String() + "EOF\n"})
		beginEach(t, r.Stdout, want)
	}
}

// beginEach wants one line for each beginning.
func beginEach(t *testing.T, text string, want []string) {
	t.Helper()
	lines := slices.Collect(strings.Lines(text))
	if len(lines) != len(want) {
		t.Errorf("%q, want lines that begin with %q", lines, want)
		return
	}
	for i, line := range lines {
		if !strings.HasPrefix(line, want[i]) {
			t.Errorf("%q, want %q", line, want[i])
		}
	}
}

// reachesLocalNetworks asks the router's addresses, the providers' among them,
// from every local host: the answer must not leave by a provider.
func reachesLocalNetworks(t *testing.T, lab *rehearsal.Lab, set site.Site) {
	t.Helper()
	for _, n := range set.Networks {
		host := rehearsal.Host(n.Name)
		for _, own := range lab.RouterAddresses(n.Name) {
			exchange(t, lab, "", rehearsal.Flow{From: host, To: rehearsal.Router(own)})
		}
		for _, p := range sides(set) {
			if slices.ContainsFunc(n.Prefixes, func(prefix site.Prefix) bool { return prefix.Addr().Is6() == p.is6() }) {
				exchange(t, lab, "", rehearsal.Flow{From: host, To: rehearsal.Router(p.address())})
			}
		}
		exchange(t, lab, "", rehearsal.Flow{From: rehearsal.Router(netip.Addr{}), To: host})
	}
}

// sourceAddressesStay looks up what address space of a provider's leaves by.
func sourceAddressesStay(t *testing.T, lab *rehearsal.Lab, set site.Site) {
	t.Helper()
	for _, p := range sides(set) {
		for _, prefix := range p.up.Prefixes {
			for _, n := range set.Networks {
				lookup(t, lab, p, p.somewhere.String(), "from", prefix.Addr().Next().Next().String(), "iif", n.Interface)
			}
		}
	}
}

func lookup(t *testing.T, lab *rehearsal.Lab, want side, words ...string) {
	t.Helper()
	way, err := lab.Lookup(words...)
	if err != nil || way.Interface != want.Interface || way.Gateway != want.up.Gateway {
		t.Errorf("ip route get %q: %+v, %v, want it by %s", words, way, err, want.Name)
	}
}

func alwaysReachedBy(t *testing.T, lab *rehearsal.Lab, set site.Site) {
	t.Helper()
	for _, p := range sides(set) {
		for _, dst := range p.up.Routes {
			exchange(t, lab, p.Name, rehearsal.Flow{
				From: rehearsal.Router(netip.Addr{}),
				To:   rehearsal.Internet("", dst.Addr()),
			})
		}
	}
}

// spreads sends to a thousand destinations of each family and compares with
// the weights.
func spreads(t *testing.T, lab *rehearsal.Lab, set site.Site) {
	t.Helper()
	spread(t, lab, balanced(set, false), func(i int) netip.Addr { return netip.AddrFrom4([4]byte{198, 18, byte(i >> 8), byte(i)}) })
	spread(t, lab, balanced(set, true), func(i int) netip.Addr {
		to := somewhere6.As16()
		to[6], to[14], to[15] = 1, byte(i>>8), byte(i)
		return netip.AddrFrom16(to)
	})
}

// balanced are the providers of the default route that have a family.
func balanced(set site.Site, ipv6 bool) []site.Provider {
	var list []site.Provider
	for _, i := range set.DefaultRoute.Providers {
		if p := set.Providers[i]; !ipv6 && p.IPv4.Declared || ipv6 && p.IPv6.Declared {
			list = append(list, p)
		}
	}
	return list
}

func spread(t *testing.T, lab *rehearsal.Lab, providers []site.Provider, destination func(i int) netip.Addr) {
	t.Helper()
	if len(providers) == 0 {
		return
	}
	const n = 1000
	var to []netip.AddrPort
	for i := range n {
		to = append(to, netip.AddrPortFrom(destination(i), rehearsal.EchoPort))
	}
	counts, err := lab.Spread(rehearsal.Router(netip.Addr{}), to)
	if err != nil {
		t.Fatal(err)
	}
	shares(t, counts, n, providers)
	if len(counts) > len(providers) {
		t.Errorf("by others than %d providers: %v", len(providers), counts)
	}
}

// shares compares what went by each provider with its weight, and what went by
// all with the same weight: of many providers, each has but a small share.
func shares(t *testing.T, counts map[string]int, n int, providers []site.Provider) {
	t.Helper()
	total, weights, counted := 0, map[string]int{}, map[string]int{}
	for _, p := range providers {
		total += p.Weight
		for _, who := range []string{p.Name, fmt.Sprintf("all with weight %d", p.Weight)} {
			weights[who] += p.Weight
			counted[who] += counts[p.Name]
		}
	}
	for who, weight := range weights {
		share := float64(weight) / float64(total)
		want := float64(n) * share
		// Six standard deviations of chance, and some more where that is little.
		if off := math.Abs(float64(counted[who]) - want); off > 5+6*math.Sqrt(want*(1-share)) {
			t.Errorf("%d of %d by %s, want about %.0f", counted[who], n, who, want)
		}
	}
}

// In IPv6 an interface has more addresses than the one that is written. What
// the machine sends from them leaves by the provider that they belong to.
func TestOtherAddresses(t *testing.T) {
	for _, table := range []string{"", `table = "main"`} {
		c := configure(t, "more.hcl", inFamilies(true, true, "connection_marks = false", "balance = [provider.isp1, provider.isp3]\n"+table))
		lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(c.set, 100)})
		shellOut(t, lab, "ip -6 addr add 2001:db8:1::beef/64 dev if1 nodad; ip -6 addr add 2001:db8:3::beef/64 dev if3 nodad")
		succeed(t, lab, rehearsal.Script{Text: c.setup})
		others := 0
		for i := range 40 {
			first, err := lab.Lookup(faraway6(i).String())
			if err != nil {
				t.Fatal(err)
			}
			if strings.HasSuffix(first.Source.String(), "::beef") {
				others++
			}
			if later, err := lab.Lookup(faraway6(i).String(), "from", first.Source.String()); err != nil || later.Interface != first.Interface {
				t.Errorf("%v: %+v, and then %+v, %v", faraway6(i), first, later, err)
			}
		}
		if others == 0 {
			t.Error("no other address was chosen")
		}
		if err := lab.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// A default of main's that was there before, with the best metric there is, is
// behind ours as long as that is there, and is used again afterwards.
func TestDefaultBefore(t *testing.T) {
	c := configure(t, "before.hcl", inFamilies(true, true, "", "prefer = provider.isp1\ntable = \"main\""))
	lab := build(t, c.set, rehearsal.Options{Defaults: []rehearsal.Default{{Provider: "isp3", Metric: 0}}})
	defaultBy := func(by string) {
		t.Helper()
		for _, far := range []netip.Addr{somewhere, somewhere6} {
			exchange(t, lab, by, rehearsal.Flow{From: rehearsal.Router(netip.Addr{}), To: rehearsal.Internet("", far)})
		}
	}
	defaultBy("isp3")
	for range 2 { // with each of the tags
		succeed(t, lab, rehearsal.Script{Text: c.setup})
		defaultBy("isp1")
	}
	succeed(t, lab, rehearsal.Script{Text: c.teardown})
	defaultBy("isp3")
}

// A network of somebody else's inside a provider's network is reached as main
// says: it is narrower.
func TestNarrowerNetworks(t *testing.T) {
	c := fixture(t, "same-subnet")
	lab := build(t, c.set, rehearsal.Options{})
	if err := lab.IP("route add 203.0.113.128/25 via 10.0.0.9 dev if0", "route add 203.0.113.77 via 10.0.0.9 dev if0"); err != nil {
		t.Fatal(err)
	}
	succeed(t, lab, rehearsal.Script{Text: c.setup})
	for _, to := range []string{"203.0.113.130", "203.0.113.77"} {
		if way, err := lab.Lookup(to); err != nil || way.Interface != "if0" {
			t.Errorf("%s: %+v, %v, want it by if0", to, way, err)
		}
	}
	if way, err := lab.Lookup("203.0.113.10"); err != nil || way.Interface != "if1" {
		t.Errorf("%+v, %v, want it by if1", way, err)
	}
}

// Interfaces may have the names of words that ip reads or prints.
func TestInterfaceNames(t *testing.T) {
	src, err := os.ReadFile("../../testdata/valid/nat.hcl")
	if err != nil {
		t.Fatal(err)
	}
	for i, names := range [][]string{
		{"inet", "dead", "up", "linkdown"},
		{"eth0.100", "secondary", "lookup", "proto"},
		{"table", "via", "from", "a23456789012345"},
	} {
		rename := strings.NewReplacer(`"if0"`, `"`+names[0]+`"`, `"if1"`, `"`+names[1]+`"`, `"if2"`, `"`+names[2]+`"`, `"if3"`, `"`+names[3]+`"`)
		c := configure(t, "names.hcl", rename.Replace(string(src)))
		lab := build(t, c.set, rehearsal.Options{})
		before := snapshot(t, lab)
		for range 2 {
			succeed(t, lab, rehearsal.Script{Text: c.setup, Shell: shells[i]})
			answersByItsProvider(t, lab, c.set)
			reachesLocalNetworks(t, lab, c.set)
		}
		succeed(t, lab, rehearsal.Script{Text: c.teardown, Shell: shells[i]})
		same(t, "teardown", before, snapshot(t, lab))
		if err := lab.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
