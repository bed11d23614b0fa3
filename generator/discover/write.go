package discover

import (
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/gen-splitroute/gen-splitroute/generator/config"
)

// draft is a configuration that is being made of a machine.
type draft struct {
	machine
	providers []*provider
	sources   []source
	networks  []network
	choices   []choice
	foreign   []rule
	replaced  []string // priorities of rules that are in here
	route     defaultRoute
	notes     []string
	taken     map[string]bool // names
}

// Configuration writes a first configuration for a machine. text is what these
// commands print there, one behind the other:
//
//	ip -j -d address; ip -j -d route show table all; ip -j -d rule; ip -j -d -6 rule
func Configuration(text []byte) ([]byte, error) {
	d, err := newDraft(text)
	if err != nil {
		return nil, err
	}
	return d.write(), nil
}

func newDraft(text []byte) (*draft, error) {
	m, err := read(text)
	if err != nil {
		return nil, err
	}
	d := &draft{machine: m, taken: map[string]bool{}}
	for _, name := range []string{"unspec", "default", "main", "local", "all", "cache", "help", "lo", "splitroute"} {
		d.taken[name] = true
	}
	for _, r := range m.routes { // a provider's table gets its name
		if !ours(r.Protocol) {
			d.taken[r.Table] = true
		}
	}
	d.findProviders()
	if len(d.providers) == 0 {
		return nil, errors.New(strings.Join(append([]string{"no default route leaves by an interface with an address: there is " +
			"no provider to write down; gen-splitroute init writes an example"}, d.notes...), "\n"))
	}
	d.findFurther()
	d.findSources()
	d.findNetworks()
	d.findRules()
	d.findDefault()
	return d, nil
}

func (d *draft) note(format string, words ...any) {
	if text := fmt.Sprintf(format, words...); !slices.Contains(d.notes, text) {
		d.notes = append(d.notes, text)
	}
}

// text is a configuration that is being written.
type text struct{ strings.Builder }

func (t *text) line(format string, words ...any) { fmt.Fprintf(t, format+"\n", words...) }

// comment writes a comment, in lines of a readable length.
func (t *text) comment(indent, words string) {
	line := indent + "#"
	for word := range strings.FieldsSeq(words) {
		if len(line)+1+len(word) > 100 {
			t.line("%s", line)
			line = indent + "#"
		}
		line += " " + word
	}
	t.line("%s", line)
}

func (d *draft) write() []byte {
	t := &text{}
	t.comment("", "A first configuration, made by gen-splitroute init --live of a machine. The comments say why "+
		"each guess was made: check them, then run gen-splitroute validate, plan and explain.")
	if slices.ContainsFunc(d.routes, func(r route) bool { return ours(r.Protocol) }) {
		t.comment("", "The machine has a setup of gen-splitroute in place, which init has skipped.")
	}
	if d.tag != "" {
		t.comment("", "That setup carries protocol "+d.tag+": write its protocols into settings, or take it down first.")
	}
	d.writeSettings(t)
	for _, p := range d.providers {
		d.writeProvider(t, p)
	}
	for _, n := range d.networks {
		t.line("")
		t.comment("", n.dev+": "+n.why+".")
		t.write(n)
	}
	d.writeRules(t)
	d.writeDefault(t)
	if len(d.notes) > 0 {
		t.line("")
		t.comment("", "These stay as they are on the machine:")
	}
	for _, note := range d.notes {
		t.comment("", "- "+note)
	}
	return []byte(t.String())
}

// writeSettings writes the numbers that can't be the defaults.
func (d *draft) writeSettings(t *text) {
	base, why := d.tableBase()
	priority := d.priorityBase()
	mask, marks := d.markMask()
	if base == 100 && priority == 20000 && mask == 0x3f00 {
		return
	}
	t.line("\nsettings {")
	if base != 100 {
		t.comment("", why+".")
		t.line("table_base = %d", base)
	}
	if priority != 20000 {
		t.comment("", "The machine has rules with priorities of the default range.")
		t.line("priority_base = %d", priority)
	}
	if mask != 0x3f00 {
		t.comment("", marks+": its marks share bits with the default mask.")
		t.line("mark_mask = \"%#x\"", mask)
	}
	t.line("}")
}

// refused is why a configuration of these blocks is not valid, "" where it is.
func refused(blocks string) string {
	_, diags := config.Parse("live.hcl", []byte(blocks), config.Options{})
	for _, diag := range diags {
		if diag.Severity == hcl.DiagError {
			return diag.Summary + ". " + strings.TrimSuffix(diag.Detail, ".")
		}
	}
	return ""
}

func (t *text) write(n network) {
	t.line("network %q {\ninterface = %q", n.name, n.dev)
	if n.gateway.IsValid() {
		t.line("gateway = %q", n.gateway)
	}
	t.line("prefixes = [%s]\n}", quoted(n.prefixes))
}

