package acceptance

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
	"github.com/gen-splitroute/gen-splitroute/generator/script"
)

// fault is what can be wrong with a script, and the check that has to see it.
type fault struct {
	name            string
	setup, teardown []string // what is replaced, by turns with by what
	stages, broken  string   // the first check that fails, and the stages to get there
}

var faults = []fault{
	{"setup fails", []string{"routes_and_rules() {\n", "routes_and_rules() {\n\tfalse\n"}, nil, "setup", "setup"},
	{"setup fails and leaves something", []string{"change() {\n", "change() {\n\tcommand ip rule add priority 19000 from 192.0.2.1 blackhole\n\tfalse\n"}, nil,
		"setup", "setup that failed"},
	{"an answer of TCP leaves by another", atEnd(`ip rule add priority 20500 from 203.0.113.2 ipproto 6 lookup 102 protocol "$tag"`), nil,
		"answers", "answers of isp1 to TCP, IPv4"},
	{"an answer of ICMP leaves by another", atEnd(`ip rule add priority 20500 from 203.0.113.2 ipproto 1 lookup 102 protocol "$tag"`), nil,
		"answers", "answers of isp1 to ICMP"},
	{"what is from an address leaves by another", []string{"22002 from 198.51.100.2 fwmark 0x0/0x3f00 lookup 102", "22002 from 198.51.100.2 lookup 101"}, nil,
		"answers", "address at isp2, IPv4"},
	{"an answer leaves by another",
		[]string{"22002 from 198.51.100.2 fwmark 0x0/0x3f00 lookup 102", "22002 from 198.51.100.2 lookup 101", "21002 fwmark 0x200/0x3f00 lookup 102", "21002 fwmark 0x200/0x3f00 lookup 101"}, nil,
		"answers", "answers of isp2, IPv4"},
	{"a source is not translated", []string{`oifname "if1" ip saddr !=`, `oifname "if7" ip saddr !=`, `oifname "if2" ip saddr !=`, `oifname "if7" ip saddr !=`}, nil,
		"networks", "network lan, 10.0.0.2"},
	{"a source is another's", []string{"snat ip to 203.0.113.2", "snat ip to 203.0.113.3", "snat ip to 198.51.100.2", "snat ip to 198.51.100.3"}, nil,
		"networks", "network lan, 10.0.0.2"},
	{"what the router sends goes nowhere", atEnd(blackhole), nil,
		"networks", "router, IPv4"},
	{"an answer that was forwarded leaves by another", []string{"21002 fwmark 0x200/0x3f00 lookup 102", "21002 fwmark 0x200/0x3f00 lookup 101"}, nil,
		"forwards", "port forward by isp2, IPv4, UDP"},
	{"TCP that was forwarded leaves by another", atEnd(`ip rule add priority 20500 fwmark 0x200/0x3f00 ipproto 6 lookup 101 protocol "$tag"`), nil,
		"forwards", "port forward by isp2, IPv4, TCP"},
	{"a prefix is another's", []string{"23001 from 203.0.113.64/28 lookup 101", "23001 from 203.0.113.64/28 lookup 102"}, nil,
		"prefixes", "prefixes of isp1, 203.0.113.65"},
	{"a prefix is nobody's when asked", atEnd(`ip rule add priority 20500 from 203.0.113.64/28 ipproto 17 sport 7 lookup 102 protocol "$tag"`), nil,
		"prefixes", "prefixes of isp1, 203.0.113.65, asked"},
	{"a route is another's", []string{"192.0.2.53/32 via 203.0.113.1 dev if1 src 203.0.113.2", "192.0.2.53/32 via 198.51.100.1 dev if2 src 198.51.100.2"}, nil,
		"routes", "route 192.0.2.53/32 by isp1"},
	{"weights are exchanged", []string{"dev if1 weight 3}", "dev if1 weight 1}", "dev if2 weight 1}", "dev if2 weight 3}"}, nil,
		"balance", "balance, IPv4"},
	{"a local network is not balanced", atEnd(`ip rule add priority 24500 from 10.0.0.0/24 lookup 102 protocol "$tag"`), nil,
		"balance", "balance of lan, IPv4"},
	{"a rule selects too little", []string{"24001 ipproto 17 dport 5060 lookup 102", "24001 ipproto 17 dport 5061 lookup 102"}, nil,
		"rules", "rule voice, IPv4, selected"},
	{"a rule selects too much", []string{"24001 ipproto 17 dport 5060 lookup 102", "24001 ipproto 17 dport 5060-5061 lookup 102",
		"dport 5060 unreachable", "dport 5060-5061 unreachable"}, nil,
		"rules", "rule voice, IPv4, not selected by destination port"},
	{"a rule has another protocol", []string{"24002 from 10.0.0.0/25 ipproto 6", "24002 from 10.0.0.0/25 ipproto 17"}, nil,
		"rules", "rule mail, IPv4, selected"},
	{"a rule has a wider source", []string{"24002 from 10.0.0.0/25", "24002 from 10.0.0.0/24"}, nil,
		"rules", "rule mail, IPv4, not selected by source"},
	{"a rule forgets its protocol", []string{"24002 from 10.0.0.0/25 ipproto 6", "24002 from 10.0.0.0/25"}, nil,
		"rules", "rule mail, IPv4, not selected by protocol"},
	{"a rule forgets its port", []string{"th sport { 5070 } ", ""}, nil,
		"rules", "rule phone, IPv4, not selected by source port"},
	{"a rule forgets its class", []string{"ip dscp 46 ", ""}, nil,
		"rules", "rule phone, IPv4, not selected by class"},
	{"a rule forgets its destinations", []string{"ip daddr @phone_to ", ""}, nil,
		"rules", "rule phone, IPv4, not selected by destination"},
	{"a rule holds for the router", atEnd(`ip rule add priority 24500 iif lo ipproto 17 sport 5070 lookup 102 protocol "$tag"`), nil,
		"rules", "rule phone, IPv4, not selected by sender"},
	{"setup begins with a teardown", []string{"prepare() {\n", "prepare() {\n\tcommand ip rule flush protocol 201; command ip rule flush protocol 202; sleep 0.1\n"}, nil,
		"rerun", "connections while setup runs again"},
	{"setup piles up", []string{"prepare() {\n", "prepare() {\n\tcommand ip rule add priority 19000 blackhole from 192.0.2.$(command ip rule | wc -l)\n"}, nil,
		"rerun", "state after setup ran again"},
	{"setup fails the second time", []string{"prepare() {\n", "prepare() {\n\t[ ! -e /run/splitroute ] || exit 1\n"}, nil,
		"rerun", "second setup"},
	{"setup fails the third time", atRun(3, "exit 1"), nil,
		"rerun", "third setup"},
	{"a bound socket finds no route", atEnd(`ip rule add priority 20500 oif if2 blackhole protocol "$tag"`), nil,
		"bound", "socket bound to if2, IPv4"},
	{"a local network has no part in a route", atEnd(`ip rule add priority 20500 to 192.0.2.53 iif if0 lookup 102 protocol "$tag"`), nil,
		"routes", "route 192.0.2.53/32 by isp1, lan"},
	{"a route is left to others", atEnd(`ip rule add priority 20500 to 192.0.2.53 lookup 101 protocol "$tag"; ip rule add priority 20501 to 192.0.2.53 lookup 102 protocol "$tag"`), nil,
		"cable of if1", "the cable of isp1 is out: route 192.0.2.53/32 by isp1"},
	{"a lost cable is not noticed", []string{"net/ipv4/conf/if1/ignore_routes_with_linkdown=1", "net/ipv4/conf/if1/ignore_routes_with_linkdown=0"}, nil,
		"cable of if1", "the cable of isp1 is out: network lan, 10.0.0.2"},
	{"one is the default alone", []string{"${isp2_ipv4_on:+nexthop via 198.51.100.1 dev if2 weight 1}", "", "metric 2 table 1000", "metric 2 table 999"}, nil,
		"without if1", "isp1 is down: network lan, 10.0.0.2"},
	{"the router has no other way", atEnd(blackhole), nil,
		"without if1", "isp1 is down: router, IPv4"},
	{"the router has no way but one", atEnd(`ip route prepend unreachable default metric 9 table 105 proto "$tag"
ip route prepend default table 105 proto "$tag" nexthop via 203.0.113.1 dev if1 nexthop via 198.51.100.1 dev if2
ip rule add priority 24500 iif lo lookup 105 protocol "$tag"`), nil,
		"without if1", "isp1 is unplugged: router, IPv4"},
	{"a kill switch goes with the device", []string{"ip rule add priority 24001 ipproto 17 dport 5060 unreachable", `ip route prepend default table 106 proto "$tag" nexthop via 10.0.0.99 dev if0 nexthop via 198.51.100.1 dev if2
ip rule add priority 24001 ipproto 17 dport 5060 lookup 106`}, nil,
		"without if2", "isp2 is unplugged: rule voice, IPv4"},
	{"setup heals answers alone", append(atRun(2, "again=1"), atEnd(`[ -z "$again" ] || ip rule add priority 22000 from 203.0.113.2 lookup 102 protocol "$tag"`)...), nil,
		"without if1", "isp1 is back: address at isp1, IPv4"},
	{"a kill switch leaks", []string{"ip rule add priority 24001 ipproto 17 dport 5060 unreachable", ": ip rule add priority 24001 ipproto 17 dport 5060 unreachable"}, nil,
		"without if2", "isp2 is down: rule voice, IPv4"},
	{"there is no way but one", []string{"203.0.113.2 metric 1 table 1000", "203.0.113.2 metric 1 table 999", "198.51.100.2 metric 2 table 1000", "198.51.100.2 metric 2 table 999"}, nil,
		"without if1", "isp1 is unplugged: network lan, 10.0.0.2"},
	{"setup heals nothing", []string{"prepare() {\n", "prepare() {\n\t! command ip -4 rule | grep -q 22002 || trap - EXIT; ! command ip -4 rule | grep -q 22002 || exit 0\n"}, nil,
		"without if1", "isp1 is back: answers of isp1, IPv4"},
	{"an address leaks", []string{"ip rule add priority 23900 from 203.0.113.2 ", ": ", "ip rule add priority 27998 from 203.0.113.2 unreachable", ":"}, nil,
		"without if1", "isp1 is down: its address, 203.0.113.2"},
	{"setup fails when there is something to heal", []string{"prepare() {\n", "prepare() {\n\t[ ! -e /run/splitroute ] || exit 1\n"}, nil,
		"without if1", "setup when isp1 is back"},
	{"healing one breaks the others", []string{"prepare() {\n", "prepare() {\n\tcommand ip rule flush protocol 201; command ip rule flush protocol 202; sleep 0.1\n"}, nil,
		"without if1", "the others without isp1"},
	{"healing leaves something", []string{"prepare() {\n", "prepare() {\n\t[ ! -e /run/splitroute ] || command ip rule add priority 19000 blackhole from 192.0.2.1 2>/dev/null || :\n"}, nil,
		"down, teardown", "state after all setups"},
	{"setup fails the last time", atRun(3, "exit 1"), nil,
		"without if1, teardown", "last setup"},
	{"teardown forgets", nil, []string{" net/ipv4/conf/if2/rp_filter", "", "try command sysctl -q -w $pairs", ":"},
		"teardown", "state after teardown"},
	{"teardown fails", nil, []string{"say 'taken down'", "exit 1"},
		"teardown", "teardown"},
	{"teardown fails without a setup", nil, []string{"\tchoose_tag\n", "\tchoose_tag\n\t[ -e /run/splitroute ] || exit 1\n"},
		"teardown", "second teardown"},
	{"teardown works only half the time", nil, []string{"say 'taken down'", "[ -n \"$kept\" ] || command ip route add unreachable 192.0.2.77"},
		"teardown", "state after second teardown"},
}

