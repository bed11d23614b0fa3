package plan

import (
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/selector"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// What rules of ip can't say, or would take too many for, nft has to mark.
func TestNeedsMark(t *testing.T) {
	ports := func(first, last uint32) []site.Range { return []site.Range{{First: first, Last: last}} }
	for _, test := range []struct {
		name string
		rule site.Rule
		want bool
	}{
		{"a class", site.Rule{Match: selector.Match{DSCP: selector.DSCP{Given: true}}}, true},
		{"all ports but the last", site.Rule{Match: selector.Match{SourcePorts: ports(1, 65534), DestinationPorts: ports(1, 65534)}}, false},
		{"the last source port", site.Rule{Match: selector.Match{SourcePorts: ports(1024, 65535)}}, true},
		{"the last destination port", site.Rule{Match: selector.Match{DestinationPorts: ports(65535, 65535)}}, true},
		{"24 ports in both families", site.Rule{Match: selector.Match{SourcePorts: make([]site.Range, 24)}}, false},
		{"25 ports in both families", site.Rule{Match: selector.Match{SourcePorts: make([]site.Range, 25)}}, true},
	} {
		if got := NeedsMark(&test.rule); got != test.want {
			t.Errorf("%s: %t", test.name, got)
		}
	}
}
