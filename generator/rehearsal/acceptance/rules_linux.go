package acceptance

import (
	"fmt"
	"slices"

	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// rules sends, for each rule and family, a packet that the rule selects and
// those that differ from it in one thing.
func (t *trial) rules() error {
	var questions []question
	for i, r := range t.set.Rules {
		for _, ipv6 := range families {
			name := fmt.Sprintf("rule %s, %s", r.Name, family(ipv6))
			q, found, err := t.selecting(i, ipv6, name+", selected")
			if err != nil {
				return err
			}
			if found {
				q.also, _ = t.like(i, q.packet)
				questions = append(questions, q)
			}
			if !q.packet.to.IsValid() {
				continue
			}
			spared, err := t.sparing(i, q.packet, name+", not selected")
			if err != nil {
				return err
			}
			questions = append(questions, spared...)
		}
	}
	return t.ask(questions)
}

// sparing are the questions for packets that a rule does not select. They show
// something where they do not all leave by its provider all the same.
func (t *trial) sparing(i int, selected packet, name string) ([]question, error) {
	var questions []question
	why := "it selects everything that can be sent here"
	for _, v := range t.spared(i, selected) {
		if !knownUser(uint32(v.uid)) || v.unsendable() != "" {
			continue
		}
		q := t.asks(name+" by "+v.differs, v.packet)
		var told bool
		if q.also, told = t.like(i, v.packet); !told {
			why = "what it does not select leaves by its provider too: " + q.want.because
			continue
		}
		if err := t.lend(v.packet); err != nil {
			return nil, err
		}
		if leads := t.leadsTo(t.set.Rules[i], v.to.Is6()); len(q.also) > 0 && len(leads) == 1 {
			q.notAll = t.name(leads[0])
		}
		questions = append(questions, q)
	}
	if len(questions) == 0 {
		t.add(Check{Name: name, Status: Skipped, Seen: why})
	}
	return questions, nil
}

// selecting is the question for a packet that a rule selects, in a family that
// there is something to see in. Where it finds none that can be sent, it adds a
// check that says why.
func (t *trial) selecting(i int, ipv6 bool, name string) (q question, found bool, err error) {
	r := t.set.Rules[i]
	if !r.HasFamily(ipv6) || !t.hasFamily(ipv6) || !t.declares(r, ipv6) && !r.Unreachable {
		return q, false, nil
	}
	p, found := t.selected(i, ipv6, t.round)
	if !found {
		t.add(Check{Name: name, Status: Skipped, Seen: "all that was tried belongs to an earlier rule, or to a connection that is there"})
		return q, false, nil
	}
	why := p.unsendable()
	if why != "" && t.round == 0 {
		t.add(Check{Name: name, Status: Skipped, Seen: why})
	}
	return t.asks(name, p), why == "", t.lend(p)
}

// lend gives a host the address that a packet is from, if it lacks that.
func (t *trial) lend(p packet) error {
	if own, _ := t.host(p.network, p.to.Is6()); p.network == "" || own == p.from {
		return nil
	}
	return t.lab.Adopt(p.network, p.from)
}

// rulesBy are questions for the rules that lead to providers behind some interfaces.
func (t *trial) rulesBy(ifaces []string, when string) ([]question, error) {
	var questions []question
	for i, r := range t.set.Rules {
		for _, ipv6 := range families {
			if !t.leadsBy(r, ifaces) {
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

func (t *trial) leadsBy(r site.Rule, ifaces []string) bool {
	leads := r.Via
	if r.Default {
		leads = t.set.DefaultRoute.Providers
	}
	return slices.ContainsFunc(leads, func(i int) bool { return slices.Contains(ifaces, t.set.Providers[i].Interface) })
}

// declares reports whether one of the providers that a rule leads to has a family.
func (t *trial) declares(r site.Rule, ipv6 bool) bool {
	return r.Default || slices.ContainsFunc(r.Via, func(i int) bool { return t.set.Providers[i].Side(ipv6).Declared })
}
