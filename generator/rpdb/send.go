package rpdb

// attempt is a lookup with a source that another one has chosen.
type attempt struct {
	packet Packet
	source Source
	when   string // as Path.If
	share  float64
}

// send follows a packet that this machine sends.
func (j *journey) send(p Packet) {
	found := j.lookup(looking, p)
	if !found.Type.Arrives() && p.IPv6() && !p.From.IsValid() {
		j.sendAgain(p, j.source6("", p.To))
		return
	}
	if p.From.IsValid() {
		j.each(found, 1, func(path Path) {
			path.Source = Source{Addr: p.From}
			j.output(p, path)
		})
		return
	}
	j.bySource(p, found, func(path Path) {
		if !path.Type.Arrives() {
			path.Source = Source{Addr: p.From}
			j.output(p, path)
			return
		}
		path.Source = j.Source(path.Route, path.Hop, p.To)
		j.connect(p, path)
	})
	j.lookAgain()
}

// sendAgain: where IPv6 finds no route without a source, it chooses one and
// looks again (ip6_dst_lookup_tail in net/ipv6/ip6_output.c).
func (j *journey) sendAgain(p Packet, source Source) {
	for _, maybe := range source.possible() {
		p.From = maybe.Addr
		j.each(j.lookup(again, p), 1, func(path Path) {
			path.Source, path.If = maybe, condition(source, maybe)
			j.output(p, path)
		})
	}
}

// condition is what a path depends on that has one of several sources.
func condition(source, maybe Source) string {
	if source.IsValid() || !maybe.IsValid() {
		return ""
	}
	return "its source is " + maybe.String()
}

// both joins two conditions. Either may be "".
func both(one, other string) string {
	if one == "" || other == "" {
		return one + other
	}
	return one + ", and " + other
}

// connect: a socket of IPv4 that is connected, as TCP's are, looks again with
// the source that it got (ip_route_connect in include/net/route.h). A socket that
// isn't connected looks up once for each packet (udp_sendmsg in net/ipv4/udp.c).
func (j *journey) connect(p Packet, path Path) {
	source, before := path.Source, path.If
	if p.IPv6() || p.Unconnected {
		p.From = source.Addr
		j.output(p, path)
		return
	}
	for _, maybe := range source.possible() {
		p.From = maybe.Addr
		path.Source, path.If = maybe, both(before, condition(source, maybe))
		if found := j.Lookup(p); found.Rule == path.Rule && found.Route == path.Route {
			j.output(p, path)
			continue
		}
		j.later(attempt{p, maybe, path.If, path.Share})
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
		j.each(j.lookup(again, a.packet), a.share, func(path Path) {
			path.Source, path.If = a.source, a.when
			j.output(a.packet, path)
		})
	}
}
