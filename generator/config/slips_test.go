package config

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/zclconf/go-cty/cty"
)

// FuzzValues puts any text where a text belongs: what comes out of the border
// is safe, whatever came in.
func FuzzValues(f *testing.F) {
	f.Add("isp1", "if1", "203.0.113.2/30", "203.0.113.1", "192.0.2.0/24", "none", "0x3f00")
	f.Add("a-b_c", "veth0.100", "203.0.113.2/32", "", "192.0.2.7/32", "/etc/iproute2/rt_tables.d/a.conf", "1")
	f.Add("$(id)", "if0;id", "203.0.113.2/30\n", "`id`", "{{.}}", "/etc/iproute2/rt_tables.d/../x.conf", "$((1))")
	f.Add("isp1", "if1", "auto", "auto", "2001:db8::/32", "none", "0x3f00")
	f.Add("main", "..", "::1/128", "::ffff:203.0.113.1", "0.0.0.0/0", "/etc/passwd", "0x")
	for _, v := range slips() {
		f.Add(v.name, v.iface, v.address, v.gateway, v.prefix, v.file, v.mask)
	}
	f.Fuzz(func(t *testing.T, name, iface, address, gateway, prefix, file, mask string) {
		src := values{name, iface, address, gateway, prefix, file, mask}.source()
		set, diags := Parse(name, src, Options{})
		checkResult(t, src, set, diags)
	})
}

// values are texts for a configuration.
type values struct{ name, iface, address, gateway, prefix, file, mask string }

// source is a configuration that is right if the texts are.
func (v values) source() []byte {
	q := func(s string) string { return string(hclwrite.TokensForValue(cty.StringVal(s)).Bytes()) }
	gatewayLine := ""
	if v.gateway != "" {
		gatewayLine = "gateway = " + q(v.gateway) + "\nonlink = true"
	}
	return []byte(fmt.Sprintf(`
provider %s {
  interface = %s
  ipv4 {
    address = %s
    %s
    prefixes = [%s]
  }
}
network %s {
  interface = %s
  prefixes = [%s]
}
settings {
  rt_tables = %s
  mark_mask = %s
}
`, q(v.name), q(v.iface), q(v.address), gatewayLine, q(v.prefix), q(v.name), q(v.iface), q(v.prefix), q(v.file), q(v.mask)))
}

// slips are texts with one mistake each, so that nothing else hides that one is
// let through.
func slips() []values {
	right := values{"isp1", "if1", "203.0.113.2/30", "203.0.113.1", "192.0.2.0/24", "none", "0x3f00"}
	list := []values{right}
	for char := range strings.SplitSeq("$;&|<>()`'\"\\\n\t #*?[]{}~!=%^,@:/\u00e9\u202e", "") {
		for _, text := range []string{"a" + char + "b", char + "a", "a" + char} {
			slip := [3]values{right, right, right}
			slip[0].name, slip[1].iface = text, text
			slip[2].file = "/etc/iproute2/rt_tables.d/" + text + ".conf"
			list = append(list, slip[:]...)
		}
	}
	for _, text := range []string{"", "-a", ".", "..", "A", "1", "all", "main", strings.Repeat("a", 16), strings.Repeat("a", 32)} {
		name, iface, file := right, right, right
		name.name, iface.iface, file.file = text, text, "/etc/iproute2/rt_tables.d/"+text
		list = append(list, name, iface, file)
	}
	return list
}

// TestSlips: what is no slip is right, or a slip would have another mistake
// beside it; and a slip has one kind of mistake.
func TestSlips(t *testing.T) {
	for i, v := range slips() {
		_, diags := Parse("slip.hcl", v.source(), Options{})
		kinds := summaries(diags)
		slices.Sort(kinds)
		if kinds = slices.Compact(kinds); i == 0 && len(kinds) > 0 || len(kinds) > 1 {
			t.Errorf("%+v: %q", v, kinds)
		}
	}
}
