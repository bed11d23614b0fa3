package rpdb

// Trace is what happens to a packet, up to where it ends.
type Trace struct {
	Packet Packet
	Stages []Stage
	// Paths are the paths that it may take, several if a route is multipath.
	Paths []Path
	// Depends are values that aren't known and might change the answer.
	Depends []string
}

// Stage is a step of the packet's path.
type Stage struct {
	Name   string
	Packet Packet // as it is then
	Notes  []string
	// Visits are the rules that a lookup asks, one after the other, and Answer
	// what it finds.
	Visits []Visit
	Answer Answer
}

// Path is a path that a packet may take: where it leaves, or why it doesn't.
type Path struct {
	Share    float64 // of all connections, up to 1
	If       string  // the condition for this path, if a value isn't known
	Type     Type
	Route    *Route // nil where a rule refused the packet, or none was found
	Rule     *Rule
	Hop      Hop
	Provider string // by which it leaves; "" for none
	// Source is what the packet carries, Translated what nft makes of that: not
	// given where it stays.
	Source         Source
	Translated     Source
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

// Arrives reports whether the packet gets anywhere, by one path at least.
func (t Trace) Arrives() bool {
	for _, w := range t.Paths {
		if w.Arrives() {
			return true
		}
	}
	return false
}

// Arrives reports whether the packet gets anywhere on the path.
func (w Path) Arrives() bool { return w.Type.Arrives() && w.Dropped == "" }

// Answered reports whether the first answer gets in, as far as the
// reverse path filter is known.
func (w Path) Answered() bool { return w.Arrives() && !w.Answer.drops(w.Loosened) }
