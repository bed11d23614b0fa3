package rpdb

import (
	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
)

// Trace is the way of a packet.
type Trace struct {
	Packet Packet
	Stages []Stage
	// Ways are those that it may take, more than one by a multipath route.
	Ways []Way
	// Depends are values that aren't known and might change the answer.
	Depends []string
}

// Stage is a part of the way.
type Stage struct {
	Name   string
	Packet Packet // as it is then
	Notes  []string
	// Visits are the rules that a lookup asks, one after the other, and Answer
	// what it finds.
	Visits []Visit
	Answer Answer
}

// Way is an end of the way.
type Way struct {
	Share    float64 // of all connections, up to 1
	If       string  // what isn't known and has to be so
	Type     Type
	Route    *Route // nil where a rule refused the packet, or none was found
	Rule     *Rule
	Hop      Hop
	Provider string // by which it leaves; "" for none
	// Source is what the packet carries, Translated what nft makes of that: not
	// valid where it stays.
	Source         Source
	Translated     iproute.Addr
	Mark           uint32 // of the packet
	ConnectionMark uint32
	// Dropped is why it gets no further in spite of its route.
	Dropped string
	// Answer is what the reverse path filter makes of the first answer, "" where
	// there is none.
	Answer Filter
	// Loosened: the script sees to it that the filter isn't strict there.
	Loosened bool
}

// Arrives reports whether the packet gets anywhere, at least by one way.
func (t Trace) Arrives() bool {
	for _, w := range t.Ways {
		if w.Arrives() {
			return true
		}
	}
	return false
}

// Arrives reports whether the packet gets anywhere by the way.
func (w Way) Arrives() bool { return w.Type.Arrives() && w.Dropped == "" }

// Answered reports whether the first answer gets in by the way, as far as the
// reverse path filter is known.
func (w Way) Answered() bool { return w.Arrives() && !w.Answer.drops(w.Loosened) }
