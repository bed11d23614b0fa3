package discover

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/netip"
	"slices"
	"strconv"
	"strings"
)

// machine is what these commands print, one behind the other, in any order:
//
//	ip -j -d address; ip -j -d route show table all; ip -j -d rule; ip -j -d -6 rule
type machine struct {
	links  []link
	routes []route
	rules  []rule
	tag    string // of a setup that has other tags than the default ones
}

// link is an interface as "ip -j -d address" prints it.
type link struct {
	Name      string `json:"ifname"`
	Flags     []string
	Type      string    `json:"link_type"`
	Addresses []address `json:"addr_info"`
	Info      struct {
		Kind string `json:"info_kind"`
	} `json:"linkinfo"`
}

// address is an address of an interface.
type address struct {
	Family     string
	Local      netip.Addr
	Length     int    `json:"prefixlen"`
	Peer       string `json:"address"`
	Scope      string
	Dynamic    bool // it has a lifetime
	Deprecated bool
	Temporary  bool
	Secondary  bool
}

// route is a route as "ip -j -d route show table all" prints it.
type route struct {
	Type, Dst, From, Gateway, Dev, Table, Protocol, Prefsrc string
	Via                                                     struct{ Host string }
	Metric                                                  uint32
	Flags                                                   []string
	Pref                                                    string // IPv6 always has it
	Nexthops                                                []hop
}

// hop is where a route leads.
type hop struct {
	Gateway, Dev string
	Via          struct{ Host string }
	Weight       int
	Flags        []string
}

// rule is a rule as "ip -j -d rule" prints it.
type rule struct {
	ipv6   bool
	fields map[string]any
}

// read reads what the commands print.
func read(text []byte) (machine, error) {
	var m machine
	lists := 0 // of rules
	decoder := json.NewDecoder(bytes.NewReader(text))
	for {
		var list []json.RawMessage
		err := decoder.Decode(&list)
		switch {
		case errors.Is(err, io.EOF):
			m.findTag()
			return m, m.check()
		case err != nil:
			return m, fmt.Errorf("this isn't what ip -j prints: %w", err)
		}
		before := len(m.rules)
		for _, raw := range list {
			if err := m.add(raw, lists > 0); err != nil {
				return m, fmt.Errorf("this isn't what ip -j prints: %w", err)
			}
		}
		if len(m.rules) > before {
			lists++
		}
	}
}

// check returns an error that names what is missing.
func (m machine) check() error {
	const commands = "(ip -j -d address; ip -j -d route show table all; ip -j -d rule; ip -j -d -6 rule) > live.json"
	switch {
	case len(m.links) == 0:
		return errors.New("no interfaces are in it; print them on the machine: " + commands)
	case len(m.routes) == 0:
		return errors.New("no routes are in it; print them on the machine: " + commands)
	}
	return nil
}

// add reads an interface, a route or a rule.
func (m *machine) add(raw json.RawMessage, ipv6 bool) error {
	var fields map[string]any
	if err := json.Unmarshal(raw, &fields); err != nil {
		return err
	}
	_, isLink := fields["ifname"]
	_, isRule := fields["priority"]
	switch {
	case len(fields) == 0: // ip prints one where it skips something
	case isLink:
		var l link
		if err := json.Unmarshal(raw, &l); err != nil {
			return err
		}
		l.Name, _, _ = strings.Cut(l.Name, "@")
		l.Type = named(hardware, l.Type)
		m.links = append(m.links, l)
	case isRule:
		m.rules = append(m.rules, rule{ipv6, fields})
	default:
		var r route
		if err := json.Unmarshal(plain(fields, raw), &r); err != nil {
			return err
		}
		m.routes = append(m.routes, r.named())
	}
	return nil
}

// plain replaces a route with an encapsulation, whose fields have the names of the
// route's own. Such a route is not looked at.
func plain(fields map[string]any, raw json.RawMessage) json.RawMessage {
	if _, found := fields["encap"]; !found {
		return raw
	}
	return json.RawMessage(`{"type":"encap"}`)
}

// findTag looks for the marker rule of a setup with tags of its own, and reads its
// entries as if they had one of the default.
func (m *machine) findTag() {
	at := slices.IndexFunc(m.rules, func(r rule) bool {
		return r.has("nop") && r.text("src") == "255.255.255.255" && !ours(r.text("protocol"))
	})
	if at < 0 {
		return
	}
	m.tag = m.rules[at].text("protocol")
	for i := range m.routes {
		if m.routes[i].Protocol == m.tag {
			m.routes[i].Protocol = "201"
		}
	}
	for _, r := range m.rules {
		if r.text("protocol") == m.tag {
			r.fields["protocol"] = "201"
		}
	}
}

