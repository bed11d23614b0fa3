package rpdb_test

import (
	"fmt"
	"math/rand"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
)

// TestTraffic sends real packets: what nft marks and translates, ip knows
// nothing of. FLOWS is how many there are, SEED the first machine's number.
func TestTraffic(t *testing.T) {
	if err := rehearsal.Available(); err != nil {
		t.Skip("needs namespaces of its own: ", err)
	}
	flows, seed := environment("FLOWS", 150), environment("SEED", 1)
	sent, machines := 0, 0
	for n := seed; int64(sent) < flows && !t.Failed(); n++ {
		m, ok := randomMachine(t, n)
		if !ok {
			continue
		}
		machines++
		t.Run(fmt.Sprint("machine", n), func(t *testing.T) { sent += m.send(t, 30) })
	}
	t.Logf("%d flows of %d machines, from SEED=%d", sent, machines, seed)
}

// conversation is a flow and the packet that it is.
type conversation struct {
	flow   rehearsal.Flow
	packet rpdb.Packet
}

// send has n conversations on the machine, and goes on with them after links
// have gone down. It returns how many packets were compared.
func (m *machine) send(t *testing.T, n int) int {
	down := m.down
	m.down, m.cut = nil, nil
	lab, err := rehearsal.Build(m.written, rehearsal.Options{Patience: 150 * time.Millisecond})
	if err != nil {
		t.Log(err) // two tunnels on one interface
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
	talks := m.conversations(lab, n)
	reports := m.exchange(t, lab, o, talks)
	if m.set.Settings.ConnectionMarks && len(down) > 0 && !t.Failed() {
		for _, iface := range down {
			if err := lab.Down(iface); err != nil {
				t.Fatal(err)
			}
		}
		o.Down = down
		m.exchange(t, lab, o, established(talks, reports))
	}
	return len(reports)
}

// established are the conversations that a local network began.
func established(talks []conversation, reports []rehearsal.Report) []conversation {
	var on []conversation
	for i, c := range talks {
		if by := reports[i].Provider(); by != "" && c.packet.Interface != rpdb.Self {
			c.packet.Connection = by
			on = append(on, c)
		}
	}
	return on
}

// exchange sends a packet of each conversation and compares.
func (m *machine) exchange(t *testing.T, lab *rehearsal.Lab, o rpdb.Options, talks []conversation) []rehearsal.Report {
	t.Helper()
	s := rpdb.New(m.set, m.plan(), o)
	var flows []rehearsal.Flow
	for _, c := range talks {
		flows = append(flows, c.flow)
	}
	reports, err := lab.Exchanges(flows)
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range reports {
		trace := s.Explain(talks[i].packet)
		if wrong := contradicts(trace, r); wrong != "" {
			t.Errorf("%s\n %+v\n %v\n %+v\n %v\ndown %v, live %t\n%s", wrong, talks[i].packet, r, trace.Paths, stages(trace), o.Down, m.live, m.src)
			break
		}
	}
	return reports
}

// stages are a trace in short.
func stages(t rpdb.Trace) string {
	var lines []string
	for _, s := range t.Stages {
		lines = append(lines, fmt.Sprintf("%s: %q %s by %v: %v", s.Name, s.Notes, s.Answer.Type, s.Answer.Rule, s.Answer.Route))
	}
	return strings.Join(lines, "\n ")
}

// contradicts is what was seen and is none of the paths of the trace.
func contradicts(t rpdb.Trace, r rehearsal.Report) string {
	if len(r.Legs) == 0 {
		if slices.ContainsFunc(t.Paths, func(w rpdb.Path) bool { return !w.Arrives() || w.Provider == "" }) {
			return ""
		}
		return "nothing was seen"
	}
	for _, leg := range r.Legs {
		if !slices.ContainsFunc(t.Paths, func(w rpdb.Path) bool { return w.Arrives() && w.Provider == leg.Provider && carries(w, leg.Source) }) {
			return fmt.Sprintf("seen by %s from %s", leg.Provider, leg.Source)
		}
	}
	return ""
}

func carries(w rpdb.Path, source netip.Addr) bool {
	if w.Translated.IsGiven() {
		return w.Translated.Addr == source || !w.Translated.IsValid()
	}
	return w.Source.Addr == source || !w.Source.IsValid()
}

// conversations are n random ones with the internet.
func (m *machine) conversations(lab *rehearsal.Lab, n int) []conversation {
	var all []conversation
	for i := range n {
		var c conversation
		if m.Intn(5) == 0 {
			all = append(all, m.question(i))
			continue
		}
		if len(m.set.Networks) > 0 && m.Intn(3) > 0 {
			network := choose(m.Rand, m.set.Networks)
			from := choose(m.Rand, lab.HostAddresses(network.Name))
			c.flow.From = rehearsal.Endpoint{Machine: rehearsal.AtHost, Name: network.Name, Addr: from}
			c.packet = rpdb.Packet{From: from, Interface: network.Interface}
		} else {
			uid := choose(m.Rand, []int{0, 0, 1001, 1002, 2000})
			if rehearsal.NeedsRoot("Invalid uid range") {
				uid = 0
			}
			c.flow.From = rehearsal.Endpoint{Machine: rehearsal.AtRouter, UID: uid}
			c.packet = rpdb.Packet{Interface: rpdb.Self, UID: uint32(uid)}
			if m.Intn(3) == 0 {
				c.packet.From = m.ownAddress()
				c.flow.From.Addr = c.packet.From
			}
			if m.Intn(3) == 0 {
				c.packet.Bound = choose(m.Rand, m.set.Providers).Interface
			}
			c.packet.Unconnected = m.Intn(3) == 0
			c.flow.From.Device, c.flow.From.Unconnected = c.packet.Bound, c.packet.Unconnected
		}
		c.finish(m.Rand, i)
		all = append(all, c)
	}
	return all
}

// question is the i-th conversation, which somebody in the internet begins. Its
// packet is the answer.
func (m *machine) question(i int) conversation {
	isp := choose(m.Rand, m.set.Providers)
	own, far := isp.IPv4.Address.Addr(), netip.AddrFrom4([4]byte{198, 18, 0, byte(70 + i)})
	if !isp.IPv4.Declared || isp.IPv6.Declared && m.Intn(2) == 0 {
		own, far = isp.IPv6.Address.Addr(), netip.MustParseAddr(fmt.Sprintf("2001:db8:ffff::%d", 70+i))
	}
	c := conversation{packet: rpdb.Packet{
		To: far, From: own, Interface: rpdb.Self, Protocol: 17, Reply: true,
		SourcePort: choose(m.Rand, []uint16{7, 53, 1000}), DestinationPort: choose(m.Rand, []uint16{53, 85, 1000}),
	}}
	if m.set.Settings.ConnectionMarks {
		c.packet.Connection = isp.Name
	}
	c.flow = rehearsal.Flow{From: rehearsal.Internet(isp.Name, far), To: rehearsal.Router(own)}
	c.flow.From.Port, c.flow.To.Port = c.packet.DestinationPort, c.packet.SourcePort
	return c
}

func (m *machine) ownAddress() netip.Addr {
	p := choose(m.Rand, m.set.Providers)
	if p.IPv4.Declared {
		return p.IPv4.Address.Addr()
	}
	return p.IPv6.Address.Addr()
}

// finish gives a conversation what doesn't depend on the machine. The i-th one
// has ports of its own.
func (c *conversation) finish(r *rand.Rand, i int) {
	far := []string{"198.18.0.%d", "198.19.0.%d", "192.0.2.%d", "100.1.2.%d"}
	if c.packet.From.Is6() || !c.packet.From.IsValid() && r.Intn(2) == 0 {
		far = []string{"2001:db8:ffff::%d", "2001:db8:e1::%d", "2600::%d"}
	}
	to := netip.MustParseAddr(fmt.Sprintf(choose(r, far), 70+i))
	p := &c.packet
	p.To, p.Protocol, p.DSCP = to, 17, choose(r, []uint8{0, 0, 0, 10, 11})
	// Not 1000, which questions of the internet's are for.
	p.SourcePort, p.DestinationPort = choose(r, []uint16{1001, 20000, 20000})+uint16(i), choose(r, []uint16{7, 53, 85})
	c.flow.From.DSCP, c.flow.From.Port = p.DSCP, p.SourcePort
	c.flow.To = rehearsal.Endpoint{Machine: rehearsal.AtInternet, Addr: to, Port: p.DestinationPort}
}
