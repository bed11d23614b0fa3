package script

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
)

// auto is how a configuration and the words of a script say that something is
// read when the script runs.
const auto = "auto"

// reads reports whether the script has to read something about an uplink.
func reads(n plan.Need) bool { return n.AutoAddress || n.AutoGateway }

// about is an uplink in one line.
func about(n plan.Need) string {
	gateway := gatewayOf(n)
	if gateway == "" {
		return fmt.Sprintf("%s: %s on %s, point-to-point", n.Provider, addressOf(n), n.Dev)
	}
	return fmt.Sprintf("%s: %s on %s, gateway %s", n.Provider, addressOf(n), n.Dev, gateway)
}

func addressOf(n plan.Need) string {
	if n.AutoAddress {
		return auto
	}
	return n.Address.String()
}

// gatewayOf is the gateway of an uplink, "" for none.
func gatewayOf(n plan.Need) string {
	switch {
	case n.AutoGateway:
		return auto
	case n.Gateway.IsValid():
		return n.Gateway.String()
	}
	return ""
}

// needs are the calls that look for all that a plan needs.
func needs(p plan.Plan) []string {
	var calls []string
	used := expanded(doneTexts(p.Steps))
	for _, n := range p.Needs {
		if len(n.PassOver) > 0 {
			calls = append(calls, passOver(n))
		}
		calls = append(calls, need(n, used))
		if n.Delegated {
			calls = append(calls, readPrefixes(n))
		}
		if n.Provider == "" && n.IPv6 {
			calls = append(calls, shell([]string{"need_ipv6", n.Block, n.Dev}))
		}
		for _, prefix := range n.Behind {
			calls = append(calls, shell([]string{"behind", n.Block, prefix.String(), n.Gateway.String(), n.Dev}))
		}
		calls = append(calls, assignments(n, used)...)
	}
	if used["ipsec_off"] {
		calls = append(calls, "see_ipsec")
	}
	if usesLoopback(p.Steps, false) || usesLoopback(p.Steps, true) {
		calls = append(calls, "need_link loopback lo")
	}
	if usesLoopback(p.Steps, true) {
		calls = append(calls, "need_ipv6 loopback lo")
	}
	return append(calls, notices(p)...)
}

// need looks for an uplink, or for the interface of a local network.
func need(n plan.Need, used map[string]bool) string {
	if n.Provider == "" {
		return shell([]string{"need_link", n.Block, n.Dev})
	}
	var call string
	if reads(n) {
		call = shell([]string{"read_uplink", n.Block, n.Dev, flag(n.IPv6)}) + " " +
			given(n, n.AutoAddress, "address", addressOf(n)) + " " + given(n, n.AutoGateway, "gateway", gatewayOf(n))
	} else {
		call = shell([]string{"uplink", n.Block, n.Dev, addressOf(n), gatewayOf(n)})
	}
	for _, word := range conditions(n) {
		call += " " + word
	}
	if used[n.Variable+"_nat"] {
		call += " masquerade"
	}
	return call
}

// passOver is the call that names prefixes in which "auto" chooses no address.
func passOver(n plan.Need) string {
	words := []string{"pass_over", n.Dev, flag(n.IPv6)}
	for _, prefix := range n.PassOver {
		words = append(words, prefix.String())
	}
	return shell(words)
}

// readPrefixes is the call that reads what a provider delegates.
func readPrefixes(n plan.Need) string {
	from := "environment"
	if n.Lone {
		from = "main"
	}
	words := []string{from}
	for _, prefix := range n.Others {
		words = append(words, prefix.String())
	}
	return shell([]string{"read_prefixes", n.Block}) + ` "${` + n.Variable + `_prefixes:-}" ` + shell(words)
}

// conditions are what else the library has to know of an uplink.
func conditions(n plan.Need) []string {
	var words []string
	if n.Optional {
		words = append(words, "optional")
	}
	if n.Required {
		words = append(words, "required")
	}
	if n.Source {
		words = append(words, "balanced")
		if !n.Gateway.IsValid() || !n.Address.Masked().Contains(n.Gateway) {
			words = append(words, "first")
		}
	}
	return words
}

// given is a word that whoever runs the script may give in the environment,
// where it is not known.
func given(n plan.Need, unknown bool, what, known string) string {
	if unknown {
		return `"${` + n.Variable + "_" + what + ":-" + auto + `}"`
	}
	return quote(known)
}

