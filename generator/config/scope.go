package config

import (
	"cmp"
	"net/netip"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// scope has the names that a reference can have at one step: provider, provider.isp1,
// provider.isp1.ipv4.
type scope struct {
	members  map[string]*node
	names    []string // in the order of the file
	misspelt []string // labels of blocks of an unknown type
	unknown  func(s *scope, name string) *fault
}

// put adds a member, unless there is one of that name: the first one counts.
func (s *scope) put(name string, n *node) {
	if _, found := s.members[name]; !found {
		s.members[name] = n
		s.names = append(s.names, name)
	}
}

// find returns a member, or a fault about its name. It returns neither for the name of a
// block whose type is misspelt, which is reported there.
func (s *scope) find(name string) (*node, *fault) {
	n, found := s.members[name]
	if !found && !slices.Contains(s.misspelt, name) {
		return nil, s.unknown(s, name)
	}
	return n, nil
}

func newScope(unknown func(*scope, string) *fault) *scope {
	return &scope{members: make(map[string]*node), unknown: unknown}
}

// newRoot is the scope of all references. Nothing in it is computed yet.
func newRoot(top block, variables []*variable) *scope {
	root := newScope(unknownRoot)
	for _, space := range []struct{ word, what, summary string }{
		{"provider", "provider", "Unknown provider"},
		{"network", "network", "Unknown network"},
		{"var", "variable", unknownVariable},
		{"local", "local value", "Unknown local value"},
	} {
		inner := newScope(unknownMember(space.word, space.what, space.summary))
		inner.misspelt = top.unlisted
		if space.word == "local" && top.misspelt("locals") {
			inner.unknown = func(*scope, string) *fault { return nil } // which is reported
		}
		root.put(space.word, &node{scope: inner})
	}
	base := constant("settings.table_base", cty.NumberIntVal(defaultTableBase))
	if settings := top.blocks("settings"); len(settings) > 0 && settings[0].attributes["table_base"] != nil {
		base = settings[0].attributes["table_base"]
		base.derive = fixed(cty.NumberIntVal(defaultTableBase))
	}
	for i, b := range top.blocks("provider") {
		root.members["provider"].scope.put(b.name, &node{scope: providerScope(b, i+1, base)})
	}
	for _, b := range top.blocks("network") {
		s := blockScope("network."+b.name, b)
		s.put("name", constant("", cty.StringVal(b.name)))
		root.members["network"].scope.put(b.name, &node{scope: s})
	}
	for _, v := range variables {
		root.members["var"].scope.put(v.name, v.node)
	}
	for _, b := range top.blocks("locals") {
		for _, name := range b.inOrder() {
			root.members["local"].scope.put(name, b.attributes[name])
		}
	}
	return root
}

// absences are what references to attributes get that aren't written.
var absences = map[string]cty.Value{
	"interface": cty.NullVal(cty.String), "address": cty.NullVal(cty.String), "gateway": cty.NullVal(cty.String),
	"network": cty.NullVal(cty.String), "weight": cty.NumberIntVal(1), "onlink": cty.False, "masquerade": cty.False, "metered": cty.False,
	"optional": cty.NullVal(cty.Bool), "prefixes": cty.ListValEmpty(cty.String), "routes": cty.ListValEmpty(cty.String),
	"masquerade_except": cty.ListValEmpty(cty.String),
}

func fixed(v cty.Value) func(*evaluator) (cty.Value, *fault) {
	return func(*evaluator) (cty.Value, *fault) { return v, nil }
}

// blockScope has the attributes of a block, written or not.
func blockScope(path string, b block) *scope {
	s := newScope(func(s *scope, name string) *fault {
		advice := " Write one of its attributes: " + strings.Join(s.names, ", ") + "."
		if meant := suggest(name, s.names); meant != "" {
			advice = " Did you mean " + quote(meant) + "?"
		}
		return faultf("Unknown attribute", "%s has no attribute %s.%s", path, quote(name), advice)
	})
	for _, name := range schemas[b.typ].attributes {
		n := b.attributes[name]
		if n == nil {
			n = constant(path+"."+name, cty.NullVal(cty.DynamicPseudoType))
			if n.at = b.at; b.misspelt(name) { // which is reported
				n.value.Value = cty.DynamicVal
			}
		}
		if v, found := absences[name]; found {
			n.derive = fixed(v)
		}
		s.put(name, n)
	}
	return s
}

// providerScope adds what follows from a provider's position in the file and
// from table_base.
func providerScope(b block, position int, base *node) *scope {
	path := "provider." + b.name
	s := blockScope(path, b)
	s.put("name", constant("", cty.StringVal(b.name)))
	id, table, masquerade := s.members["id"], s.members["table"], s.members["masquerade"]
	id.derive = fixed(cty.NumberIntVal(int64(position)))
	table.derive = func(e *evaluator) (cty.Value, *fault) {
		own, first := e.refer(id, id.at, false), e.refer(base, base.at, false)
		if !isKnown(own, cty.Number) || !isKnown(first, cty.Number) {
			return cty.DynamicVal, nil // which is reported where they are read
		}
		return first.Add(own), nil
	}
	for _, f := range []family{ipv4, ipv6} {
		inner := b.blocks(f.name)
		if len(inner) == 0 {
			absent := cty.NullVal(cty.DynamicPseudoType)
			if b.misspelt(f.name) { // which is reported
				absent = cty.DynamicVal
			}
			s.put(f.name, constant("", absent))
			continue
		}
		u := blockScope(path+"."+f.name, inner[0])
		u.members["masquerade"].derive = func(e *evaluator) (cty.Value, *fault) { return e.refer(masquerade, masquerade.at, false), nil }
		address := u.members["address"]
		u.members["network"].derive = func(e *evaluator) (cty.Value, *fault) {
			return networkOf(path+"."+f.name, e.refer(address, address.at, false))
		}
		s.put(f.name, &node{scope: u})
	}
	return s
}

// networkOf is what a reference to network gets where only the address is written.
func networkOf(path string, address cty.Value) (cty.Value, *fault) {
	if !address.IsKnown() {
		return cty.DynamicVal, nil
	}
	if isKnown(address, cty.String) {
		if prefix, err := netip.ParsePrefix(address.AsString()); err == nil {
			return cty.StringVal(prefix.Masked().String()), nil
		}
	}
	return cty.DynamicVal, faultf(nullValue, "%s.network follows from the address, which doesn't say a network. Write network in that block.", path)
}

func isKnown(v cty.Value, t cty.Type) bool { return v.IsKnown() && !v.IsNull() && v.Type() == t }

// truths are words that other languages have for true and false.
var truths = map[string]string{"yes": "true", "on": "true", "enabled": "true", "no": "false", "off": "false", "disabled": "false"}

func unknownRoot(root *scope, name string) *fault {
	if truth, found := truths[strings.ToLower(name)]; found {
		return faultf(unknownReference, "A bare word is a reference, and there is nothing called %s. Write %s.", quote(name), truth)
	}
	if advice := cmp.Or(habits[name], habits[name+"."]); advice != "" {
		return faultf(unknownReference, "There is nothing called %s. %s", quote(name), advice)
	}
	advice := "Write a text in quotes, such as " + quote(name) + "."
	if meant := suggest(name, root.names); meant != "" {
		advice = "Did you mean " + meant + "? " + advice
	}
	for _, word := range root.names {
		if _, found := root.members[word].scope.members[name]; found {
			advice = "Did you mean " + word + "." + name + "?"
		}
	}
	return faultf(unknownReference, "A bare word is a reference, and there is nothing called %s. %s", quote(name), advice)
}

// unknownMember says what was probably meant, or what there is.
func unknownMember(word, what, summary string) func(*scope, string) *fault {
	return func(s *scope, name string) *fault {
		advice := " Add it to this file, or write the value itself."
		identifier := slices.IndexFunc(s.names, hclsyntax.ValidIdentifier)
		if meant := suggest(name, s.names); meant != "" {
			advice = " Did you mean " + word + "." + meant + "?"
		} else if identifier >= 0 {
			advice = " Write one that is in this file, such as " + word + "." + s.names[identifier] + "."
		}
		return faultf(summary, "There is no %s %s.%s", what, quote(name), advice)
	}
}
