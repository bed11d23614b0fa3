package config

import (
	"bytes"
	"fmt"
	"net/netip"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/selector"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/hashicorp/hcl/v2"
)

var compareValues = cmpopts.EquateComparable(netip.Addr{}, netip.Prefix{})

// TestValid parses each file of testdata/valid.
func TestValid(t *testing.T) {
	for _, file := range fixtures(t, "valid") {
		t.Run(filepath.Base(file), func(t *testing.T) {
			parseValid(t, file)
		})
	}
}

func parseValid(t *testing.T, file string) site.Site {
	t.Helper()
	src := readFixture(t, file)
	set, diags := Parse(file, src, beside(file))
	if len(diags) > 0 {
		t.Fatalf("\n%s", written(t, src, diags, false))
	}
	return set
}

// at returns a function for origins in one file.
func at(file string) func(int) site.Origin {
	return func(line int) site.Origin { return site.Origin{File: file, Line: line} }
}

func prefix(s string, origin site.Origin) site.Prefix {
	return site.Prefix{Prefix: netip.MustParsePrefix(s), Origin: origin}
}

func TestDocument(t *testing.T) {
	at := at("lartc.hcl")
	want := site.Site{
		File: "lartc.hcl",
		Settings: site.Settings{
			RTTables: "/etc/iproute2/rt_tables", TableBase: 100, PriorityBase: 20000,
			Protocols: [2]int{201, 202}, ManageSysctls: true, MarksWritten: true, MarkMask: 0x3f00, Origin: at(2), HashPolicyOrigin: at(2),
		},
		Providers: []site.Provider{
			{Name: "isp1", ID: 1, Table: 101, Interface: "if1", Weight: 1, Optional: true, Origin: at(12), IPv4: site.Uplink{
				Declared: true,
				Address:  netip.MustParsePrefix("203.0.113.2/30"), Gateway: netip.MustParseAddr("203.0.113.1"),
				Network: netip.MustParsePrefix("203.0.113.0/30"), Origin: at(14),
			}},
			{Name: "isp2", ID: 2, Table: 102, Interface: "if2", Weight: 1, Optional: true, Origin: at(20), IPv4: site.Uplink{
				Declared: true,
				Address:  netip.MustParsePrefix("198.51.100.2/30"), Gateway: netip.MustParseAddr("198.51.100.1"),
				Network: netip.MustParsePrefix("198.51.100.0/30"), Origin: at(22),
			}},
		},
		Networks: []site.Network{{
			Name: "lan", Interface: "if0", Prefixes: []site.Prefix{prefix("10.0.0.0/24", at(9))}, Origin: at(7),
		}},
		DefaultRoute: site.DefaultRoute{
			Declared: true, Providers: []int{0, 1}, MainTable: true,
			Origin: at(28), ProvidersOrigin: at(29), BackupsOrigin: at(28),
		},
	}
	compare(t, want, parseValid(t, "../../testdata/valid/lartc.hcl"))
}

func compare(t *testing.T, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got, compareValues); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestIDsAndBackups(t *testing.T) {
	set := parseValid(t, "../../testdata/valid/three.hcl")
	var got []string
	for _, p := range set.Providers {
		got = append(got, fmt.Sprint(p.Name, " ", p.ID, " ", p.Table))
	}
	compare(t, []string{"isp3 3 103", "isp1 1 101", "isp2 2 1002"}, got)
	compare(t, []int{1, 2}, set.DefaultRoute.Providers)
	compare(t, []int{0}, set.DefaultRoute.Backups)
}

func TestPointToPoint(t *testing.T) {
	tunnel := parseValid(t, "../../testdata/valid/tunnel.hcl").Providers[1].IPv4
	compare(t, netip.Addr{}, tunnel.Gateway)
	compare(t, false, tunnel.HasNetwork())
}

func TestRoutesAndPrefixes(t *testing.T) {
	uplink := parseValid(t, "../../testdata/valid/routes.hcl").Providers[0].IPv4
	at := at("routes.hcl")
	compare(t, []site.Prefix{prefix("203.0.113.64/28", at(17))}, uplink.Prefixes)
	compare(t, []site.Prefix{prefix("192.0.2.53/32", at(18)), prefix("192.0.2.128/26", at(18))}, uplink.Routes)
}

