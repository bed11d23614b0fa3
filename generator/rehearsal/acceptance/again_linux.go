package acceptance

import (
	"fmt"
	"slices"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
)

// packetRate is how many packets a second all connections together send.
const packetRate = 1000

// underway are connections from and to the addresses at the providers, except those behind
// an interface. If without is "", connections of the local hosts are among them. Only those
// that are answered all the time count.
func (t *trial) underway(without string) []rehearsal.Flow {
	var questions []question
	for i, p := range t.set.Providers {
		if p.Interface != without {
			questions = append(questions, t.answersOf(i, "")...)
		}
	}
	if without == "" {
		questions = append(questions, t.fromSite("")...)
	}
	var flows []rehearsal.Flow
	for _, q := range questions {
		if t.answered(q, without) && (without == "" || t.with(without).answered(q, without)) {
			flows = append(flows, q.flow)
		}
	}
	return flows
}

// with is the trial with an interface down.
func (t *trial) with(down string) *trial {
	then := *t
	then.down = map[string]bool{down: true}
	return &then
}

// answered reports whether a packet is answered on each path that it may take, none of
// which uses an interface.
func (t *trial) answered(q question, without string) bool {
	said, err := t.explain(q)
	return err == nil && !slices.ContainsFunc(said, func(s outcome) bool {
		by, _ := t.numberOf(s.by)
		return !s.answered || t.set.Providers[by].Interface == without
	})
}

// undisturbed checks that connections lose nothing and stay where they are
// while something is done.
func (t *trial) undisturbed(name, while string, flows []rehearsal.Flow, do func() error) error {
	if len(flows) == 0 {
		return do()
	}
	traffic, err := t.lab.Start(flows, packetRate)
	if err != nil {
		return err
	}
	done := do()
	reports := traffic.Stop()
	if done != nil {
		return done
	}
	c := Check{Name: name, Status: OK}
	sent, lost, moves := 0, 0, 0
	for _, r := range reports {
		sent, lost, moves = sent+r.Sent, lost+r.Lost(), moves+r.Changes()
		if r.Lost()+r.Changes() > 0 {
			c.Status, c.Want = Failed, "none of either"
			c.Detail = append(c.Detail, r.String())
		}
	}
	c.Sent = fmt.Sprintf("%d packets in %d connections while %s", sent, len(flows), while)
	c.Seen = fmt.Sprintf("%d lost, %d moved", lost, moves)
	t.add(c)
	return nil
}

// rerun runs setup twice more: the first one puts the other of the two sets of
// entries in place, the second one the same as before.
func (t *trial) rerun() error {
	err := t.undisturbed("connections while setup runs again", "setup runs twice", t.underway(""), func() error {
		for _, which := range []string{"second", "third"} {
			if _, err := t.runSetup(which + " setup"); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return t.compare("state after setup ran again", "three setups, and one", t.once)
}

// uplinkInterfaces are those of the providers, in their order.
func (t *trial) uplinkInterfaces() []string {
	var list []string
	for _, p := range t.set.Providers {
		if !slices.Contains(list, p.Interface) {
			list = append(list, p.Interface)
		}
	}
	return list
}

// without takes the providers behind an interface down, looks what happens, and
// whether setup brings them back.
func (t *trial) without(iface string) error {
	names := t.behind(iface)
	gone := t.names(names)
	err := t.undisturbed("the others without "+gone, gone+" goes and comes back", t.underway(iface), func() error {
		t.down[iface] = true
		if err := t.lab.Down(iface); err != nil {
			return err
		}
		isDown := gone + " is down: "
		if err := t.whileDown(isDown, []string{iface}, t.addressesOf(iface, isDown)...); err != nil {
			return err
		}
		// With the device itself, a balanced route goes as a whole.
		if err := t.lab.Detach(iface); err != nil {
			return err
		}
		t.detached = true
		err := t.whileDown(gone+" is unplugged: ", []string{iface})
		t.detached = false
		if err != nil {
			return err
		}
		if err := t.lab.Attach(iface); err != nil {
			return err
		}
		delete(t.down, iface)
		_, err = t.runSetup("setup when " + gone + " is back")
		return err
	})
	if err != nil {
		return err
	}
	return t.ask(t.back(names, gone+" is back: "))
}

// behind are the providers behind some interfaces.
func (t *trial) behind(ifaces ...string) []int {
	var list []int
	for i, p := range t.set.Providers {
		if slices.Contains(ifaces, p.Interface) {
			list = append(list, i)
		}
	}
	return list
}

// back are questions about providers that are there again.
func (t *trial) back(providers []int, when string) []question {
	var questions []question
	for _, i := range providers {
		questions = append(questions, t.answersOf(i, when)...)
	}
	return questions
}

// whileDown asks where packets go while some interfaces are down.
func (t *trial) whileDown(when string, ifaces []string, more ...question) error {
	t.round++
	ruled, err := t.rulesBy(ifaces, when)
	if err != nil {
		return err
	}
	return t.ask(slices.Concat(t.fromSite(when), more, ruled, t.routed(t.behind(ifaces...), when)))
}

// addressesOf are questions from the addresses on an interface that is down but
// there: the kernel takes those of IPv6 away then, unless the carrier alone is lost,
// and all with the device.
func (t *trial) addressesOf(iface, when string) []question {
	var questions []question
	for _, i := range t.behind(iface) {
		for _, ipv6 := range families[:map[bool]int{false: 1, true: 2}[t.pulled]] {
			if side := t.set.Providers[i].Side(ipv6); side.Declared {
				own := packet{from: side.Address.Addr(), to: t.far.next(ipv6), protocol: rehearsal.UDP, dport: rehearsal.EchoPort}
				questions = append(questions, t.asks(fmt.Sprintf("%sits address, %v", when, own.from), own))
			}
		}
	}
	return questions
}

// teardown compares the state after setup and after teardown, each run twice,
// with what it was. Setup has to have run an odd number of times: every other
// time it has the same of the two tags.
func (t *trial) teardown() error {
	if t.setups%2 == 0 {
		if _, err := t.runSetup("last setup"); err != nil {
			return err
		}
	}
	if err := t.compare("state after all setups", fmt.Sprintf("%d setups, and one", t.setups), t.once); err != nil {
		return err
	}
	for _, which := range []string{"teardown", "second teardown"} {
		if _, err := t.script(which, "teardown.sh", t.Teardown); err != nil {
			return err
		}
		if err := t.compare("state after "+which, "the state before setup, and now", t.before); err != nil {
			return err
		}
	}
	return t.takenBackToNothing()
}
