package acceptance

import (
	"fmt"

	"github.com/gen-splitroute/gen-splitroute/generator/provider"
)

// rules sends, for each rule and family, a packet that the rule selects and one
// that differs from it in one thing.
func (t *course) rules() error {
	var questions []question
	for i, r := range t.set.Rules {
		for _, ipv6 := range families {
			name := fmt.Sprintf("rule %s, %s", r.Name, family(ipv6))
			q, found, err := t.selecting(i, ipv6, name+", selected")
			if err != nil {
				return err
			}
			if !found {
				continue
			}
			q.also, _ = t.like(i, q.packet)
			questions = append(questions, q)
			if q, found = t.sparing(i, q.packet, name+", not selected"); found {
				questions = append(questions, q)
			}
		}
	}
	_, err := t.ask(questions)
	return err
}

// sparing is the question for packets that a rule does not select. They show
// something where they do not all leave by its provider all the same.
func (t *course) sparing(i int, selected packet, name string) (q question, found bool) {
	p, found := t.spared(i, selected)
	if !found {
		t.add(Check{Name: name, Status: Skipped, Seen: "it selects everything that can be sent here"})
		return q, false
	}
	q = t.about(name, p)
	var told bool
	if q.also, told = t.like(i, p); !told {
		t.add(Check{Name: name, Status: Skipped, Seen: "what it does not select leaves by its provider too: " + q.want.because})
		return q, false
	}
	if len(q.also) > 0 {
		q.notAll = t.name(t.set.Rules[i].Provider)
	}
	return q, true
}

// about is asks for a packet that the laboratory may not be able to send: then
// the kernel is asked about it.
func (t *course) about(name string, p packet) question {
	q := t.asks(name, p)
	q.lookup = p.protocol != udp
	return q
}

// selecting is the question for a packet that a rule selects, in a family that
// there is something to see in. Where it finds none, it adds a check that says
// why.
func (t *course) selecting(i int, ipv6 bool, name string) (q question, found bool, err error) {
	r := t.set.Rules[i]
	if !r.HasFamily(ipv6) || !t.hasFamily(ipv6) || !t.set.Providers[r.Provider].Side(ipv6).Declared && !r.Unreachable {
		return q, false, nil
	}
	p, found := t.selected(i, ipv6, t.round)
	switch {
	case !found:
		t.add(Check{Name: name, Status: Skipped, Seen: "all that was tried belongs to an earlier rule, or to a connection that is there"})
		return q, false, nil
	case !canAsk(r, p):
		t.add(Check{Name: name, Status: Skipped, Seen: fmt.Sprintf("the laboratory sends UDP alone, and nobody can be asked about protocol %d", p.protocol)})
		return q, false, nil
	}
	return t.about(name, p), true, t.lend(p)
}

// canAsk reports whether there is a way to see where a packet goes that a rule
// selects. What is not sent is looked up, and nft reads only what is sent; the
// kernel looks up few protocols
// (rtm_getroute_parse_ip_proto in net/ipv4/netlink.c).
func canAsk(r provider.Rule, p packet) bool {
	switch p.protocol {
	case udp:
		return true
	case icmp:
		return r.Mark == 0 && !p.to.Is6()
	case icmp6:
		return r.Mark == 0 && p.to.Is6()
	}
	return r.Mark == 0 && p.protocol == tcp
}

// lend gives a host the address that a packet is from, if it lacks that.
func (t *course) lend(p packet) error {
	if own, _ := t.host(p.network, p.to.Is6()); p.network == "" || own == p.from {
		return nil
	}
	return t.lab.Adopt(p.network, p.from)
}

// rulesBy are questions for the rules that lead to providers behind an
// interface.
func (t *course) rulesBy(iface, when string) ([]question, error) {
	var questions []question
	for i, r := range t.set.Rules {
		for _, ipv6 := range families {
			if !t.leadsBy(r, iface) {
				continue
			}
			q, found, err := t.selecting(i, ipv6, fmt.Sprintf("%srule %s, %s", when, r.Name, family(ipv6)))
			if err != nil {
				return nil, err
			}
			if found {
				questions = append(questions, q)
			}
		}
	}
	return questions, nil
}

func (t *course) leadsBy(r provider.Rule, iface string) bool {
	return t.set.Providers[r.Provider].Interface == iface
}
