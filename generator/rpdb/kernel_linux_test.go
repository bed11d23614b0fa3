package rpdb_test

import (
	"fmt"
	"net/netip"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
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
