package rehearsal_test

import (
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
)

// Temporary addresses (RFC 8981) are used for what this machine sends, and answers and
// later packets stay with their provider.
func TestTemporaryAddresses(t *testing.T) {
	masqueraded, plain := cables, strings.ReplaceAll(cables, "masquerade = true", "")
	auto := strings.Replace(plain, `"2001:db8:1::2/64"`, `"auto"`, 1)
	for name, src := range map[string]string{
		"prefer":               plain + "default_route {\n prefer = provider.isp1\n}",
		"masquerade":           masqueraded + "default_route {\n prefer = provider.isp1\n}",
		"main":                 plain + "default_route {\n prefer = provider.isp1\n table = \"main\"\n}",
		"balance":              plain + "default_route {\n balance = [provider.isp1, provider.isp2]\n}",
		"auto":                 auto + "default_route {\n prefer = provider.isp1\n}",
		"no marks, on another": "settings {\n connection_marks = false\n}\n" + plain + "rule \"r\" {\n to = [\"2001:db8:ffff::/48\"]\n via = provider.isp1\n}\ndefault_route {\n prefer = provider.isp2\n}",
	} {
		t.Run(name, func(t *testing.T) {
			c := configure(t, "temporary.hcl", src)
			lab := build(t, configure(t, "temporary.hcl", plain+"default_route {\n prefer = provider.isp1\n}").set, rehearsal.Options{
				Patience: 200 * time.Millisecond, Sysctls: map[string]string{"net/ipv6/conf/if1/use_tempaddr": "2", "net/ipv6/conf/if1/dad_transmits": "0"},
			})
			if err := lab.IP("-6 addr del 2001:db8:1::2/64 dev if1", "-6 addr add 2001:db8:1::2/64 dev if1 nodad mngtmpaddr"); err != nil {
				t.Fatal(err)
			}
			succeed(t, lab, rehearsal.Script{Text: "until ip -6 -o addr show dev if1 | grep temporary | grep -vq tentative; do :; done"})
			succeed(t, lab, rehearsal.Script{Text: c.setup, Env: []string{"isp1_ipv6_address=2001:db8:1::2/64"}})
			temporary := 0
			for i := range 20 {
				to := faraway6(i)
				r, err := lab.Exchange(rehearsal.Flow{From: router(), To: rehearsal.Internet("", to)})
				if err != nil || len(r.Legs) != 1 {
					t.Fatal(r, err)
				}
				leg := r.Legs[0]
				if leg.Provider == "isp1" && netip.MustParsePrefix("2001:db8:1::/64").Contains(leg.Source) && leg.Source.String() != "2001:db8:1::2" {
					temporary++
				} else if name != "balance" {
					t.Errorf("%v", r)
				}
			}
			if temporary == 0 {
				t.Error("no temporary address was used")
			}
			expect(t, lab, "from the stable address", by("isp1", rehearsal.Flow{From: router(from("2001:db8:1::2")), To: internet(far6, 0)}))
			succeed(t, lab, rehearsal.Script{Text: c.teardown})
		})
	}
}