// faults6 are for the same configuration in IPv6.
var faults6 = []fault{
	{"an answer leaves by another",
		[]string{"22002 from 2001:db8:2::2 fwmark 0x0/0x3f00 lookup 102", "22002 from 2001:db8:2::2 lookup 101", "21002 fwmark 0x200/0x3f00 lookup 102", "21002 fwmark 0x200/0x3f00 lookup 101"}, nil,
		"answers", "answers of isp2, IPv6"},
	{"an answer of ICMP leaves by another", atEnd(`ip -6 rule add priority 20500 from 2001:db8:1::2 ipproto 58 lookup 102 protocol "$tag"`), nil,
		"answers", "answers of isp1 to ICMPv6"},
	{"weights are exchanged", []string{"dev if1 weight 3}", "dev if1 weight 1}", "dev if2 weight 1}", "dev if2 weight 3}"}, nil,
		"balance", "balance, IPv6"},
}

// atEnd has a script do something more before it says that all is done.
func atEnd(lines string) []string { return []string{"}\n\nsets() {", lines + "\n}\n\nsets() {"} }

// atRun has a script do something when it runs for the n-th time.
func atRun(n int, do string) []string {
	return []string{"prepare() {\n", fmt.Sprintf("prepare() {\n\techo >>/run/runs; again=''; [ \"$(wc -l </run/runs)\" != %d ] || %s\n", n, do)}
}

