package drift

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
)

// healthTable is nft's table of connections that are refused (templates/lib/health.sh).
const healthTable = "splitroute_health"

// health takes out of the plan the default routes that setup skips while the monitor
// finds their uplinks down. A monitor that has ended doesn't count: a setup uses all
// uplinks then, and until it runs nobody puts their routes back.
func (c *comparer) health() {
	running, out := c.live.Health.Running(), c.live.Health.Out()
	switch {
	case len(c.plan.Watches) == 0 && running:
		c.note("a monitor runs, though the configuration has no health block")
		return
	case len(c.plan.Watches) == 0:
		return
	case !running:
		c.note("no monitor runs: providers that don't answer are used, too")
		return
	case len(out) == 0:
		return
	}
	c.note("the monitor finds %s down or suspect: no default route leads there while another provider is left", strings.Join(out, ", "))
	absent := c.absent()
	left := func(block string) bool { return !slices.Contains(out, block) && !slices.Contains(absent, block) }
	var items []item
	for _, it := range c.items {
		if it.step.Among == nil || !slices.ContainsFunc(it.step.Among, left) {
			items = append(items, it)
			continue
		}
		for _, step := range (plan.Plan{Steps: []plan.Step{it.step}}).Without(out).Steps {
			step.Op = single(step.Op)
			items = append(items, item{step: step, op: step.Op})
		}
	}
	c.items = items
}

// single is a route with one nexthop as the kernel lists it: as one written without the
// word nexthop.
func single(op iproute.Op) iproute.Op {
	r, isRoute := op.(iproute.Route)
	if !isRoute || len(r.Nexthops) != 1 {
		return op
	}
	r.Via, r.Dev, r.Onlink, r.Nexthops = r.Nexthops[0].Via, r.Nexthops[0].Dev, r.Nexthops[0].Onlink, nil
	return r
}

// whyAdded explains a default route that is on the machine although setup skips it while
// its provider is down; "" for other entries.
func (c *comparer) whyAdded(e *entry) string {
	r, isRoute := e.Op.(iproute.Route)
	depends := func(s plan.Step) bool {
		planned, ok := s.Op.(iproute.Route)
		return ok && s.Among != nil && planned.Table == r.Table && planned.IPv6 == r.IPv6
	}
	isDefault := isRoute && r.Dst == iproute.Prefix{} && slices.ContainsFunc(c.plan.Steps, depends)
	if !isDefault || !c.live.Health.Running() || len(c.live.Health.Out()) == 0 {
		return ""
	}
	return "the monitor finds " + strings.Join(c.live.Health.Out(), ", ") + " down or suspect"
}

// whyMissing explains a route that a monitor took away which no longer runs; "" for others.
func (c *comparer) whyMissing(it *item) string {
	h := c.live.Health
	var out []string
	for _, block := range it.step.Among {
		if slices.Contains(h.Out(), block) {
			out = append(out, block)
		}
	}
	if h.Running() || len(out) == 0 {
		return ""
	}
	return "a monitor that no longer runs found " + strings.Join(out, ", ") + " down or suspect"
}

// refusals compares the table of connections that are refused; ours has the translations
// of the machine.
func (c *comparer) refusals(is, ours *nftTable) {
	want := c.refused()
	what := "nft table inet " + healthTable
	differ := func(sign, what, instead string) {
		d := Difference{Sign: sign, What: what, Is: instead, Block: "health", Why: "connections of providers that are down are refused"}
		d.Origin = c.plan.Watches[0].Origin
		c.add(d, -1, effect{skip: true})
	}
	switch {
	case is == nil && len(want) > 0:
		differ(Missing, what, "")
	case is != nil && len(want) == 0:
		c.add(Difference{Sign: Added, What: what, Note: "no monitor of the configuration runs and asks for it"}, -1, effect{skip: true})
	case is != nil:
		for _, chain := range is.chains {
			for i := range chain.rules {
				chain.rules[i] = anyFamily.Replace(chain.rules[i])
			}
			sortDrops(chain.rules)
		}
		chain := func(name string, rules []string) iproute.Chain {
			return iproute.Chain{Name: name, Type: "filter", Hook: name, Priority: "filter + -1", Rules: rules}
		}
		chains := []iproute.Chain{chain("forward", append(c.freed(ours), want...)), chain("output", want)}
		c.chains(chains, is, func(sign, what, instead string) { differ(sign, "nft "+healthTable+": "+what, instead) })
	}
}

// refused are the rules that the table has to have: none where nothing is refused. nft
// prints them without the match for the family.
func (c *comparer) refused() []string {
	var rules []string
	if len(c.plan.Watches) == 0 || !c.live.Health.Running() {
		return nil
	}
	for _, ipv6 := range []bool{false, true} {
		how, marks := "icmp", c.live.Health.Refused(ipv6)
		if ipv6 {
			how = "icmpv6"
		}
		if len(marks) == 0 {
			continue
		}
		match := fmt.Sprintf("ct direction original meta mark & %#x == { %s } meta l4proto ", c.plan.MarkMask, strings.Join(marks, ", "))
		rules = append(rules, match+"6 reject with tcp reset", match+"17 reject with "+how+" port-unreachable")
	}
	return rules
}

// freed are the rules that take the mark from UDP of providers that are down, where nft
// has chosen masquerade on the machine and the interface has one provider (freed in
// templates/lib/health.sh).
func (c *comparer) freed(ours *nftTable) []string {
	if ours == nil {
		return nil
	}
	marks := map[string][]string{} // of each interface
	for _, rule := range ours.rulesOf("postrouting") {
		words := strings.Fields(rule)
		if strings.HasPrefix(rule, "oifname ") && strings.Contains(rule, " ct mark set ") {
			marks[words[1]] = append(marks[words[1]], words[len(words)-1])
		}
	}
	var rules []string
	for _, rule := range ours.rulesOf("translation") {
		words := strings.Fields(rule)
		if len(words) < 4 || words[0] != "oifname" || words[len(words)-1] != "masquerade" || len(marks[words[1]]) != 1 {
			continue
		}
		if mark := marks[words[1]][0]; slices.Contains(c.live.Health.Refused(words[2] == "ip6"), mark) {
			rules = append(rules, fmt.Sprintf("ct direction original meta mark & %#x == %s meta l4proto 17 ct mark set ct mark & %#x drop",
				c.plan.MarkMask, mark, ^c.plan.MarkMask))
		}
	}
	sortDrops(rules)
	return rules
}

// sortDrops sorts the rules at the beginning of a list that drop packets: the setup writes
// them in any order.
func sortDrops(rules []string) {
	n := 0
	for n < len(rules) && strings.HasSuffix(rules[n], " drop") {
		n++
	}
	slices.Sort(rules[:n])
}

var anyFamily = strings.NewReplacer("meta nfproto ipv4 ", "", "meta nfproto ipv6 ", "")
