package rehearsal

import (
	"cmp"
	"encoding/binary"
	"net/netip"
	"slices"
	"sync"
)

// label is in each packet of ours: it identifies the packet everywhere, also after its
// addresses were translated.
type label struct {
	flow, number uint32
}

// labelMagic keeps other packets from being taken for ours.
const labelMagic = 0x52454841

const labelSize = 12

func (l label) bytes() []byte {
	b := make([]byte, 0, labelSize)
	b = binary.BigEndian.AppendUint32(b, labelMagic)
	b = binary.BigEndian.AppendUint32(b, l.flow)
	return binary.BigEndian.AppendUint32(b, l.number)
}

// readLabel finds the label at the end of a packet, or of the packet that it repeats.
func readLabel(b []byte) (label, bool) {
	if len(b) < labelSize {
		return label{}, false
	}
	b = b[len(b)-labelSize:]
	if binary.BigEndian.Uint32(b) != labelMagic {
		return label{}, false
	}
	return label{binary.BigEndian.Uint32(b[4:]), binary.BigEndian.Uint32(b[8:])}, true
}

// records are what has been seen of the flows that are under way.
type records struct {
	mu   sync.Mutex
	last uint32
	open map[uint32]*record
}

// record is what has been seen of one flow.
type record struct {
	flow       uint32
	outside    bool // its packets cross a provider's wire
	mu         sync.Mutex
	sent       uint32
	answers    map[uint32]bool
	refused    int
	refusal    string
	departures []departure
}

// departure is a packet that left the router.
type departure struct {
	number   uint32
	provider int
	source   netip.Addr
}

func (r *records) begin(outside bool) *record {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.open == nil {
		r.open = map[uint32]*record{}
	}
	r.last++
	rec := &record{flow: r.last, outside: outside, answers: map[uint32]bool{}}
	r.open[rec.flow] = rec
	return rec
}

func (r *records) end(rec *record) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.open, rec.flow)
}

// saw notes a packet that a tap has seen.
func (r *records) saw(l label, provider int, source netip.Addr) {
	r.mu.Lock()
	rec := r.open[l.flow]
	r.mu.Unlock()
	if rec == nil {
		return
	}
	rec.mu.Lock()
	defer rec.mu.Unlock()
	rec.departures = append(rec.departures, departure{l.number, provider, source})
}

// next numbers a packet that is about to be sent.
func (r *record) next() label {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.sent++
	return label{r.flow, r.sent}
}

func (r *record) answered(l label) {
	if l.flow != r.flow {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.answers[l.number] = true
}

func (r *record) refuse(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.refused++
	r.refusal = err.Error()
}

// complete reports whether nothing is left to wait for. An answer can be here
// before the tap, which is only read now and then, has told of its packet.
func (r *record) complete() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.outside && len(r.departures) < len(r.answers) {
		return false
	}
	return len(r.answers)+r.refused >= int(r.sent)
}

// report sums the record up; names are those of the taps' providers.
func (r *record) report(f Flow, names []string) Report {
	r.mu.Lock()
	defer r.mu.Unlock()
	report := Report{
		Flow: f, Sent: int(r.sent), Answered: len(r.answers),
		Refused: r.refused, Refusal: r.refusal,
	}
	slices.SortStableFunc(r.departures, func(a, b departure) int {
		return cmp.Compare(a.number, b.number)
	})
	// What TCP sends again is no packet more.
	for _, s := range slices.Compact(r.departures) {
		if f.To.Machine == AtInternet && s.source == f.To.Addr {
			continue // an answer, which the router sends by the default route
		}
		leg := Leg{Provider: names[s.provider], Source: s.source, Packets: 1}
		if n := len(report.Legs) - 1; n >= 0 && report.Legs[n].Provider == leg.Provider && report.Legs[n].Source == leg.Source {
			report.Legs[n].Packets++
			continue
		}
		report.Legs = append(report.Legs, leg)
	}
	return report
}