// TestHealth: a provider's own block changes what it names, null nothing.
func TestHealth(t *testing.T) {
	set := parseValid(t, "../../testdata/valid/health.hcl")
	at := at("health.hcl")
	target := func(address string, line int) site.Target {
		return site.Target{Address: netip.MustParseAddr(address), Origin: at(line)}
	}
	all := []site.Target{target("192.0.2.53", 4), target("198.51.100.53", 4), target("2001:db8:53::1", 4), {Origin: at(4)}}
	compare(t, site.Health{
		Watched: true, Targets: all, Quorum: 2, Interval: 500 * time.Millisecond, Timeout: 600 * time.Millisecond,
		Suspect: 3, Fall: 10, Rise: 20, Loss: 25, Latency: 400 * time.Millisecond, Window: time.Minute, Failback: 2 * time.Minute,
		DNS:  site.DNSCheck{Name: "example.org", Server: netip.MustParseAddr("192.0.2.153"), Origin: at(30)},
		Keep: true, Origin: at(23),
	}, set.Providers[0].Health)
	want := site.Health{
		Watched: true, Targets: all, Quorum: 2, Interval: 500 * time.Millisecond, Suspect: 4, Fall: 15, Rise: 15,
		Loss: 25, Latency: 400 * time.Millisecond, Window: 30 * time.Second, Failback: 30 * time.Second, Origin: at(3),
	}
	compare(t, want, set.Providers[1].Health)
	compare(t, true, set.Providers[1].Metered)
	want.Targets, want.Origin = []site.Target{target("192.0.2.1", 52), target("198.51.100.1", 52)}, at(51)
	compare(t, want, set.Providers[2].Health)
}

// TestRules: lists are sorted and joined, names become numbers, and a mark
// takes no id of a provider.
func TestRules(t *testing.T) {
	set := parseValid(t, "../../testdata/valid/rules.hcl")
	at := at("rules.hcl")
	compare(t, site.Rule{
		Name: "mail",
		From: []site.Prefix{prefix("10.0.0.0/25", at(46)), prefix("10.0.0.128/26", at(46)), prefix("2001:db8:10::/64", at(46))},
		Match: selector.Match{
			Protocol: 6, DestinationPorts: []site.Range{{First: 25, Last: 25}, {First: 465, Last: 466}, {First: 587, Last: 588}},
		},
		Via: []int{1}, BalanceOrigin: at(49), Origin: at(45),
	}, set.Rules[0])
	owners := map[uint32]string{0x100: "isp1", 0x200: "isp2"}
	marks := plan.RuleMarks(set)
	for _, r := range set.Rules {
		mark, marked := marks[r.Name]
		if owner, found := owners[mark]; found || marked != r.DSCP.Given {
			t.Errorf("%s has the mark %#x of %q", r.Name, mark, owner)
		}
		if marked {
			owners[mark] = r.Name
		}
	}
	compare(t, 4, len(owners))
}

// TestMarksStay: a rule keeps its mark when others come and go.
func TestMarksStay(t *testing.T) {
	marks := func(names ...string) map[string]uint32 {
		src := twoForRules
		for _, name := range names {
			src += fmt.Sprintf("rule %q {\n dscp = \"ef\"\n protocol = %d\n via = provider.both\n}\n", name, len(src)%255+1)
		}
		set, diags := Parse("rules.hcl", []byte(src), Options{})
		if diags.HasErrors() {
			t.Fatal(diags)
		}
		return plan.RuleMarks(set)
	}
	before, after := marks("voice", "video", "backup"), marks("games", "backup", "voice")
	for _, name := range []string{"voice", "backup"} {
		if before[name] == 0 || before[name] != after[name] {
			t.Errorf("%s: %d, then %d", name, before[name], after[name])
		}
	}
}

// TestTooManyRules: priorities bound their number.
func TestTooManyRules(t *testing.T) {
	rules := func(n int) []byte {
		var src strings.Builder
		src.WriteString(twoForRules)
		for i := range n {
			fmt.Fprintf(&src, "rule \"r%d\" {\n to = [\"10.%d.%d.0/24\"]\n via = provider.both\n}\n", i, i>>8, i&255)
		}
		return []byte(src.String())
	}
	for n, want := range map[int]int{plan.MaxRules: 0, plan.MaxRules + 1: 1} {
		if _, diags := Parse("rules.hcl", rules(n), Options{}); len(diags) != want {
			t.Errorf("%d rules: %v", n, diags)
		}
	}
}