// assignments keep what the library has found of an uplink, if it is used.
func assignments(n plan.Need, used map[string]bool) []string {
	var words []string
	for _, what := range []string{"address", "addresses", "network", "length", "gateway", "prefixes", "nat", "off", "on"} {
		if name := n.Variable + "_" + what; n.Variable != "" && used[name] {
			words = append(words, name+"=$"+what)
		}
	}
	if used[n.Variable+"_up"] {
		words = append(words, n.Variable+"_up=$on")
	}
	if len(words) == 0 {
		return nil
	}
	return []string{strings.Join(words, " ")}
}

// expansion is a variable in a command, or in what one reads.
var expansion = regexp.MustCompile(`\$\{?([A-Za-z0-9_]+)`)

// doneTexts are the texts of the commands that carry steps out.
func doneTexts(steps []plan.Step) []string {
	var texts []string
	for _, s := range steps {
		if t, ok := s.Op.(iproute.Tabular); ok {
			texts = append(texts, t.Input()...)
		} else {
			texts = append(texts, s.Op.Do()...)
		}
	}
	return texts
}

// undoneTexts are the texts of the commands that undo them.
func undoneTexts(steps []plan.Step) []string {
	var texts []string
	for _, s := range steps {
		texts = append(texts, s.Op.Undo()...)
	}
	return texts
}

// expanded are the variables of the script that are in texts.
func expanded(texts []string) map[string]bool {
	names := map[string]bool{}
	for _, text := range texts {
		if !strings.Contains(text, "$") {
			continue
		}
		for _, found := range expansion.FindAllStringSubmatch(text, -1) {
			names[found[1]] = true
		}
	}
	return names
}

// recalls are the calls by which a teardown learns what a setup has read.
func recalls(p plan.Plan) []string {
	var calls []string
	used := expanded(undoneTexts(p.Steps))
	for _, n := range p.Uplinks() {
		if keep := assignments(n, used); len(keep) > 0 {
			calls = append(calls, append([]string{shell([]string{"recall", n.Block})}, keep...)...)
		}
	}
	return calls
}

func usesLoopback(steps []plan.Step, ipv6 bool) bool {
	return slices.ContainsFunc(steps, func(s plan.Step) bool {
		r, ok := s.Op.(iproute.Route)
		return ok && r.Dev == iproute.Local && r.IPv6 == ipv6
	})
}

// notices are the calls that say what may keep packets from passing.
func notices(p plan.Plan) []string {
	var calls []string
	if devs := forwarding(p); len(devs) > 0 {
		calls = append(calls, shell(append([]string{"forwards", "ipv4"}, devs...)))
		if p.IPv6 {
			calls = append(calls, "forwards ipv6 all")
		}
	}
	if words := strangers(p); len(words) > 0 {
		calls = append(calls, shell(append([]string{"strangers"}, words...)))
	}
	for _, ipv6 := range []bool{false, true} {
		if devs := p.Unmanaged[ipv6]; len(devs) > 0 {
			calls = append(calls, shell(append([]string{"unmanaged", family(ipv6)}, devs...)))
		}
	}
	return calls
}

// strangers are the words that say what others may have on the machine that harms the
// plan.
func strangers(p plan.Plan) []string {
	var words []string
	for _, w := range []struct {
		is   bool
		word string
	}{{p.OwnDefault, "default"}, {p.Unmarked, "unmarked"}, {p.MarkMask != 0, "marks"}} {
		if w.is {
			words = append(words, w.word)
		}
	}
	return words
}

// forwarding are all interfaces, if there are local networks.
func forwarding(p plan.Plan) []string {
	var devs []string
	local := false
	for _, n := range p.Needs {
		local = local || n.Provider == ""
		if !slices.Contains(devs, n.Dev) {
			devs = append(devs, n.Dev)
		}
	}
	if !local {
		return nil
	}
	return devs
}

// family is a family as /proc/sys/net has it.
func family(ipv6 bool) string {
	if ipv6 {
		return "ipv6"
	}
	return "ipv4"
}

// flag is a family as ip takes it.
func flag(ipv6 bool) string {
	if ipv6 {
		return "-6"
	}
	return "-4"
}
