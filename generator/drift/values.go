package drift

import (
	"slices"
	"strconv"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
)

// sysctls compares those that are given.
func (c *comparer) sysctls() {
	for i := range c.items {
		s, ok := c.items[i].op.(iproute.Sysctl)
		if !ok {
			continue
		}
		is, given := c.live.Sysctls[s.Key]
		switch {
		case len(c.live.Sysctls) == 0:
			c.note("no sysctls are given: they aren't compared")
		case s.Strict != "" && !c.isStrict(s.Strict):
		case !given:
			c.add(Difference{Sign: Missing, What: s.Key + " = " + s.Value, Note: "the value isn't given"}, i, effect{skip: true})
		case strings.TrimSpace(is) != s.Value:
			c.add(Difference{Sign: Changed, What: s.Key + " = " + s.Value, Is: s.Key + " = " + is}, i, effect{without: []int{i}, skip: s.Strict == ""})
		}
	}
}

// isStrict reports whether the reverse path filter of an interface is: the larger
// value of conf/all and conf/IF counts (Documentation/networking/ip-sysctl.rst). One
// that isn't strict needs no setting.
func (c *comparer) isStrict(dev string) bool {
	value := func(dev string) int {
		n, _ := strconv.Atoi(c.live.Sysctls["net/ipv4/conf/"+dev+"/rp_filter"]) // 0 where it isn't given
		return n
	}
	return max(value("all"), value(dev)) == 1
}

// names compares those of tables, where some are given.
func (c *comparer) names() {
	if c.plan.Tables.File == "" {
		return
	}
	if len(c.live.Names) == 0 {
		c.note("no names of tables are given: they aren't compared")
		return
	}
	for _, t := range c.plan.Tables.Names {
		text := strconv.Itoa(t.Number) + " " + t.Name
		is := func(n rpdb.TableName) bool { return n.Number == t.Number && n.Name == t.Name }
		if slices.ContainsFunc(c.live.Names, is) {
			continue
		}
		d := Difference{Sign: Missing, What: text, Block: t.Block, Origin: t.Origin, Why: "name of a table"}
		for _, n := range c.live.Names {
			if n.Number == t.Number || n.Name == t.Name {
				d.Sign, d.Is = Changed, strconv.Itoa(n.Number)+" "+n.Name
			}
		}
		c.add(d, -1, effect{skip: true})
	}
}
