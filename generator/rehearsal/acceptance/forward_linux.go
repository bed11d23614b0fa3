package acceptance

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// forwardPort is what somebody else forwards to a host of a local network.
const forwardPort = 4242

// forwards asks each provider's address on a port that a table of somebody else
// forwards to a host. The answer comes from that host, and leaves via the provider
// that was asked.
func (t *trial) forwards() error {
	questions, rules := t.forwarded()
	switch {
	case len(questions) == 0:
		return nil
	case !t.set.Settings.ConnectionMarks:
		t.add(Check{Name: "port forward", Status: Skipped, Seen: "connections aren't marked (connection_marks), so the answers of a host leave like everything else that it sends"})
		return nil
	}
	const table = "inet rehearsal_forward"
	text := fmt.Sprintf("nft -f - <<'EOF'\ntable %s {\nchain prerouting {\ntype nat hook prerouting priority dstnat;\n%s\n}\n}\nEOF\n", table, strings.Join(rules, "\n"))
	r, err := t.lab.Run(rehearsal.Script{Text: text, Shell: rehearsal.Sh})
	if err != nil {
		return err
	}
	if r.Exit != 0 {
		t.add(Check{Name: "port forward", Status: Skipped, Seen: "nft can't forward here: " + strings.TrimSpace(r.Stderr)})
		return nil
	}
	if err := t.ask(questions); err != nil {
		return err
	}
	_, err = t.lab.Run(rehearsal.Script{Text: "nft delete table " + table + "\n", Shell: rehearsal.Sh})
	return err
}

// forwarded are the questions for that, and the rules of the table.
func (t *trial) forwarded() (questions []question, rules []string) {
	for i, p := range t.set.Providers {
		for _, ipv6 := range families {
			side := p.Side(ipv6)
			network, host, found := t.hostFor(p.Interface, ipv6)
			if !side.Declared || !found {
				continue
			}
			address := side.Address.Addr()
			ip := map[bool]string{false: "ip", true: "ip6"}[ipv6]
			rules = append(rules, fmt.Sprintf("%s daddr %s meta l4proto { tcp, udp } th dport %d dnat %s to %s", ip, address, forwardPort, ip, host))
			for _, protocol := range []int{rehearsal.UDP, rehearsal.TCP} {
				name := fmt.Sprintf("port forward by %s, %s, %s", p.Name, family(ipv6), map[int]string{rehearsal.UDP: "UDP", rehearsal.TCP: "TCP"}[protocol])
				q := t.askedHost(name, i, network, netip.AddrPortFrom(address, forwardPort), protocol)
				if !t.arrives(q, host) {
					t.add(Check{Name: name, Status: Skipped, Seen: fmt.Sprintf("the reverse path filter of %s drops it, as long as there is no route out for what %s sends", p.Interface, network)})
					continue
				}
				questions = append(questions, q)
			}
		}
	}
	return questions, rules
}

// arrives reports whether a packet from the internet reaches the host that it is forwarded to.
func (t *trial) arrives(q question, host netip.Addr) bool {
	i, _ := t.numberOf(q.flow.From.Name)
	return slices.ContainsFunc(t.state().Outcome(rpdb.Packet{
		To: host, From: q.flow.From.Addr, Interface: t.set.Providers[i].Interface, Protocol: q.flow.From.Protocol,
		SourcePort: q.flow.From.Port, DestinationPort: q.flow.To.Port,
	}), rpdb.Path.Arrives)
}

// hostFor is a host of a local network that is not on an interface.
func (t *trial) hostFor(iface string, ipv6 bool) (network string, host netip.Addr, found bool) {
	for _, n := range t.set.Networks {
		if host, found := t.host(n.Name, ipv6); found && n.Interface != iface {
			return n.Name, host, true
		}
	}
	return "", host, false
}

// askedHost is a packet from the internet that reaches a host through provider i.
func (t *trial) askedHost(name string, i int, network string, at netip.AddrPort, protocol int) question {
	from := rehearsal.Internet(t.name(i), t.far.next(at.Addr().Is6()))
	from.Protocol, from.Port = protocol, askPort
	to := rehearsal.Host(network)
	to.Addr, to.Port = at.Addr(), at.Port()
	want := path{by: []int{i}, rule: noRule, because: "that is where it was asked by"}
	return question{name: name, flow: rehearsal.Flow{From: from, To: to}, want: want, unexplained: true}
}

// maxPrefixes is how many of the prefixes of a provider are tried.
const maxPrefixes = 4

// guest is a host with an address that a provider routes to us.
type guest struct {
	provider int
	network  string // "" for the router itself
	addr     netip.Addr
}

// inhabit has somebody live in the prefixes that providers route to us: a host of a
// local network, by a route in main, or the router itself where there is none.
func (t *trial) inhabit() error {
	for i, p := range t.set.Providers {
		for _, ipv6 := range families {
			list := p.Side(ipv6).Prefixes
			for _, prefix := range list[:min(len(list), maxPrefixes)] {
				if err := t.inhabitOne(i, prefix); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (t *trial) inhabitOne(provider int, prefix site.Prefix) error {
	g := guest{provider: provider}
	for _, n := range t.set.Networks {
		if host, found := t.host(n.Name, prefix.Addr().Is6()); found && prefix.Contains(host) {
			t.guests = append(t.guests, guest{provider, n.Name, host})
			return nil
		}
	}
	if g.addr = t.far.unowned(prefix.Prefix); !g.addr.IsValid() {
		return nil
	}
	do := map[bool]string{true: "-6 "}[g.addr.Is6()]
	for _, n := range t.set.Networks {
		_, found := t.host(n.Name, g.addr.Is6())
		if found && !n.Gateway.IsValid() && len(t.behind(n.Interface)) == 0 {
			g.network = n.Name
			t.reached[g.addr] = true
			t.guests = append(t.guests, g)
			if err := t.lab.Adopt(n.Name, g.addr); err != nil {
				return err
			}
			return t.lab.IP(fmt.Sprintf("%sroute add %s dev %s", do, netip.PrefixFrom(g.addr, g.addr.BitLen()), n.Interface))
		}
	}
	t.guests = append(t.guests, g)
	return t.lab.Own(g.addr)
}

// prefixes has each guest ask the internet, and be asked: by its own provider, from
// its own address.
func (t *trial) prefixes() error {
	var questions []question
	for _, g := range t.guests {
		name := fmt.Sprintf("prefixes of %s, %v", t.name(g.provider), g.addr)
		p := packet{network: g.network, from: g.addr, to: t.far.next(g.addr.Is6()), protocol: rehearsal.UDP, dport: rehearsal.EchoPort}
		if g.network == "" {
			questions = append(questions, t.asks(name, p), t.asked(name+", asked", g.provider, g.addr, rehearsal.UDP))
			continue
		}
		p.mac = rehearsal.Hardware(t.set, g.network)
		questions = append(questions, t.asks(name, p),
			t.askedHost(name+", asked", g.provider, g.network, netip.AddrPortFrom(g.addr, rehearsal.EchoPort), rehearsal.UDP))
	}
	return t.ask(questions)
}
