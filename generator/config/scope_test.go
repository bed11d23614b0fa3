package config

import (
	"fmt"
	"strings"
	"testing"
)

// TestMasqueradeOfFamily: what a reference says of a family is what holds in it.
func TestMasqueradeOfFamily(t *testing.T) {
	for _, test := range []struct {
		outer, inner string // what stands in the provider, and in its family
		want         bool
	}{
		{"", "", false},
		{"masquerade = true", "", true},
		{"masquerade = false", "", false},
		{"masquerade = null", "", false},
		{"", "masquerade = true", true},
		{"masquerade = true", "masquerade = false", false},
		{"masquerade = true", "masquerade = null", true},
	} {
		src := fmt.Sprintf(`provider "a" {
  interface = "if1"
  %s
  ipv4 {
    address = "203.0.113.2/30"
    %s
  }
}
provider "b" {
  interface  = "if2"
  masquerade = provider.a.ipv4.masquerade
  ipv4 {
    address = "198.51.100.2/30"
  }
}
`, test.outer, test.inner)
		set, diags := Parse("a.hcl", []byte(src), Options{})
		if len(diags) > 0 {
			t.Fatal(diags)
		}
		a, b := set.Providers[0].IPv4.Masquerade, set.Providers[1].IPv4.Masquerade
		if a != test.want || b != test.want {
			t.Errorf("%q, %q: it is %t, and a reference says %t", test.outer, test.inner, a, b)
		}
	}
}

// TestMasqueradeOfItself: a family's follows from its provider's, so that one
// can't follow from the family's.
func TestMasqueradeOfItself(t *testing.T) {
	_, diags := Parse("a.hcl", []byte(`provider "a" {
  interface  = "if1"
  masquerade = provider.a.ipv4.masquerade
  ipv4 {
    address = "203.0.113.2/30"
  }
}
`), Options{})
	if len(diags) != 1 || diags[0].Summary != referenceCycle {
		t.Error(diags)
	}
}

// TestWhole: a provider as a whole is asked about while its attributes are being
// computed; only what is needed of it counts.
func TestWhole(t *testing.T) {
	for name, test := range map[string]struct {
		one, two, locals string // in isp1, isp2 and locals
		want             string
	}{
		"another one by name":      {`weight = provider[local.other].id`, ``, `other = "isp2"`, ""},
		"itself by name":           {`weight = provider["isp1"].id`, ``, ``, ""},
		"itself, chosen":           {`weight = provider[local.other].id`, ``, `other = "isp1"`, ""},
		"the same of another":      {`weight = provider[local.other].weight`, ``, `other = "isp2"`, ""},
		"the same of itself":       {`weight = provider[local.other].weight`, ``, `other = "isp1"`, referenceCycle},
		"each of the other":        {`weight = provider[local.other].weight`, `weight = provider.isp1.weight`, `other = "isp2"`, referenceCycle},
		"one by one":               {`weight = [for n in ["isp2"] : provider[n].weight][0]`, `weight = provider.isp1.id`, ``, ""},
		"all of them":              {`weight = max([for n, p in provider : p.id]...)`, `weight = length([for p in provider : p.name])`, ``, ""},
		"all of the same":          {`weight = sum([for p in provider : p.weight])`, ``, ``, referenceCycle},
		"only on one side":         {`weight = true ? 2 : provider.isp2.weight`, `weight = true ? 3 : provider.isp1.weight`, ``, ""},
		"a local value in between": {`weight = local.main.id`, ``, `main = provider.isp2`, ""},
		"a condition":              {`weight = (local.b ? provider.isp1 : provider.isp2).id`, ``, `b = false`, ""},
		"many that follow from all": {`weight = sum([for p in provider : p.weight])`, `weight = sum([for p in provider : p.weight])`,
			`x = [for p in provider : p]`, referenceCycle},
	} {
		src := fmt.Sprintf("provider \"isp1\" {\n interface = \"if1\"\n %s\n ipv4 {\n address = \"203.0.113.2/30\"\n }\n}\nprovider \"isp2\" {\n interface = \"if2\"\n %s\n ipv4 {\n address = \"198.51.100.2/30\"\n prefixes = [\"192.0.2.0/24\"]\n }\n}\nlocals {\n %s\n}\n", test.one, test.two, test.locals)
		_, diags := Parse("a.hcl", []byte(src), Options{})
		got := ""
		for _, diag := range diags {
			got = diag.Summary
		}
		if got != test.want {
			t.Errorf("%s: %v, want %q", name, diags, test.want)
		}
	}
}

// TestManyCircles: values that all follow from one another are refused soon.
func TestManyCircles(t *testing.T) {
	var src strings.Builder
	src.WriteString("locals {\n")
	for i := range 60 {
		fmt.Fprintf(&src, "a%d = [", i)
		for j := range 60 {
			fmt.Fprintf(&src, "local.a%d,", j)
		}
		src.WriteString("]\n")
	}
	src.WriteString("}\n")
	for i := range 60 {
		fmt.Fprintf(&src, "provider \"p%d\" {\n interface = \"if%d\"\n weight = sum([for p in provider : p.weight])\n ipv4 {\n address = \"10.0.%d.2/30\"\n }\n}\n", i, i, i)
	}
	_, diags := Parse("a.hcl", []byte(src.String()), Options{})
	if !diags.HasErrors() {
		t.Error("no error")
	}
}