// blackhole is for what the router sends without an address of its own.
const blackhole = `ip rule add priority 24500 iif lo to 198.18.0.0/15 blackhole protocol "$tag"`

// Every fault is seen by the check that is there for it, and that is the first
// one to fail.
func TestFaults(t *testing.T) {
	testFaults(t, caseOf(t, "faults.hcl", twoProviders, script.Options{}), faults)
	in6 := strings.NewReplacer("ipv4", "ipv6", "10.0.0.0/24", "2001:db8:10::/64", "10.0.0.0/25", "2001:db8:10::/65", "192.0.2.53/32", "2001:db8:53::1/128", "192.0.2.128/25", "2001:db8:54::/64",
		"203.0.113.2/30", "2001:db8:1::2/64", "203.0.113.64/28", "2001:db8:64::/48", "203.0.113.1", "2001:db8:1::1", "198.51.100.2/30", "2001:db8:2::2/64", "198.51.100.1", "2001:db8:2::1")
	testFaults(t, caseOf(t, "faults6.hcl", in6.Replace(twoProviders), script.Options{}), faults6)
}

// A rule may select users that are not root's.
func TestFaultsOfUsers(t *testing.T) {
	needUsersHere(t)
	testFaults(t, caseOf(t, "rules.hcl", read(t, "rules.hcl"), script.Options{}), []fault{
		{"a rule has more users", []string{"uidrange 1001-1001 lookup", "uidrange 1001-1002 lookup"}, nil,
			"rules", "rule backup, IPv4, not selected by user"},
	})
}

