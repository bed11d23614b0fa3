package site

import (
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/selector"
)

// What rules of ip can't say, or would take too many for, nft has to mark.
func TestNeedsMark(t *testing.T) {
	ports := func(first, last uint32) []Range { return []Range{{First: first, Last: last}} }
	for _, test := range []struct {
		name string
		rule Rule
		want bool
	}{
		{"a class", Rule{Match: selector.Match{DSCP: selector.DSCP{Given: true}}}, true},
		{"all ports but the last", Rule{Match: selector.Match{SourcePorts: ports(1, 65534), DestinationPorts: ports(1, 65534)}}, false},
		{"the last source port", Rule{Match: selector.Match{SourcePorts: ports(1024, 65535)}}, true},
		{"the last destination port", Rule{Match: selector.Match{DestinationPorts: ports(65535, 65535)}}, true},
		{"24 ports in both families", Rule{Match: selector.Match{SourcePorts: make([]Range, 24)}}, false},
		{"25 ports in both families", Rule{Match: selector.Match{SourcePorts: make([]Range, 25)}}, true},
	} {
		if got := test.rule.NeedsMark(); got != test.want {
			t.Errorf("%s: %t", test.name, got)
		}
	}
}
