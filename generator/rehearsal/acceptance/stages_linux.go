package acceptance

import (
	"fmt"
	"math"
	"net/netip"
	"slices"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

func (t *trial) firstSetup() (err error) {
	t.add(t.differences("setup.sh", t.Setup)...)
	t.add(t.differences("teardown.sh", t.Teardown)...)
	if err := t.inhabit(); err != nil {
		return err
	}
	if t.before, err = t.lab.Snapshot(); err != nil {
		return err
	}
	if err := t.readLive(); err != nil {
		return err
	}
	works, err := t.runSetup("setup")
	if err != nil {
		return err
	}
	if !works {
		if err := tooLong(t.checks[len(t.checks)-1]); err != nil {
			return err
		}
		if err := t.compare("setup that failed", "the state after it", t.before); err != nil {
			return err
		}
		return errEnd
	}
	t.once, err = t.lab.Snapshot()
	return err
}

// answers asks every address at a provider from the internet beyond it, and
// the internet from there.
func (t *trial) answers() error {
	var questions []question
	for i, p := range t.set.Providers {
		questions = append(questions, t.answersOf(i, "")...)
		for _, side := range []site.Uplink{p.IPv4, p.IPv6} {
			if side.Declared {
				questions = append(questions, t.answersTo(i, side.Address.Addr())...)
			}
		}
	}
	return t.ask(questions)
}

// answersOf are the questions for the addresses at a provider.
func (t *trial) answersOf(i int, when string) []question {
	var questions []question
	for _, ipv6 := range families {
		p := t.set.Providers[i]
		side := p.Side(ipv6)
		if !side.Declared {
			continue
		}
		address := side.Address.Addr()
		questions = append(questions, t.asked(fmt.Sprintf("%sanswers of %s, %s", when, p.Name, family(ipv6)), i, address, rehearsal.UDP))
		own := packet{from: address, to: t.far.next(ipv6), protocol: rehearsal.UDP, dport: rehearsal.EchoPort}
		questions = append(questions, t.asks(fmt.Sprintf("%saddress at %s, %s", when, p.Name, family(ipv6)), own))
	}
	return questions
}

// answersTo are those of answersOf that are not UDP.
func (t *trial) answersTo(i int, address netip.Addr) []question {
	name := fmt.Sprintf("answers of %s to ", t.name(i))
	if address.Is6() {
		return []question{
			t.asked(name+"TCP, IPv6", i, address, rehearsal.TCP),
			t.asked(name+"ICMPv6", i, address, rehearsal.ICMPv6),
		}
	}
	return []question{
		t.asked(name+"TCP, IPv4", i, address, rehearsal.TCP),
		t.asked(name+"ICMP", i, address, rehearsal.ICMP),
	}
}

// askPort is what the internet asks from: "explain" has to know.
const askPort = 40000

// asked is a question of the internet's to an address at provider i.
func (t *trial) asked(name string, i int, address netip.Addr, protocol int) question {
	from, to := rehearsal.Internet(t.name(i), t.far.next(address.Is6())), rehearsal.Router(address)
	from.Protocol, from.Port, to.Port = protocol, askPort, rehearsal.EchoPort
	want := path{by: []int{i}, rule: noRule, because: "that is where it was asked by"}
	answer := packet{from: address, to: from.Addr, protocol: protocol, sport: rehearsal.EchoPort, dport: askPort}
	if w, stopped := t.stopped(answer); stopped {
		want = w
	}
	return question{name: name, flow: rehearsal.Flow{From: from, To: to}, want: want}
}

// asks is a question about a packet of the site's own.
func (t *trial) asks(name string, p packet) question {
	return question{name: name, flow: p.flow(), packet: p, want: t.path(p)}
}

// networks has the host of each local network ask the internet, and the router.
func (t *trial) networks() error {
	if err := t.ask(append(t.fromSite(""), t.excepted()...)); err != nil {
		return err
	}
	for _, n := range t.set.Networks {
		if len(t.hostsOf(n)) == 0 {
			t.add(Check{Name: "network " + n.Name, Status: Skipped, Seen: "its prefixes have no room for a host beside the router"})
		}
	}
	return nil
}

// excepted are questions of all local networks to destinations that masquerade leaves
// alone.
func (t *trial) excepted() []question {
	var questions []question
	for _, p := range t.set.Providers {
		for _, n := range t.set.Networks {
			for _, host := range t.hostsOf(n) {
				list := p.Side(host.Is6()).MasqueradeExcept
				for _, prefix := range list[:min(len(list), maxExcepted)] {
					to := packet{network: n.Name, from: host, mac: rehearsal.Hardware(t.set, n.Name), to: nth(prefix.Prefix, 0), protocol: rehearsal.UDP, dport: rehearsal.EchoPort}
					questions = append(questions, t.asks(fmt.Sprintf("network %s, %v, to what %s doesn't masquerade", n.Name, host, p.Name), to))
				}
			}
		}
	}
	return questions
}

// maxExcepted is how many destinations of a provider are tried, of long lists.
const maxExcepted = 4

// fromSite are questions of all local networks, and of the router.
func (t *trial) fromSite(when string) []question {
	var questions []question
	for _, n := range t.set.Networks {
		for _, host := range t.hostsOf(n) {
			p := packet{network: n.Name, from: host, mac: rehearsal.Hardware(t.set, n.Name), to: t.far.next(host.Is6()), protocol: rehearsal.UDP, dport: rehearsal.EchoPort}
			questions = append(questions, t.asks(fmt.Sprintf("%snetwork %s, %v", when, n.Name, host), p))
		}
	}
	for _, ipv6 := range families {
		if p := (packet{to: t.far.next(ipv6), protocol: rehearsal.UDP, dport: rehearsal.EchoPort}); t.hasFamily(ipv6) {
			questions = append(questions, t.asks(fmt.Sprintf("%srouter, %s", when, family(ipv6)), p))
		}
	}
	return questions
}

func (t *trial) hasFamily(ipv6 bool) bool {
	return slices.ContainsFunc(t.set.Providers, func(p site.Provider) bool { return p.Side(ipv6).Declared })
}

// hostsOf are the addresses of a network's host.
func (t *trial) hostsOf(n site.Network) []netip.Addr {
	return slices.DeleteFunc(slices.Clone(t.hosts[n.Name]), func(a netip.Addr) bool { return !a.IsValid() })
}

// maxRoutes is how many of a provider's routes are tried, of long lists.
const maxRoutes = 16

// routes asks destinations that are always reached by one provider.
func (t *trial) routes() error { return t.ask(t.routed(all(len(t.set.Providers)), "")) }

// routed are questions about the routes of some providers, by the router and a host.
func (t *trial) routed(providers []int, when string) []question {
	var questions []question
	for _, i := range providers {
		p := t.set.Providers[i]
		for _, ipv6 := range families {
			list := p.Side(ipv6).Routes
			for k := range min(len(list), maxRoutes) {
				prefix := list[k*len(list)/min(len(list), maxRoutes)].Prefix // spread over the list
				to := packet{to: nth(prefix, t.round), protocol: rehearsal.UDP, dport: rehearsal.EchoPort}
				name := fmt.Sprintf("%sroute %v by %s", when, prefix, p.Name)
				questions = append(questions, t.asks(name, to))
				if network, host, found := t.hostFor(p.Interface, ipv6); found && !t.owned(host) {
					to.network, to.from, to.mac = network, host, rehearsal.Hardware(t.set, network)
					questions = append(questions, t.asks(name+", "+network, to))
				}
			}
		}
	}
	return questions
}

// owned reports whether an address belongs to a provider.
func (t *trial) owned(a netip.Addr) bool {
	_, found := t.owner(packet{from: a, to: a})
	return found
}

// connections is how many are counted for the balance.
const connections = 1000

// maxBalanced is how many local networks are balanced for a check.
const maxBalanced = 4

// balance counts by whom connections of the router and of local networks leave, and
// compares with the weights.
func (t *trial) balance() error {
	for _, ipv6 := range families {
		list := t.usable(t.set.DefaultRoute.Providers, ipv6)
		if len(list) < 2 {
			continue
		}
		if err := t.balanced("balance, "+family(ipv6), packet{}, list, ipv6); err != nil {
			return err
		}
		for _, n := range t.set.Networks[:min(len(t.set.Networks), maxBalanced)] {
			host, found := t.host(n.Name, ipv6)
			if !found || t.set.Settings.HashPolicy == site.HashSource { // by its address, all leaves by one
				continue
			}
			sender := packet{network: n.Name, from: host, mac: rehearsal.Hardware(t.set, n.Name)}
			if err := t.balanced(fmt.Sprintf("balance of %s, %s", n.Name, family(ipv6)), sender, list, ipv6); err != nil {
				return err
			}
		}
	}
	return nil
}

// balanced is balance for one sender.
func (t *trial) balanced(name string, sender packet, list []int, ipv6 bool) error {
	sender.protocol, sender.dport = rehearsal.UDP, rehearsal.EchoPort
	var to []netip.AddrPort
	for tries := 0; len(to) < connections && tries < 100*connections; tries++ {
		sender.to = t.far.next(ipv6)
		if w := t.path(sender); w.rule == noRule && slices.Equal(w.by, list) {
			to = append(to, netip.AddrPortFrom(sender.to, sender.dport))
		} else if tries == connections && len(to) == 0 {
			break
		}
	}
	from := sender.flow().From
	c := Check{Name: name, Sent: fmt.Sprintf("%v -> %d addresses", from, len(to)), Status: OK}
	if len(to) == 0 && sender.network != "" {
		return nil // a rule, or an address, decides about the whole network
	}
	if len(to) < connections {
		c.Status, c.Seen = Skipped, "rules or routes decide about nearly everything that it sends"
		t.add(c)
		return nil
	}
	if i, found := t.chosenBySource(sender, list); found {
		c.Status, c.Seen = Skipped, fmt.Sprintf("Linux chooses one source for the gateways on %s, so nothing of it may leave by %s: validate warns of that", t.set.Providers[i].Interface, t.name(i))
		t.add(c)
		return nil
	}
	counts, err := t.lab.Spread(from, to)
	switch {
	case err != nil:
		return err
	case t.set.Settings.HashPolicy == site.HashSource:
		t.add(t.oneForAll(c, list, counts))
	default:
		t.add(t.weigh(c, list, counts))
	}
	return nil
}

// oneForAll wants one provider for all that the router sends: by its source alone,
// which it doesn't have yet, nothing of it is balanced.
func (t *trial) oneForAll(c Check, list []int, counts map[string]int) Check {
	var got []string
	all := false
	for _, i := range list {
		name := t.set.Providers[i].Name
		got = append(got, fmt.Sprintf("%d by %s", counts[name], name))
		all = all || counts[name] == connections
	}
	c.Seen = strings.Join(got, ", ")
	if !all {
		c.Status, c.Want = Failed, fmt.Sprintf("%d by one of them", connections)
	}
	return c
}

// weigh compares counts with weights. Each connection is a draw, so the counts
// scatter (a binomial distribution): five standard deviations are one failure
// in a million rehearsals.
func (t *trial) weigh(c Check, list []int, counts map[string]int) Check {
	total := 0
	for _, i := range list {
		total += t.set.Providers[i].Weight
	}
	var got, want []string
	others := connections
	for _, i := range list {
		p := t.set.Providers[i]
		share := float64(p.Weight) / float64(total)
		middle, spread := connections*share, 1+5*math.Sqrt(connections*share*(1-share))
		got = append(got, fmt.Sprintf("%d by %s", counts[p.Name], p.Name))
		want = append(want, fmt.Sprintf("%.0f±%.0f by %s", middle, spread, p.Name))
		others -= counts[p.Name]
		if math.Abs(float64(counts[p.Name])-middle) > spread {
			c.Status = Failed
		}
	}
	if others > 0 {
		got = append(got, fmt.Sprintf("%d by others or none", others))
		c.Status = Failed
	}
	c.Seen = strings.Join(got, ", ")
	if c.Status == Failed {
		c.Want = strings.Join(want, ", ")
	}
	return c
}
