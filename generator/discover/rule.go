package discover

import (
	"cmp"
	"fmt"
	"net/netip"
	"regexp"
	"slices"
	"strings"
)

// choice is a rule block: what a rule of the machine selects, and whose table it
// looks up.
type choice struct {
	name     string
	provider *provider
	ipv6     bool
	lines    []string // attributes
	priority int
}

// lastOwn is how many priorities a setup uses, from its first.
const lastOwn = 8999

// translated are the fields of a rule that a rule block can have.
var translated = []string{
	"priority", "src", "srclen", "dst", "dstlen", "iif", "iif_detached", "fwmark", "fwmask", "uid_start", "uid_end",
	"ipproto", "sport", "sport_start", "sport_end", "dport", "dport_start", "dport_end", "table", "protocol",
}

// findRules reads the rules that aren't the kernel's. A rule that leads to a
// provider's table becomes a rule block, unless each provider has one like it. Other
// rules stay. One that comes behind ours is a reason to leave the default to the
// machine.
func (d *draft) findRules() {
	list := slices.Clone(d.rules)
	slices.SortStableFunc(list, func(a, b rule) int { return cmp.Compare(a.number("priority"), b.number("priority")) })
	list = slices.DeleteFunc(list, func(r rule) bool { return r.isKernels() || ours(r.text("protocol")) })
	places := d.staying(list)
	for i, r := range list {
		p := d.tableOf(r)
		switch {
		case places[i].stays:
			d.foreign = append(d.foreign, r)
		case r.isSource(p):
			d.replace(r, p)
			p.note("Rule %s, from its address to table %s, isn't needed: each provider gets one", r.text("priority"), r.table())
		case r.isAddressSpace() && d.addPrefix(p, r.ipv6, r.prefix("src")):
			d.replace(r, p)
			p.note("Rule %s leads packets from %s to table %s, as prefixes of the provider", r.text("priority"), r.prefix("src"), r.table())
		default:
			d.addChoice(r, p)
		}
	}
}

// replace notes that a rule is in the configuration, and what its table has in
// addition to a default route, where main has it not.
func (d *draft) replace(r rule, p *provider) {
	d.replaced = append(d.replaced, r.text("priority"))
	inMain := map[string]bool{}
	for _, in := range d.routes {
		if in.Table == "main" {
			inMain[in.Dst] = true
		}
	}
	missing := 0
	for _, in := range d.routes {
		if in.Table != r.table() || in.isDefault() || ours(in.Protocol) || inMain[in.Dst] {
			continue
		}
		if missing++; missing <= 3 {
			p.note("Table %s has a route to %s that main doesn't have: add it there, since provider.%s doesn't know it", in.Table, in.Dst, p.name)
		}
	}
	if missing > 3 {
		p.note("The same is true for %d more routes of table %s", missing-3, r.table())
	}
}

// tableOf is the provider that a rule leads to, nil where it is none.
func (d *draft) tableOf(r rule) *provider {
	var found []*provider
	for _, p := range d.providers {
		if slices.Contains(p.tables, r.table()) && p.side(r.ipv6).declared {
			found = append(found, p)
		}
	}
	if len(found) != 1 || r.table() == "main" || r.has("action") || r.has("goto") || r.has("nop") {
		return nil
	}
	return found[0]
}

// marked are the bits of packets' marks that the rule looks at, and their value.
func (r rule) marked() (mask, value uint32) {
	if !r.has("fwmark") {
		return 0, 0
	}
	mask = 0xffffffff
	if r.has("fwmask") {
		mask = uint32(r.number("fwmask"))
	}
	return mask, uint32(r.number("fwmark"))
}

// protocolName is what ip prints for a protocol.
var protocolName = regexp.MustCompile(`^[a-z0-9-]*$`)

// isTranslated reports whether a block can select what the rule selects.
func (d *draft) isTranslated(r rule) bool {
	own, _ := d.markMask()
	mask, value := r.marked()
	switch {
	case mask&own != 0 || mask != 0 && value == 0,
		r.text("iif") != "" && (!takesName(r.text("iif")) || d.isProviders(r.text("iif"))),
		!protocolName.MatchString(r.text("ipproto")):
		return false
	}
	selects := false
	for name := range r.fields {
		if !slices.Contains(translated, name) {
			return false
		}
		selects = selects || !slices.Contains([]string{"priority", "table", "protocol", "src"}, name)
	}
	return selects || r.prefix("src").IsValid()
}