func (d *draft) writeProvider(t *text, p *provider) {
	t.line("")
	t.comment("", fmt.Sprintf("%s: the default route of %s leaves by it.", p.link.Name, strings.Join(p.tables, " and of ")))
	for _, note := range p.notes {
		t.comment("", note+".")
	}
	t.line("provider %q {\nid = %d\ninterface = %q", p.name, p.id, p.link.Name)
	if i := slices.Index(d.route.balance, p); i >= 0 && slices.Max(d.route.weights) > 1 {
		t.line("weight = %d", d.route.weights[i])
	}
	for i, s := range p.sides {
		if s.declared {
			t.line("ipv%d {", 4+2*i)
			d.writeSide(t, p, s)
			t.line("}")
		}
	}
	t.line("}")
}

func (d *draft) writeSide(t *text, p *provider, s side) {
	if s.why != "" {
		t.line("address = \"auto\" # %s", s.why)
	} else {
		t.line("address = %q", s.address.prefix())
	}
	switch {
	case s.autoGateway:
		t.line("gateway = \"auto\"")
	case s.gateway.IsValid():
		t.line("gateway = %q", s.gateway)
	}
	if s.network.IsValid() {
		t.line("network = %q", s.network)
	}
	if s.onlink {
		t.line("onlink = true")
	}
	if len(s.prefixes) > 0 {
		t.line("prefixes = [%s]", quoted(s.prefixes))
	}
	d.writeMasquerade(t, p, s)
}

// writeMasquerade turns translation on where all local networks have private
// addresses.
func (d *draft) writeMasquerade(t *text, p *provider, s side) {
	locals := d.locals(s.address.Local.Is6())
	isPublic := func(q netip.Prefix) bool { return !q.Addr().IsPrivate() && !d.isRouted(q) }
	switch {
	case s.address.Local.Is6() || len(locals) == 0:
	case p.link.isTunnel():
		t.comment("", "masquerade = true # if the other end of the tunnel has no route to the local networks")
	case slices.ContainsFunc(d.foreign, rule.isIPsecs):
		t.comment("", "masquerade = true # would also translate packets for IPsec: first write the networks behind the tunnels into masquerade_except")
	case slices.ContainsFunc(locals, isPublic):
		t.comment("", "masquerade = true # would also translate public addresses of local networks: first write them into prefixes of their provider")
	default:
		t.line("masquerade = true # the local networks have private addresses")
	}
}

// isRouted reports whether a prefix is address space of a provider.
func (d *draft) isRouted(q netip.Prefix) bool {
	return slices.ContainsFunc(d.providers, func(p *provider) bool {
		return slices.ContainsFunc(p.sides[:], func(s side) bool {
			return slices.ContainsFunc(s.prefixes, func(r netip.Prefix) bool { return r.Contains(q.Addr()) && r.Bits() <= q.Bits() })
		})
	})
}

func (d *draft) writeRules(t *text) {
	for _, c := range d.choices {
		t.line("")
		t.comment("", fmt.Sprintf("The machine's rule %d leads to the table of %s.", c.priority, c.provider.name))
		t.line("%s", c)
	}
	if len(d.replaced) > 0 {
		d.note("Rules that this configuration replaces: %s. Remove them where they are made, and the tables that no other rule looks up.", strings.Join(slices.Compact(d.replaced), ", "))
	}
	for _, r := range d.foreign {
		d.note("%s.", r.shown())
	}
}

func (d *draft) writeDefault(t *text) {
	t.line("")
	indent := ""
	empty := d.route.prefer == nil && len(d.route.balance) == 0
	switch why := strings.Join(slices.Compact(d.route.withheld), "; "); {
	case why != "" && empty:
		t.comment("", "The default route stays in main: "+why+".")
		return
	case why != "":
		t.comment("", "The default route stays in main: "+why+". If that doesn't matter:")
		indent = "# "
	case empty:
		t.comment("", "Main has no default route of a provider, and so there is none here.")
		return
	default:
		t.comment("", d.route.why+".")
	}
	t.line("%sdefault_route {", indent)
	if d.route.prefer != nil {
		t.line("%s  prefer = %s", indent, references(d.route.prefer))
	} else {
		t.line("%s  balance = [%s]", indent, references(d.route.balance...))
	}
	if len(d.route.backups) > 0 {
		t.line("%s  backup = [%s]", indent, references(d.route.backups...))
	}
	t.line("%s}", indent)
}

func references(list ...*provider) string {
	var names []string
	for _, p := range list {
		names = append(names, "provider."+p.name)
	}
	return strings.Join(names, ", ")
}

func quoted(list []netip.Prefix) string {
	var words []string
	for _, p := range list {
		words = append(words, fmt.Sprintf("%q", p))
	}
	return strings.Join(words, ", ")
}
