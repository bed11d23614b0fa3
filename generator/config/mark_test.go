package config

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/plan"
)

// TestWidestMask: all bits of a mark may be ours, and all numbers of 32 bits are
// marks then, on a machine of 32 bits, too.
func TestWidestMask(t *testing.T) {
	if n := ids(math.MaxUint32); uint64(n) != math.MaxUint32 {
		t.Errorf("it holds ids up to %d", n)
	}
	var src strings.Builder
	src.Write(manyProviders(2))
	src.WriteString("settings {\n  mark_mask = \"0xffffffff\"\n}\n")
	for i := range 200 {
		fmt.Fprintf(&src, "rule \"r%d\" {\n  dscp = %d\n  to   = [\"192.0.2.%d/32\"]\n  via  = provider.isp0\n}\n", i, i%64, i)
	}
	set, diags := Parse("a.hcl", []byte(src.String()), Options{})
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	for name, mark := range plan.RuleMarks(set) {
		if mark < 1<<31-1 {
			t.Errorf("%s is marked %#x, not in the upper half", name, mark)
		}
	}
}