// isOnly reports whether the rule selects by its source alone.
func (r rule) isOnly() bool {
	for name := range r.fields {
		if !slices.Contains([]string{"priority", "table", "protocol", "src", "srclen"}, name) {
			return false
		}
	}
	return true
}

// isSource reports whether the rule is for packets from a provider's address.
func (r rule) isSource(p *provider) bool {
	s := p.side(r.ipv6)
	src := r.prefix("src")
	return r.isOnly() && src.IsValid() && src.Contains(s.address.Local) && s.address.prefix().Bits() <= src.Bits()
}

// isAddressSpace reports whether the rule is for public addresses alone.
func (r rule) isAddressSpace() bool {
	src := r.prefix("src")
	return r.isOnly() && src.IsValid() && !src.Addr().IsPrivate()
}

// addChoice makes a rule block of a rule.
func (d *draft) addChoice(r rule, p *provider) {
	c := choice{provider: p, ipv6: r.ipv6, priority: r.number("priority")}
	list := func(name string, prefix netip.Prefix) {
		if prefix.IsValid() {
			c.lines = append(c.lines, fmt.Sprintf("%s = [%q]", name, prefix))
		}
	}
	list("from", r.prefix("src"))
	list("to", r.prefix("dst"))
	if dev := r.text("iif"); dev != "" {
		c.lines = append(c.lines, fmt.Sprintf("interface = %q", dev))
	}
	if mask, value := r.marked(); mask != 0 {
		c.lines = append(c.lines, fmt.Sprintf("mark = \"%#x/%#x\"", value, mask))
	}
	if protocol := r.text("ipproto"); protocol != "" {
		c.lines = append(c.lines, fmt.Sprintf("protocol = %q", strings.TrimPrefix(protocol, "ipproto-")))
	}
	for name, attribute := range map[string]string{"sport": "source_ports", "dport": "destination_ports", "uid": "users"} {
		if span := r.span(name); span != "" {
			c.lines = append(c.lines, attribute+" = ["+span+"]")
		}
	}
	if len(c.lines) > 0 && !r.prefix("src").IsValid() && !r.prefix("dst").IsValid() {
		list("to", everything(r.ipv6)) // of this family alone
	}
	slices.Sort(c.lines)
	c.name = fmt.Sprintf("rule-%d", c.priority)
	alone := &text{}
	d.writeSettings(alone)
	d.writeProvider(alone, p)
	if why := refused(alone.String() + c.String()); why != "" {
		d.foreign = append(d.foreign, r)
		return
	}
	d.replace(r, p)
	c.name = d.newName(c.name)
	d.choices = append(d.choices, c)
}

// String is the block.
func (c choice) String() string {
	return fmt.Sprintf("rule %q {\n%s\nvia = provider.%s\n}", c.name, strings.Join(c.lines, "\n"), c.provider.name)
}

// everything is the prefix of all addresses of a family.
func everything(ipv6 bool) netip.Prefix {
	if ipv6 {
		return netip.PrefixFrom(netip.IPv6Unspecified(), 0)
	}
	return netip.PrefixFrom(netip.IPv4Unspecified(), 0)
}

// span is one number or a range of a rule, in the words of a configuration.
func (r rule) span(name string) string {
	first, last := r.number(name+"_start"), r.number(name+"_end")
	switch {
	case r.has(name):
		return fmt.Sprint(r.number(name))
	case !r.has(name + "_start"):
		return ""
	case first == last:
		return fmt.Sprint(first)
	}
	return fmt.Sprintf("\"%d-%d\"", first, last)
}

// isIPsecs reports whether the rule is strongSwan's (its option
// charon.routing_table).
func (r rule) isIPsecs() bool { return r.table() == "220" }

// shown is a rule as ip prints it, nearly.
func (r rule) shown() string {
	words := []string{"rule " + r.text("priority")}
	for _, name := range []string{"not", "src", "dst", "iif", "oif", "fwmark", "table", "suppress_prefixlen", "action", "goto"} {
		switch {
		case name == "not" && r.has(name):
			words = append(words, "not")
		case name == "src" || name == "dst":
			if p := r.prefix(name); p.IsValid() {
				words = append(words, map[string]string{"src": "from", "dst": "to"}[name], p.String())
			}
		case name == "table" && r.table() != "":
			words = append(words, "lookup", r.table())
		case name == "action" && r.has(name):
			words = append(words, named(actions, r.text(name)))
		case r.text(name) != "":
			words = append(words, name, r.text(name))
		}
	}
	return strings.Join(words, " ")
}
