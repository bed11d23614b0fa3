package rpdb

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/netip"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// Live is what a machine has.
type Live struct {
	routes []liveRoute
	rules  []Rule
	tables []string // of rules, as their names are printed
	tags   []string
	bare   [2]bool // no rules are given for IPv4, IPv6
	// Package drift reads these, too.
	NFT     json.RawMessage   // what "nft -j list ruleset" prints; nil: not given
	Sysctls map[string]string // by their paths below /proc/sys
	Names   []TableName       // of tables
	Health  Health

	chosen bool // by Only: no entry is skipped
}

// TableName is a line of rt_tables.
type TableName struct {
	Number int
	Name   string
}

// liveRoute is a route as "ip -j -d route show table all" prints it.
type liveRoute struct {
	Type     string
	Dst      string
	From     string
	Gateway  string
	Via      struct{ Host string }
	Dev      string
	Table    string
	Protocol string
	Prefsrc  string
	Metric   uint32
	TOS      any // a text, but a number where an encap has one
	Flags    []string
	Pref     string // IPv6 always has it
	NHID     uint32
	foreign  string // what isn't simulated of it
	Nexthops []struct {
		Gateway, Dev string
		Via          struct{ Host string }
		Weight       int
		Flags        []string
	}
}

// plainHop is a next hop as print_rta_multipath has printed it amid JSON, up to
// iproute2 5.3 (ip/iproute.c).
var plainHop = regexp.MustCompile(`(?m)^[\\\s]*nexthop `)

// add reads a list of routes or of rules.
func (l *Live) add(list []json.RawMessage) error {
	rules := false
	side := 0 // IPv4, until rules of it have been read
	if !l.bare[0] {
		side = 1
	}
	for _, raw := range list {
		var fields map[string]any
		if err := json.Unmarshal(raw, &fields); err != nil {
			return fmt.Errorf("this isn't what ip -j prints: %w", err)
		}
		if _, isRule := fields["priority"]; !isRule {
			r, err := readRoute(raw, fields)
			if err != nil {
				return err
			}
			l.routes = append(l.routes, r)
			continue
		}
		rules = true
		r, err := liveRule(fields, side == 1)
		if err != nil {
			return err
		}
		l.rules = append(l.rules, r)
		l.tables = append(l.tables, word(fields, "table"))
		l.tags = append(l.tags, word(fields, "protocol"))
	}
	if rules {
		l.bare[side] = false
	}
	return nil
}

// ordinary are the fields of a route that are simulated, or make no difference
// to where a packet goes.
var ordinary = map[string]bool{
	"type": true, "dst": true, "from": true, "tos": true, "gateway": true, "via": true, "dev": true,
	"table": true, "protocol": true, "scope": true, "prefsrc": true, "metric": true, "flags": true,
	"pref": true, "nexthops": true, "nhid": true, "nh_info": true, "metrics": true, "flow": true,
	"expires": true, "error": true, "cache": true, "used": true, "users": true, "age": true,
	"ttl-propagate": true, "fastopen_no_cookie": true,
}

// readRoute reads a route.
func readRoute(raw json.RawMessage, fields map[string]any) (liveRoute, error) {
	var r liveRoute
	if err := json.Unmarshal(raw, &r); err != nil {
		return r, fmt.Errorf("this isn't what ip -j route prints: %w", err)
	}
	r.foreign = beyond(fields, ordinary)
	if encap, found := fields["encap"]; found { // it has fields of the same names
		r.foreign = fmt.Sprintf("encap %v", encap)
		r.Dst = firstText(raw, "dst")
	}
	return r, nil
}

// firstText is the first value of a name that is there more than once.
func firstText(raw json.RawMessage, name string) string {
	decoder := json.NewDecoder(bytes.NewReader(raw))
	for token, err := decoder.Token(); err == nil; token, err = decoder.Token() {
		if token == name {
			value, _ := decoder.Token() // raw is known to be good
			text, _ := value.(string)
			return text
		}
	}
	return ""
}

// addLive adds the routes and rules that a machine has in addition to the plan's.
func (s *State) addLive(l Live, p plan.Plan) {
	numbers := l.numbers(p)
	ours := func(protocol string) bool {
		return !l.chosen && (protocol == strconv.Itoa(p.Tags[0]) || protocol == strconv.Itoa(p.Tags[1]))
	}
	for _, r := range l.routes {
		if !ours(r.Protocol) {
			s.addLiveRoute(r, number(numbers, r.Table))
		}
	}
	for i, r := range l.rules {
		if r.Action.Lookup != 0 {
			r.Action.Lookup = number(numbers, l.tables[i])
			if r.Action.Lookup < 0 {
				r.table = l.tables[i]
			}
		}
		if !ours(l.tags[i]) {
			s.addRule(r)
		}
	}
	for i, bare := range l.bare {
		if bare {
			s.addKernelRules(i == 1)
		}
	}
	s.learnAddresses()
	s.addMissing()
}

// numbers are those of tables by their names.
func (l *Live) numbers(p plan.Plan) map[string]int {
	numbers := map[string]int{"local": iproute.LocalTable, "main": iproute.MainTable, "default": iproute.DefaultTable}
	for _, t := range p.Tables.Names {
		numbers[t.Name] = t.Number
	}
	for _, t := range l.Names {
		numbers[t.Name] = t.Number
	}
	return numbers
}

