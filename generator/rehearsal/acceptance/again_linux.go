package acceptance

import (
	"fmt"
	"slices"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
)

// packetRate is how many packets a second all connections together send.
const packetRate = 1000

// underway are connections from and to the addresses at the providers that are
// not behind an interface and do not leave by it, and of the local hosts that
// were answered.
func (t *course) underway(without string) []rehearsal.Flow {
	var flows []rehearsal.Flow
	for _, p := range t.set.Providers {
		for _, ipv6 := range families {
			side := p.Side(ipv6)
			if !side.Declared || p.Interface == without {
				continue
			}
			us := rehearsal.Router(side.Address.Addr())
			asked := rehearsal.Flow{From: rehearsal.Internet(p.Name, t.far.next(ipv6)), To: us}
			if !t.stoppedWithout(without, asked) {
				flows = append(flows, asked)
			}
			own := packet{from: us.Addr, to: t.far.next(ipv6), protocol: rehearsal.UDP, dport: rehearsal.EchoPort}
			if w := t.way(own); !w.orNot && t.alwaysAnswered(question{packet: own, want: w}) &&
				!slices.ContainsFunc(w.by, func(i int) bool { return t.set.Providers[i].Interface == without }) {
				flows = append(flows, own.flow())
			}
		}
	}
	if without != "" {
		return flows
	}
	for _, q := range t.fromSite("") {
		if t.answered[q.name] && t.alwaysAnswered(q) {
			flows = append(flows, q.flow)
		}
	}
	return flows
}

// stoppedWithout reports whether a rule stops the router's answers while an
// interface is down.
func (t *course) stoppedWithout(iface string, asked rehearsal.Flow) bool {
	then := t.world
	then.down = map[string]bool{iface: true}
	_, stopped := then.stopped(packet{from: asked.To.Addr, to: asked.From.Addr, protocol: rehearsal.UDP, sport: rehearsal.EchoPort})
	return stopped
}

// alwaysAnswered reports whether all providers that a packet may leave by take
// it for their customer's.
func (t *course) alwaysAnswered(q question) bool {
	return !slices.ContainsFunc(q.want.by, func(by int) bool {
		_, customer := t.source(q.packet, by)
		return !customer
	})
}

// undisturbed checks that connections lose nothing and stay where they are
// while something is done.
func (t *course) undisturbed(name, while string, flows []rehearsal.Flow, do func() error) error {
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
func (t *course) rerun() error {
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
func (t *course) uplinkInterfaces() []string {
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
func (t *course) without(iface string) error {
	var names []int
	for i, p := range t.set.Providers {
		if p.Interface == iface {
			names = append(names, i)
		}
	}
	gone := t.names(names)
	err := t.undisturbed("the others without "+gone, gone+" goes and comes back", t.underway(iface), func() error {
		t.down[iface] = true
		if err := t.lab.Down(iface); err != nil {
			return err
		}
		isDown := gone + " is down: "
		if err := t.whileDown(iface, isDown, t.addressesOf(iface, isDown)...); err != nil {
			return err
		}
		// With the device itself, a balanced route goes as a whole.
		if err := t.lab.Detach(iface); err != nil {
			return err
		}
		if err := t.whileDown(iface, gone+" is unplugged: "); err != nil {
			return err
		}
		if err := t.lab.Attach(iface); err != nil {
			return err
		}
		delete(t.down, iface)
		_, err := t.runSetup("setup when " + gone + " is back")
		return err
	})
	if err != nil {
		return err
	}
	var questions []question
	for _, i := range names {
		questions = append(questions, t.answersOf(i, gone+" is back: ")...)
	}
	_, err = t.ask(questions)
	return err
}

// whileDown asks where packets go while an interface is down.
func (t *course) whileDown(iface, when string, more ...question) error {
	t.round++
	ruled, err := t.rulesBy(iface, when)
	if err != nil {
		return err
	}
	_, err = t.ask(slices.Concat(t.fromSite(when), more, ruled))
	return err
}

// addressesOf are questions from the addresses on an interface that is down but
// there: the kernel takes those of IPv6 away then, and all with the device.
func (t *course) addressesOf(iface, when string) []question {
	var questions []question
	for _, p := range t.set.Providers {
		if side := p.IPv4; side.Declared && p.Interface == iface {
			own := packet{from: side.Address.Addr(), to: t.far.next(false), protocol: rehearsal.UDP, dport: rehearsal.EchoPort}
			questions = append(questions, t.asks(fmt.Sprintf("%sits address, %v", when, own.from), own))
		}
	}
	return questions
}

// teardown compares the state after setup and after teardown, each run twice,
// with what it was. Setup has to have run an odd number of times: every other
// time it has the same of the two tags.
func (t *course) teardown() error {
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
