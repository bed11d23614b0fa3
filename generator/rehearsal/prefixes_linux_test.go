package rehearsal_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
)

// Prefixes may hold the provider's own address, its network, the gateway and one
// another. Setups work, and what is sent from there leaves via the provider.
func TestPrefixesAroundTheProvidersOwn(t *testing.T) {
	for _, prefixes := range [][2]string{
		{`"198.51.100.2"`, `"2001:db8:2::2"`},
		{`"198.51.100.0/30"`, `"2001:db8:2::/64"`},
		{`"198.51.100.0/24", "198.51.100.2", "198.51.100.0/30", "198.51.100.64/28"`, `"2001:db8:2::/48", "2001:db8:2::/64", "2001:db8:2::2", "2001:db8:2:1::/64"`},
	} {
		for name, rest := range map[string]string{
			"own":   "default_route {\n prefer = provider.isp1\n}",
			"main":  "default_route {\n prefer = provider.isp1\n table = \"main\"\n}",
			"rules": "rule \"r\" {\n dscp = 10\n via = provider.isp1\n}\nrule \"d\" {\n to = [\"192.0.2.0/24\"]\n via = \"default\"\n}\ndefault_route {\n prefer = provider.isp1\n}",
			"auto":  "default_route {\n prefer = provider.isp1\n}",
		} {
			t.Run(fmt.Sprintf("%s/%s", name, prefixes[0]), func(t *testing.T) {
				src := strings.NewReplacer(
					"gateway = \"198.51.100.1\"", "gateway = \"198.51.100.1\"\n    prefixes = ["+prefixes[0]+"]",
					"gateway = \"2001:db8:2::1\"", "gateway = \"2001:db8:2::1\"\n    prefixes = ["+prefixes[1]+"]").Replace(cables) + rest
				var env []string
				if name == "auto" {
					src = strings.NewReplacer(`"198.51.100.2/30"`, `"auto"`, `"2001:db8:2::2/64"`, `"auto"`).Replace(src)
					env = []string{"isp2_ipv4_address=198.51.100.2/30", "isp2_ipv6_address=2001:db8:2::2/64"}
				}
				c := configure(t, "prefixes.hcl", src)
				lab := build(t, configure(t, "prefixes.hcl", strings.Replace(cables, "masquerade = true", "", 2)+rest).set, rehearsal.Options{Patience: 200 * time.Millisecond})
				before := snapshot(t, lab)
				for range 2 {
					succeed(t, lab, rehearsal.Script{Text: c.setup, Env: env})
					for own, to := range map[string]string{"198.51.100.2": far4, "2001:db8:2::2": far6} {
						expect(t, lab, "from isp2", by("isp2", rehearsal.Flow{From: router(from(own)), To: internet(to, 0)}))
					}
					expect(t, lab, "a default", by("isp1", rehearsal.Flow{From: router(), To: internet(far4, 0)}, rehearsal.Flow{From: router(), To: internet(far6, 0)}))
				}
				for _, family := range []string{"-4", "-6"} {
					if seen := twice(succeed(t, lab, rehearsal.Script{Text: "ip " + family + " rule"}).Stdout); seen != "" {
						t.Errorf("twice: %s", seen)
					}
				}
				succeed(t, lab, rehearsal.Script{Text: c.teardown})
				same(t, "teardown", before, snapshot(t, lab))
			})
		}
	}
}

// twice is a line that a text has twice, "" for none.
func twice(text string) string {
	for line := range strings.Lines(text) {
		if strings.Contains(line, "proto 20") && strings.Count(text, line) > 1 {
			return line
		}
	}
	return ""
}
