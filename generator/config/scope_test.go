package config

import (
	"fmt"
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
