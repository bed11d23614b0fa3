package rpdb_test

import (
	"fmt"
	"math/rand"
	"net/netip"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/config"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
	"github.com/gen-splitroute/gen-splitroute/generator/script"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// environment is a number in an environment variable.
func environment(name string, otherwise int64) int64 {
	if n, err := strconv.ParseInt(os.Getenv(name), 10, 64); err == nil {
		return n
	}
	return otherwise
}

// TestKernel asks the kernel, after a real script, about random packets on
// random machines. PAIRS is how many pairs of the two there are, SEED the
// first machine's number:
//
//	PAIRS=100000 go test ./generator/rpdb -run TestKernel -timeout 2h
func TestKernel(t *testing.T) {
	if err := rehearsal.Available(); err != nil {
		t.Skip("needs namespaces of its own: ", err)
	}
	pairs, seed := environment("PAIRS", 600), environment("SEED", 1)
	perMachine, machines, asked := 200, 0, 0
	for n := seed; int64(asked) < pairs && !t.Failed(); n++ {
		c, ok := randomMachine(t, n)
		if !ok {
			continue
		}
		machines++
		t.Run(fmt.Sprint("machine", n), func(t *testing.T) {
			asked += c.compare(t, func(lab *rehearsal.Lab) []rpdb.Packet { return c.packets(lab, min(perMachine, int(pairs)-asked)) })
		})
	}
	t.Logf("%d pairs of %d machines and packets, from SEED=%d", asked, machines, seed)
}

// machine is a configuration and how its machine is found.
type machine struct {
	*rand.Rand
	name, src string
	written   site.Site
	set       site.Site // with values for all that scripts read
	setup     string
	down      []string
	cut       []string // providers whose wire is cut
	live      bool     // what the machine has is told
	foreign   []string // lines for ip: what others have put there before
	// watched are the providers, by their positions, that a monitor watches, and found
	// the uplinks that it finds down.
	watched, found uint32
}

// watch has a monitor watch some providers of one machine in three. It has a source of
// its own, so that other machines stay what they were.
func (m *machine) watch(n int64) {
	if r := rand.New(rand.NewSource(-n - 1)); r.Intn(3) == 0 {
		m.watched, m.found = r.Uint32()|r.Uint32(), r.Uint32()
	}
}

// out are the uplinks that the monitor finds down.
func (m *machine) out() []string {
	var out []string
	for i, p := range m.set.Providers {
		for bit, family := range []string{"ipv4", "ipv6"} {
			if m.watched&(1<<i) != 0 && m.found&(1<<(2*i+bit)) != 0 {
				out = append(out, "provider."+p.Name+"."+family)
			}
		}
	}
	return out
}

// found has setup take out what the monitor finds down; the shell that runs this is
// the monitor.
const found = `set -e
read -r stat </proc/$$/stat
out=$* pid=$$
set -- ${stat##*) }
echo "monitor $pid ${20}" >/run/splitroute/health
for uplink in $out; do echo "out $uplink"; done >>/run/splitroute/health
sh ` + rehearsal.ScriptDir + `/setup.sh health
`

func randomMachine(t *testing.T, n int64) (*machine, bool) {
	t.Helper()
	r := rand.New(rand.NewSource(n))
	m := &machine{Rand: r, name: fmt.Sprintf("random%d.hcl", n), src: randomConfiguration(r)}
	m.watch(n)
	if !m.parse(t) {
		return nil, false
	}
	// Who reads a gateway has a default in main to read it from.
	// Prefixes are read from there, too.
	reads := func(p site.Provider) bool { return p.IPv4.AutoGateway || p.IPv6.AutoGateway || p.IPv6.Delegated }
	m.live = r.Intn(2) == 0 || slices.ContainsFunc(m.written.Providers, reads)
	if m.live {
		m.foreign = foreigners(r)
	}
	for _, p := range m.set.Providers {
		if r.Intn(6) == 0 {
			m.down = append(m.down, p.Interface)
		} else if r.Intn(6) == 0 && !m.shares(p) {
			m.cut = append(m.cut, p.Interface)
		}
	}
	return m, true
}

// shares reports whether another provider is behind the same interface, which keeps
// its carrier then.
func (m *machine) shares(p site.Provider) bool {
	return slices.ContainsFunc(m.set.Providers, func(other site.Provider) bool { return other.Interface == p.Interface && other.Name != p.Name })
}

// parse reports whether the configuration is valid.
func (m *machine) parse(t *testing.T) bool {
	t.Helper()
	set, diags := config.Parse(m.name, []byte(m.src), config.Options{})
	if diags.HasErrors() {
		return false
	}
	for i := range set.Providers {
		set.Providers[i].Health.Watched = m.watched&(1<<i) != 0
	}
	text, err := script.Setup(plan.New(set), script.Options{})
	if err != nil {
		t.Fatal(err)
	}
	m.written, m.set, m.setup = set, assumed(t, set), string(text)
	return true
}

// plan is the one for a machine whose values are known.
func (m *machine) plan() plan.Plan { return plan.New(m.set).Without(m.out()) }

// assumed has the values that scripts read in the laboratory.
func assumed(t *testing.T, set site.Site) site.Site {
	t.Helper()
	example := rehearsal.Example(set)
	var list []rpdb.Assumption
	for i, p := range set.Providers {
		for _, ipv6 := range []bool{false, true} {
			u, e := p.Side(ipv6), example.Providers[i].Side(ipv6)
			a := rpdb.Assumption{Provider: p.Name}
			if u.AutoAddress {
				a.Address = e.Address
			}
			if u.AutoGateway {
				a.Gateway = e.Gateway
			}
			if u.AutoAddress || u.AutoGateway {
				list = append(list, a)
			}
		}
	}
	set, err := rpdb.Assume(set, list...)
	if err != nil {
		t.Fatal(err)
	}
	for i := range set.Providers {
		u := &set.Providers[i].IPv6
		u.Prefixes, u.Delegated = example.Providers[i].IPv6.Prefixes, false
	}
	return set
}

// compare builds the machine, asks about packets and returns about how many.
func (m *machine) compare(t *testing.T, choose func(*rehearsal.Lab) []rpdb.Packet) int {
	t.Helper()
	lab, err := rehearsal.Build(m.written, rehearsal.Options{Sysctls: m.sysctls()})
	if err != nil {
		t.Logf("%s\n%s", m.src, err)
		return 0
	}
	defer func() {
		if err := lab.Close(); err != nil {
			t.Error(err)
		}
	}()
	o, ok := m.apply(t, lab)
	if !ok {
		return 0
	}
	state := rpdb.New(m.set, m.plan(), o)
	packets := choose(lab)
	replies, err := ask(lab, packets)
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range packets {
		if wrong := m.disagreement(state, p, replies[i]); wrong != "" {
			t.Errorf("%s\n ip %s\n %+v\n %s\ndown %v, cut %v, found down %v, live %t\n%s", wrong, question(p), p, fmt.Sprintf("%+v", replies[i]), m.down, m.cut, m.out(), m.live, m.src+strings.Join(m.foreign, "\n"))
			return i
		}
	}
	return len(packets)
}

// apply runs the script, takes links down and tells what the machine had.
// It reports whether the script did anything: it refuses machines on which the
// kernel would choose another source.
func (m *machine) apply(t *testing.T, lab *rehearsal.Lab) (rpdb.Options, bool) {
	t.Helper()
	var o rpdb.Options
	if err := lab.IP(append(m.peers(), m.foreign...)...); err != nil && rehearsal.NeedsRoot(err.Error()) {
		t.Skip("needs root: ", err)
	} else if err != nil {
		t.Fatal(err)
	}
	output(t, lab, "until [ \"$(ip -6 -o addr | grep -c ' peer ')\" = \"$(ip -6 route | grep -c '^2001:db8:ffff::1 ')\" ]; do :; done")
	if m.live {
		live, err := rpdb.ReadLive(output(t, lab, "ip -j -d route show table all; ip -j -d rule; ip -j -d -6 rule"))
		if err != nil {
			t.Fatal(err)
		}
		o.Live = &live
	}
	r, err := lab.Run(rehearsal.Script{Text: m.setup})
	if strings.Contains(r.Stderr, "or don't balance") {
		return o, false
	}
	if rehearsal.NeedsRoot(r.Stderr) {
		t.Skip("needs root: ", r.Stderr)
	}
	if err != nil || r.Exit != 0 {
		t.Fatalf("%v, exit %d: %s\n%s", err, r.Exit, r.Stderr, m.src)
	}
	if out := m.out(); len(out) > 0 && strings.Contains(m.setup, "\n\tamong ") {
		if err := lab.Place(map[string]string{"setup.sh": m.setup}); err != nil {
			t.Fatal(err)
		}
		if r, err := lab.Run(rehearsal.Script{Text: found, Args: out}); err != nil || r.Exit != 0 {
			t.Fatalf("%v, exit %d: %s\n%s", err, r.Exit, r.Stderr, m.src)
		}
	}
	for _, iface := range m.down {
		if err := lab.Down(iface); err != nil {
			t.Fatal(err)
		}
	}
	for _, iface := range m.cut {
		if err := lab.PullCable(iface); err != nil {
			t.Fatal(err)
		}
	}
	o.Down, o.Cut = m.down, m.cut
	return o, true
}

// peers are lines for ip that give addresses without neighbours a peer, the same one
// to several. Only who is told what the machine has knows of it.
func (m *machine) peers() []string {
	var lines []string
	for _, p := range m.set.Providers {
		for _, u := range []site.Uplink{p.IPv4, p.IPv6} {
			if !m.live || !u.Declared || u.HasNetwork() || u.Gateway.IsValid() || m.Intn(3) == 0 {
				continue
			}
			peer, more := "192.0.2.99/32", ""
			if u.Address.Addr().Is6() {
				peer, more = "2001:db8:ffff::1/128", " nodad"
			}
			lines = append(lines,
				fmt.Sprintf("addr del %s dev %s", u.Address, p.Interface),
				fmt.Sprintf("addr add %s peer %s dev %s%s", u.Address.Addr(), peer, p.Interface, more))
		}
	}
	return lines
}

func output(t *testing.T, lab *rehearsal.Lab, script string) []byte {
	t.Helper()
	var text []byte
	err := lab.Do(func() (err error) {
		text, err = exec.Command("sh", "-c", script).Output()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// rpFilter are the settings of interfaces: a script makes providers' loose.
func (m *machine) rpFilter(dev string) int {
	if slices.ContainsFunc(m.set.Providers, func(p site.Provider) bool { return p.Interface == dev && p.IPv4.Declared }) {
		return 2
	}
	return len(dev) % 2 // 0 or 1, as sysctls says
}

// sysctls has strict filters on providers' interfaces, as distributions do.
func (m *machine) sysctls() map[string]string {
	values := map[string]string{}
	for _, p := range m.set.Providers {
		values["net/ipv4/conf/"+p.Interface+"/rp_filter"] = "1"
		if !p.IPv4.Declared {
			values["net/ipv4/conf/"+p.Interface+"/rp_filter"] = strconv.Itoa(m.rpFilter(p.Interface))
		}
	}
	for _, n := range m.set.Networks {
		if _, isProviders := values["net/ipv4/conf/"+n.Interface+"/rp_filter"]; !isProviders {
			values["net/ipv4/conf/"+n.Interface+"/rp_filter"] = strconv.Itoa(m.rpFilter(n.Interface))
		}
	}
	return values
}

// disagreement is what is wrong with an answer, "" when nothing is.
func (m *machine) disagreement(s *rpdb.State, p rpdb.Packet, kernel reply) string {
	answer, filter := s.Receive(p)
	if !answer.Type.Arrives() {
		if want := refusal(answer); kernel.failure != want {
			return fmt.Sprintf("want %q, by %v", want, answer.Rule)
		}
		return ""
	}
	if p.Interface != rpdb.Self && p.To.Is4() {
		if wrong, done := m.filtered(answer, filter, p, kernel); done {
			return wrong
		}
	}
	return compareRoute(s, answer, p, kernel)
}

// refusal is the error of what gets no further (fib_props in
// net/ipv4/fib_semantics.c, fib4_rule_action).
func refusal(a rpdb.Answer) string {
	switch {
	case a.Type == rpdb.Prohibit:
		return "Permission denied"
	case a.Type == rpdb.Blackhole:
		return "Invalid argument"
	case a.Type == rpdb.Unreachable && a.Route != nil:
		return "No route to host"
	}
	return "Network is unreachable"
}

// filtered compares what the reverse path filter does, and reports whether
// that is all.
func (m *machine) filtered(answer rpdb.Answer, filter func(string) rpdb.Filter, p rpdb.Packet, kernel reply) (wrong string, done bool) {
	outs := []string{""}
	if answer.Type == rpdb.Unicast {
		outs = nil
		for _, h := range answer.Route.Hops {
			if !slices.Contains(m.down, h.Dev) {
				outs = append(outs, h.Dev)
			}
		}
	}
	var want []bool
	for _, out := range outs {
		f, setting := filter(out), m.rpFilter(p.Interface)
		want = append(want, f == rpdb.Martian || f == rpdb.Loose && setting > 0 || f == rpdb.Strict && setting == 1)
	}
	// EXDEV became EINVAL with the reasons for drops (Linux 6.14).
	dropped := kernel.failure == "Invalid argument" || kernel.failure == "Invalid cross-device link"
	if !slices.Contains(want, dropped) {
		return fmt.Sprintf("the filter: want %v", want), true
	}
	return "", dropped
}

func compareRoute(s *rpdb.State, answer rpdb.Answer, p rpdb.Packet, kernel reply) string {
	if kernel.failure != "" || rpdb.TypeNamed(kernel.Type) != answer.Type {
		return fmt.Sprintf("want %s by %s", answer.Type, answer.Route)
	}
	if answer.Rule != nil && kernel.Table != strconv.Itoa(answer.Rule.Action.Lookup) {
		return fmt.Sprintf("want it in table %d, by %s", answer.Rule.Action.Lookup, answer.Route)
	}
	if answer.Type != rpdb.Unicast {
		return ""
	}
	via, _ := netip.ParseAddr(kernel.Gateway + kernel.Via.Host)
	for _, hop := range s.NextHops(answer) {
		if hop.Dev != kernel.Dev || hop.Via.Known != via {
			continue
		}
		source := s.Source(answer.Route, hop, p.To)
		if !p.From.IsValid() && source.IsValid() && source.Addr.String() != kernel.Prefsrc {
			return fmt.Sprintf("want the source %s by %s", source, answer.Route)
		}
		return ""
	}
	return fmt.Sprintf("want it by %s", answer.Route)
}
