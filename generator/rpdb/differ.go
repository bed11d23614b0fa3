package rpdb

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// Difference is what becomes of packets on one machine and on another one.
type Difference struct {
	Packet        Packet
	Who           string // its ends, as people name them
	Before, After string
}

// maxAsked bounds the time that a comparison takes, to a second or two.
const maxAsked = 50_000

// Compare asks what each machine does with the packets that show all that their
// configurations decide (see State.Candidates), and returns those that go another
// way.
func Compare(before, after *State) []Difference {
	c := comparison{before: before, after: after, seen: map[Packet]bool{}}
	for _, s := range []*State{before, after} {
		for _, ipv6 := range []bool{false, true} {
			s.Candidates(ipv6, func(p Packet) bool {
				c.ask(p, s.ends(p))
				return len(c.seen) < maxAsked
			})
		}
	}
	return c.found
}

type comparison struct {
	before, after *State
	found         []Difference
	seen          map[Packet]bool
}

func (c *comparison) ask(p Packet, who string) {
	if c.seen[p] || len(c.seen) >= maxAsked || !c.before.canSend(p) || !c.after.canSend(p) {
		return
	}
	c.seen[p] = true
	was, is := c.before.Outcome(p), c.after.Outcome(p)
	if exact(was) == exact(is) {
		return
	}
	d := Difference{p, who, Trace{Paths: was}.Summary(), Trace{Paths: is}.Summary()}
	if d.Before == d.After {
		d.Before, d.After = exact(was), exact(is)
	}
	c.found = append(c.found, d)
}

// canSend reports whether there can be such a packet on the machine.
func (s *State) canSend(p Packet) bool {
	if p.Interface == Self {
		return !p.From.IsValid() || s.isOwn(p.From)
	}
	known := slices.ContainsFunc(s.devices, func(d *device) bool { return d.name == p.Interface })
	return known && !slices.Contains(s.down, p.Interface)
}

// exact is where a packet goes in all that can be told.
func exact(paths []Path) string {
	var words []string
	for _, w := range paths {
		word := w.summary()
		if w.Arrives() && w.Type == Unicast {
			word += "," + w.Hop.String()
			if source := w.Source.String(); w.Translated.IsValid() {
				word += " from " + w.Translated.String()
			} else if source != "" {
				word += " from " + source
			}
		}
		if w.Share < 1 {
			word += fmt.Sprintf(", %.3g %%", 100*w.Share)
		}
		if !w.Answered() && w.Arrives() {
			word += ", and the answer is dropped"
		}
		words = append(words, word)
	}
	return strings.Join(words, " or ")
}

// ends are those of a packet: networks and providers, where they are known.
func (s *State) ends(p Packet) string {
	if !p.IsPlain() {
		return p.String()
	}
	from := "this machine"
	if p.From.IsValid() {
		from = s.placeOf(p.From)
	}
	return from + " to " + s.placeOf(p.To)
}

func (s *State) placeOf(a netip.Addr) string {
	if a == s.internet(a.Is6()) {
		return "the internet"
	}
	for _, n := range s.set.Networks {
		for _, prefix := range site.OfFamily(n.Prefixes, a.Is6()) {
			if prefix.Contains(a) {
				return n.Name + " " + prefix.String()
			}
		}
	}
	for _, p := range s.set.Providers {
		if p.Side(a.Is6()).Address.Addr() == a {
			return p.Name + " " + a.String()
		}
	}
	return a.String()
}
