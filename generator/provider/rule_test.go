package provider

import "testing"

// What rules of ip can't say, or would take too many for, nft has to mark.
func TestNeedsMark(t *testing.T) {
	ports := func(first, last uint32) []Range { return []Range{{First: first, Last: last}} }
	for _, test := range []struct {
		name string
		rule Rule
		want bool
	}{
		{"a class", Rule{DSCP: DSCP{Given: true}}, true},
		{"all ports but the last", Rule{SourcePorts: ports(1, 65534), DestinationPorts: ports(1, 65534)}, false},
		{"the last source port", Rule{SourcePorts: ports(1024, 65535)}, true},
		{"the last destination port", Rule{DestinationPorts: ports(65535, 65535)}, true},
		{"24 ports in both families", Rule{SourcePorts: make([]Range, maxCombinations/2)}, false},
		{"25 ports in both families", Rule{SourcePorts: make([]Range, maxCombinations/2+1)}, true},
	} {
		if got := test.rule.NeedsMark(); got != test.want {
			t.Errorf("%s: %t", test.name, got)
		}
	}
}
