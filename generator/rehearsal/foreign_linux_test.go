package rehearsal_test

import (
	"strings"
	"testing"
	"time"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
)

// With our default in main, a backup comes before the defaults that others have there:
// of NetworkManager, of a DHCP client, of router advertisements. That is so with
// either tag.
func TestForeignDefaultBesideOurs(t *testing.T) {
	third := strings.NewReplacer(
		`"isp2"`, `"isp3"`, `"if2"`, `"if3"`, "198.51.100.2/30", "198.51.100.6/30", "198.51.100.1", "198.51.100.5",
		"2001:db8:2::", "2001:db8:3::").Replace(cables[strings.Index(cables, "provider \"isp2\""):])
	for name, rest := range map[string]string{
		"backup":  "default_route {\n prefer = provider.isp1\n backup = [provider.isp2]\n table = \"main\"\n}",
		"balance": "default_route {\n balance = [provider.isp1, provider.isp2]\n table = \"main\"\n}",
	} {
		t.Run(name, func(t *testing.T) {
			c := configure(t, "foreign.hcl", cables+third+rest)
			lab := build(t, c.set, rehearsal.Options{Defaults: []rehearsal.Default{{Provider: "isp3", Metric: 100}}, Patience: 200 * time.Millisecond})
			before := settled(snapshot(t, lab))
			for round := range 2 {
				succeed(t, lab, rehearsal.Script{Text: c.setup})
				if err := lab.Detach("if1"); err != nil {
					t.Fatal(err)
				}
				carries(t, lab, "without isp1", flowsTo(1+2*round, 5), false, "isp2")
				if err := lab.Attach("if1"); err != nil {
					t.Fatal(err)
				}
				succeed(t, lab, rehearsal.Script{Text: c.setup})
				carries(t, lab, "with isp1", flowsTo(2+2*round, 20), name == "balance", "isp1")
				succeed(t, lab, rehearsal.Script{Text: c.setup})
			}
			succeed(t, lab, rehearsal.Script{Text: c.teardown})
			same(t, "teardown", sorted(before), sorted(settled(snapshot(t, lab))))
		})
	}
}
