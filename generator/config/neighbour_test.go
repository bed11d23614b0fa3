package config

import (
	"fmt"
	"math/bits"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
)

// TestFreeNumbers: where the advice of all warnings is followed, nothing is
// left to say.
func TestFreeNumbers(t *testing.T) {
	sources := map[string]string{
		"many tables":       string(manyProviders(150)) + "settings {\n  table_base = 100\n}\n",
		"many tables, one":  string(manyProviders(899)) + "settings {\n  table_base = 9200\n}\n",
		"last priority":     string(manyProviders(1)) + "settings {\n  priority_base = 22766\n}\n",
		"many marks":        string(manyProviders(140)) + "settings {\n  connection_marks = true\n  mark_mask = \"0xff00\"\n}\n",
		"largest of tables": strings.Replace(string(manyProviders(20)), "interface = \"if7\"", "interface = \"if7\"\n  table = 51820", 1),
	}
	for _, file := range fixtures(t, "warning") {
		if src := string(readFixture(t, file)); strings.Contains(src, usedByOthers) {
			sources[filepath.Base(file)] = src
		}
	}
	advice := regexp.MustCompile(` free, such as (.*)\.$`)
	for name, src := range sources {
		t.Run(name, func(t *testing.T) {
			_, diags := Parse("a.hcl", []byte(src), Options{})
			if diags.HasErrors() || len(diags) == 0 {
				t.Fatal(diags)
			}
			for i := len(diags) - 1; i >= 0; i-- {
				at, free := diags[i].Subject, advice.FindStringSubmatch(diags[i].Detail)
				if free == nil {
					t.Fatal(diags[i])
				}
				src = src[:at.Start.Byte] + free[1] + src[at.End.Byte:]
			}
			if _, diags = Parse("a.hcl", []byte(src), Options{}); len(diags) > 0 {
				t.Errorf("\n%s", written(t, []byte(src), diags, false))
			}
		})
	}
}

// TestDefaultsAreFree: whoever writes a default down is not warned either.
func TestDefaultsAreFree(t *testing.T) {
	src := string(manyProviders(63)) + fmt.Sprintf(
		"settings {\n  connection_marks = true\n  table_base = %d\n  priority_base = %d\n  mark_mask = \"%#x\"\n}\n",
		defaultTableBase, defaultPriorityBase, defaultMask)
	if _, diags := Parse("a.hcl", []byte(src), Options{}); len(diags) > 0 {
		t.Errorf("\n%s", written(t, []byte(src), diags, false))
	}
}

func TestUnusedMaskIsFree(t *testing.T) {
	src := append(manyProviders(2), "settings {\n  mark_mask = \"0xff0000\"\n}\n"...)
	if _, diags := Parse("a.hcl", src, Options{}); len(diags) > 0 {
		t.Error("warned about marks that nobody gets:", diags)
	}
}

func TestMaskFor(t *testing.T) {
	for id := 1; id <= plan.MaxID; id++ {
		mask := uint32(maskFor(id))
		if err := checkMask(mask); err != nil || ids(mask) < uint32(id) || bits.OnesCount32(mask) > bits.Len(uint(id)) {
			t.Errorf("%d: %#x, %v", id, mask, err)
		}
		for _, n := range neighbours {
			if n.mark&mask != 0 && (id < 256 || n.name != "Cilium") {
				t.Errorf("%d: %#x is %s's, too", id, mask, n.name)
			}
		}
	}
}

// TestLastOffset compares plan.DefaultOffset with the priorities of plans.
func TestLastOffset(t *testing.T) {
	largest := 0
	for _, file := range fixtures(t, "valid") {
		set := parseValid(t, file)
		p := plan.New(set)
		for _, step := range p.Steps {
			if rule, ok := step.Op.(iproute.Rule); ok && rule != p.Marker {
				largest = max(largest, rule.Priority-set.Settings.PriorityBase)
			}
		}
	}
	if largest != plan.DefaultOffset {
		t.Errorf("rules get priorities up to %d, not %d", largest, plan.DefaultOffset)
	}
}