func TestSettings(t *testing.T) {
	at := at("names-none.hcl")
	compare(t, site.Settings{
		TableBase: 7000, PriorityBase: 14000, Protocols: [2]int{211, 212}, MarksWritten: true, MarkMask: 0xff00, Origin: at(3), HashPolicyOrigin: at(3),
	}, parseValid(t, "../../testdata/valid/names-none.hcl").Settings)
}

// manyProviders is a configuration that balances n providers.
func manyProviders(n int) []byte {
	var out bytes.Buffer
	var names []string
	for i := range n {
		network := i * 4
		fmt.Fprintf(&out, "provider \"isp%d\" {\n  interface = \"if%d\"\n  ipv4 {\n    address = \"10.%d.%d.%d/30\"\n    gateway = \"10.%d.%d.%d\"\n  }\n}\n\n",
			i, i, network>>16, network>>8&255, network&255+2, network>>16, network>>8&255, network&255+1)
		names = append(names, fmt.Sprintf("provider.isp%d", i))
	}
	fmt.Fprintf(&out, "default_route {\n  balance = [%s]\n}\n", strings.Join(names, ", "))
	return out.Bytes()
}

func TestManyProviders(t *testing.T) {
	for n, want := range map[int][]string{
		60:  nil,
		152: nil, // the 153rd would get table 253
		153: {"Reserved table number"},
		900: {"Too many providers", "Reserved table number", "Reserved table number", "Reserved table number"},
	} {
		src := manyProviders(n)
		_, diags := Parse("many.hcl", src, Options{})
		var got []string
		for _, diag := range diags {
			got = append(got, diag.Summary)
		}
		if diff := cmp.Diff(want, got, cmpopts.SortSlices(strings.Compare)); diff != "" {
			t.Errorf("%d providers (-want +got):\n%s", n, diff)
		}
	}
}

func TestMaskBoundsProviders(t *testing.T) {
	for mask, fits := range map[string]bool{"0x3f00": true, "0x1f00": false, "63": true} {
		src := append(manyProviders(60), fmt.Sprintf("settings {\n  mark_mask = %q\n}\n", mask)...)
		if _, diags := Parse("mask.hcl", src, Options{}); diags.HasErrors() == fits {
			t.Errorf("mask %s: %v", mask, diags)
		}
	}
}

// TestNumberMask: a mask may be a number, too.
func TestNumberMask(t *testing.T) {
	src := append(manyProviders(2), "settings {\n  mark_mask = 16128\n}\n"...)
	if _, diags := Parse("mask.hcl", src, Options{}); diags.HasErrors() {
		t.Error(diags)
	}
}

func TestLineEnds(t *testing.T) {
	src := bytes.ReplaceAll(manyProviders(2), []byte("\n"), []byte("\r\n"))
	if _, diags := Parse("dos.hcl", src, Options{}); diags.HasErrors() {
		t.Error(diags)
	}
}

func TestOriginFile(t *testing.T) {
	for name, want := range map[string]string{
		"-":                      "stdin",
		"":                       "stdin",
		"a/b/router.hcl":         "router.hcl",
		`C:\conf\router.hcl`:     "router.hcl",
		"/tmp/a b;$(id)`x`.hcl":  "a_b___id__x_.hcl",
		"a\nreboot":              "a_reboot",
		"-rf.hcl":                "_rf.hcl",
		"é":                      "_",
		"dir/":                   "dir",
		"/":                      "_",
		"..":                     "..",
		strings.Repeat("x", 999): strings.Repeat("x", 64),
	} {
		if got := originFile(displayName(name)); got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
}

// TestSelectorsAreRead: the attribute of each selector is read, so that a wrong value is an
// error.
func TestSelectorsAreRead(t *testing.T) {
	for _, name := range selector.Attributes() {
		_, diags := Parse("a.hcl", []byte("rule \"r\" {\n"+name+" = { a = 1 }\n}\n"), Options{})
		if !slices.ContainsFunc(diags, func(diag *hcl.Diagnostic) bool { return diag.Summary == wrongType && diag.Subject.Start.Line == 2 }) {
			t.Errorf("%s isn't read: %v", name, diags)
		}
	}
}