// ours reports whether a protocol is one of our tags: a setup is in place.
func ours(protocol string) bool { return protocol == "201" || protocol == "202" }

// isDefault reports whether it is a unicast default route that isn't ours.
func (r route) isDefault() bool {
	everything := r.Dst == "default" || r.Dst == "0.0.0.0/0" || r.Dst == "::/0"
	return everything && r.Type == "unicast" && !ours(r.Protocol)
}

// ipv6 is the family of the route.
func (r route) ipv6() bool {
	if r.Pref != "" || strings.Contains(r.Dst+r.Prefsrc, ":") {
		return true
	}
	return slices.ContainsFunc(r.Nexthops, func(h hop) bool { return strings.Contains(h.Gateway, ":") })
}

// prefix is where the route leads to, invalid for everything.
func (r route) prefix() netip.Prefix { return prefixOf(r.Dst) }

// prefixOf is a prefix, or an address as one.
func prefixOf(text string) netip.Prefix {
	if a, err := netip.ParseAddr(text); err == nil {
		return netip.PrefixFrom(a, a.BitLen())
	}
	p, _ := netip.ParsePrefix(text)
	return p.Masked()
}

// gateway is the next hop, invalid on a point-to-point link.
func (h hop) gateway() netip.Addr {
	text := h.Gateway
	if text == "" {
		text = h.Via.Host
	}
	a, _ := netip.ParseAddr(text)
	return a
}

// isOwn reports whether an interface has an address.
func (m machine) isOwn(a netip.Addr) bool {
	return slices.ContainsFunc(m.links, func(l link) bool {
		return slices.ContainsFunc(l.Addresses, func(b address) bool { return a == b.Local })
	})
}

// link is an interface, nil when there is none of that name.
func (m machine) link(name string) *link {
	for i := range m.links {
		if m.links[i].Name == name {
			return &m.links[i]
		}
	}
	return nil
}

// has reports whether the interface has a flag.
func (l *link) has(flag string) bool { return slices.Contains(l.Flags, flag) }

// isTunnel reports whether what leaves by it is wrapped into other packets.
func (l *link) isTunnel() bool {
	return l.Type == "none" || slices.Contains([]string{"tun", "wireguard", "ipip", "gre", "sit", "ip6tnl", "vti", "xfrm"}, l.Info.Kind)
}

// usable are the addresses of a family that packets can have anywhere.
func (l *link) usable(ipv6 bool) []address {
	var list []address
	for _, a := range l.Addresses {
		global := a.Scope == "global" || a.Scope == "0"
		if a.Local.IsGlobalUnicast() && !a.Local.Is4In6() && a.Local.Is6() == ipv6 && global && !a.Deprecated && !a.Temporary {
			list = append(list, a)
		}
	}
	return list
}

// prefix is the address with the length of its network; one with a peer has none.
func (a address) prefix() netip.Prefix {
	if a.Peer != "" && a.Peer != a.Local.String() {
		return netip.PrefixFrom(a.Local, a.Local.BitLen())
	}
	return netip.PrefixFrom(a.Local, a.Length)
}

// text is a field of a rule, "" where it has none.
func (r rule) text(name string) string {
	switch value := r.fields[name].(type) {
	case string:
		return value
	case float64:
		return strconv.FormatFloat(value, 'f', -1, 64)
	}
	return ""
}

// number is a field of a rule, 0 where it has none.
func (r rule) number(name string) int {
	n, _ := strconv.ParseInt(r.text(name), 0, 64)
	return int(n)
}

func (r rule) has(name string) bool {
	_, found := r.fields[name]
	return found
}

// prefix is "src" or "dst" of a rule, invalid for everything.
func (r rule) prefix(name string) netip.Prefix {
	text := r.text(name)
	if r.has(name + "len") {
		text += "/" + r.text(name+"len")
	}
	return prefixOf(text)
}

// table is the table that the rule looks up, "" if it does something else.
func (r rule) table() string {
	text := r.text("table")
	if name, found := tables[text]; found && text != "" {
		return name
	}
	return text
}

// isKernels reports whether it is one of the kernel's three rules.
func (r rule) isKernels() bool {
	switch r.table() {
	case "local", "main", "default":
		return len(r.fields) <= 4 && r.text("src") == "all" && !r.has("dst") && !r.has("suppress_prefixlen") && !r.has("iif") && !r.has("fwmark")
	}
	return false
}