// hasLocal is isOwn before the routes are sorted, when none can be looked up.
func (s *State) hasLocal(a netip.Addr) bool {
	return slices.ContainsFunc(s.side(a.Is6()).table(iproute.LocalTable).routes, func(r Route) bool {
		return r.Type == Local && r.Dst.Contains(a)
	})
}

// addMissing gives providers' interfaces the addresses that a script insists on.
func (s *State) addMissing() {
	for _, p := range s.set.Providers {
		for _, u := range []site.Uplink{p.IPv4, p.IPv6} {
			if !u.Address.IsValid() || s.hasLocal(u.Address.Addr()) {
				continue
			}
			d, a := s.device(p.Interface), address{u.Address, true, u.Origin}
			d.give(a)
			if u.Address.Addr().Is6() {
				s.connect6(d, a)
			} else {
				s.connect4(d, len(d.ipv4)-1, a)
			}
		}
	}
}

// number is that of a table, whose name may be in the machine's rt_tables
// alone: then it is one that nobody else has.
func number(numbers map[string]int, name string) int {
	if name == "" {
		return iproute.MainTable
	}
	if n, err := strconv.Atoi(name); err == nil {
		return n
	}
	if _, found := numbers[name]; !found {
		numbers[name] = -1 - len(numbers)
	}
	return numbers[name]
}

func (s *State) addLiveRoute(l liveRoute, number int) {
	if r, ipv6 := l.route(); r.Dst.IsValid() && !slices.Contains(l.Flags, "dead") {
		t := s.side(ipv6).table(number)
		t.routes = append(t.routes, r)
	}
}

// route is the route as it is simulated, and whether it is of IPv6. Its Dst is not
// valid where it makes no sense.
func (l *liveRoute) route() (Route, bool) {
	ipv6 := l.Pref != "" || strings.Contains(l.Dst+l.Gateway+l.Prefsrc, ":")
	r := Route{Dst: livePrefix(l.Dst, ipv6), Type: TypeNamed(l.Type), Metric: l.Metric, Why: "of the machine", Foreign: l.foreign}
	r.Pref = map[string]int{"high": 1, "low": -1}[l.Pref]
	if l.From != "" {
		r.From = livePrefix(l.From, ipv6)
	}
	if class, ok := l.TOS.(string); ok {
		tos, known := ClassNamed(class)
		if r.TOS = tos; !known {
			r.Foreign = "tos " + class
		}
	}
	if l.NHID != 0 && l.Dev == "" && len(l.Nexthops) == 0 {
		r.Foreign = fmt.Sprintf("nhid %d", l.NHID)
	}
	if src, err := netip.ParseAddr(l.Prefsrc); err == nil {
		r.Src = iproute.KnownAddr(src)
	}
	for _, n := range l.Nexthops {
		if !slices.Contains(n.Flags, "dead") {
			r.Hops = append(r.Hops, Hop{n.Dev, liveVia(n.Gateway, n.Via.Host), max(1, n.Weight)})
		}
	}
	if len(l.Nexthops) == 0 && l.Dev != "" {
		r.Hops = []Hop{{l.Dev, liveVia(l.Gateway, l.Via.Host), 1}}
	}
	return r, ipv6
}

func liveVia(gateway, other string) iproute.Addr {
	if gateway == "" {
		gateway = other
	}
	via, _ := netip.ParseAddr(gateway) // none where there is none
	return iproute.KnownAddr(via)
}

// livePrefix is a destination as ip prints it: not valid where it makes no
// sense.
func livePrefix(text string, ipv6 bool) netip.Prefix {
	if text == "default" || text == "all" {
		return site.Everything(ipv6)
	}
	if addr, err := netip.ParseAddr(text); err == nil {
		return host(addr)
	}
	p, _ := netip.ParsePrefix(text)
	return p
}

// learnAddresses gives interfaces the addresses that local routes tell, in the
// networks of their connected routes.
func (s *State) learnAddresses() {
	for _, f := range []*family{&s.inet, &s.inet6} {
		for _, r := range f.table(iproute.LocalTable).routes {
			if r.Type == Local && r.Dst.IsSingleIP() && len(r.Hops) == 1 && r.Hops[0].Dev != Self && !r.Dst.Addr().IsLinkLocalUnicast() {
				dev := r.Hops[0].Dev
				bits := networkOf(f.table(iproute.MainTable), dev, r.Dst.Addr())
				s.device(dev).give(address{netip.PrefixFrom(r.Dst.Addr(), bits), true, r.Origin})
			}
		}
	}
}

func networkOf(main *table, dev string, a netip.Addr) int {
	bits := a.BitLen()
	for _, r := range main.routes {
		connected := len(r.Hops) == 1 && r.Hops[0].Dev == dev && !r.Hops[0].Via.IsValid()
		if connected && r.Dst.Contains(a) && r.Dst.Bits() > 0 && (bits == a.BitLen() || r.Dst.Bits() > bits) {
			bits = r.Dst.Bits()
		}
	}
	return bits
}
