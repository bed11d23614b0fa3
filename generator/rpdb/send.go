package rpdb

// attempt is a lookup with a source that another one has chosen.
type attempt struct {
	packet Packet
	source Source
	when   string // as Way.If
	share  float64
}

// send is the way of a packet of this machine.
func (j *journey) send(p Packet) {
	found := j.lookup(looking, p)
	if !found.Type.Arrives() && p.ipv6() && !p.From.IsValid() {
		j.sendAgain(p, j.source6("", p.To))
		return
	}
	j.each(found, 1, func(way Way) {
		if p.From.IsValid() || !way.Type.Arrives() {
			way.Source = Source{Addr: p.From}
			j.output(p, way)
			return
		}
		way.Source = j.Source(way.Route, way.Hop, p.To)
		j.connect(p, way)
	})
	j.lookAgain()
}

// sendAgain: where IPv6 finds no way without a source, it chooses one and
// looks again (ip6_dst_lookup_tail in net/ipv6/ip6_output.c).
func (j *journey) sendAgain(p Packet, source Source) {
	for _, maybe := range source.possible() {
		p.From = maybe.Addr
		j.each(j.lookup(again, p), 1, func(way Way) {
			way.Source, way.If = maybe, condition(source, maybe)
			j.output(p, way)
		})
	}
}

// condition is what a way depends on that has one of several sources.
func condition(source, maybe Source) string {
	if source.IsValid() || !maybe.IsValid() {
		return ""
	}
	return "its source is " + maybe.String()
}

// connect: a socket of IPv4 that is connected, as TCP's are, looks again with
// the source that it got (ip_route_connect in include/net/route.h).
func (j *journey) connect(p Packet, way Way) {
	source := way.Source
	if p.ipv6() {
		p.From = source.Addr
		j.output(p, way)
		return
	}
	for _, maybe := range source.possible() {
		p.From = maybe.Addr
		way.Source, way.If = maybe, condition(source, maybe)
		if found := j.Lookup(p); found.Rule == way.Rule && found.Route == way.Route {
			j.output(p, way)
			continue
		}
		j.later(attempt{p, maybe, way.If, way.Share})
	}
}

// later takes down an attempt, one for all hops that it is the same for.
func (j *journey) later(a attempt) {
	for i := range j.again {
		if same := &j.again[i]; same.packet == a.packet && same.when == a.when && same.source.String() == a.source.String() {
			same.share += a.share
			return
		}
	}
	j.again = append(j.again, a)
}

func (j *journey) lookAgain() {
	for _, a := range j.again {
		j.each(j.lookup(again, a.packet), a.share, func(way Way) {
			way.Source, way.If = a.source, a.when
			j.output(a.packet, way)
		})
	}
}