func testFaults(t *testing.T, c Case, faults []fault) {
	t.Helper()
	for _, f := range faults {
		t.Run(f.broken+"/"+f.name, func(t *testing.T) {
			broken := c
			broken.Setup, broken.Teardown = broke(t, c.Setup, f.setup), broke(t, c.Teardown, f.teardown)
			if got := firstFailure(t, broken, f); got.Name != f.broken || got.Want == "" && len(got.Detail) == 0 {
				t.Errorf("seen first by %+v, want by %q", got, f.broken)
			}
		})
	}
}

// There is a fault for every kind of check that a configuration gets, and for every
// circumstance that packets are sent in.
func TestFaultsAreComplete(t *testing.T) {
	particular := regexp.MustCompile(`rule \w+|isp\d|if\d|\d[\d./]*`)
	kind := func(name string) (circumstance, what string) {
		name = particular.ReplaceAllString(name, "_")
		if circumstance, what, found := strings.Cut(name, ": "); found {
			return circumstance, what
		}
		return "", name
	}
	// A script breaks these with a process of its own alone, which may be too late.
	seen := map[string]bool{"": true, "the cable of _ is in again": true, "the others without the cable of _": true}
	for _, f := range faults {
		circumstance, what := kind(f.broken)
		seen[circumstance], seen[what] = true, true
	}
	r := rehearse(t, caseOf(t, "faults.hcl", twoProviders, script.Options{}))
	for _, c := range r.Checks {
		if circumstance, what := kind(c.Name); c.Status != OK || !seen[circumstance] || !seen[what] {
			t.Errorf("%s %s: no script is broken for it", c.Status, c.Name)
		}
	}
}

// firstFailure is the first check that fails in a trial that has, beside the
// setup, the stages of a fault alone. If the setup has to fail, it is the one
// after that.
func firstFailure(t *testing.T, c Case, f fault) Check {
	t.Helper()
	trial := begun(t, c)
	stages := append(strings.Split(f.stages, ", "), "setup")
	for _, s := range trial.stages() {
		if !slices.Contains(stages, s.name) && !slices.Contains(stages, s.about) {
			continue
		}
		if err := trial.pass(s); err != nil && !errors.Is(err, errEnd) {
			t.Fatal(err)
		}
		for _, check := range trial.checks {
			if check.Status == Failed && (check.Name != "setup" || f.broken == "setup") {
				return check
			}
		}
	}
	return Check{}
}

// begun is a trial before its first stage.
func begun(t *testing.T, c Case) *trial {
	t.Helper()
	if err := rehearsal.Available(); err != nil {
		t.Skip("needs namespaces of its own: ", err)
	}
	lab, err := rehearsal.Build(c.Set, options(c.Set))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = lab.Close() })
	return newTrial(c, lab)
}

// broke makes replacements that have to be possible.
func broke(t *testing.T, script string, pairs []string) string {
	t.Helper()
	for i := 0; i < len(pairs); i += 2 {
		if !strings.Contains(script, pairs[i]) {
			t.Fatalf("the script has no %q", pairs[i])
		}
		script = strings.ReplaceAll(script, pairs[i], pairs[i+1])
	}
	return script
}
