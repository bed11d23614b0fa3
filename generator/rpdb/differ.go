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

// Comparison compares machines with one machine.
type Comparison struct {
	before *State
	known  map[Packet]result // of before
}

// result is what becomes of a packet.
type result struct{ exact, summary string }

// NewComparison compares machines with this one.
func NewComparison(before *State) *Comparison {
	return &Comparison{before: before, known: map[Packet]result{}}
}

// With looks up on both machines the packets that show every decision of their
// configurations (see State.Candidates), and returns the packets that take another path.
func (c *Comparison) With(after *State) []Difference {
	var found []Difference
	seen := map[Packet]bool{}
	for _, s := range []*State{c.before, after} {
		for _, ipv6 := range []bool{false, true} {
			s.Candidates(ipv6, func(p Packet) bool {
				if !seen[p] && c.before.canSend(p) && after.canSend(p) {
					seen[p] = true
					if d, differs := c.ask(p, after); differs {
						d.Who = s.ends(p)
						found = append(found, d)
					}
				}
				return len(seen) < maxAsked
			})
		}
	}
	return found
}

func (c *Comparison) ask(p Packet, after *State) (d Difference, differs bool) {
	was, known := c.known[p]
	if !known {
		was = resultOf(c.before.Outcome(p))
		c.known[p] = was
	}
	is := resultOf(after.Outcome(p))
	d = Difference{Packet: p, Before: was.summary, After: is.summary}
	if d.Before == d.After {
		d.Before, d.After = was.exact, is.exact
	}
	return d, was.exact != is.exact
}

func resultOf(paths []Path) result { return result{exact(paths), Trace{Paths: paths}.Summary()} }

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
