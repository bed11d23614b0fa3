package rehearsal_test

import (
	"net/netip"
	"slices"
	"strings"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// What a host of the local network sends behind a tunnel keeps its source, and so does
// all that masquerade_except names, in both families, by whatever provider it leaves:
// one whose address is written or read, one that shares its interface, one of a rule.
func TestMasqueradeExcept(t *testing.T) {
	const except4, except6 = `masquerade_except = ["198.18.20.0/24", "198.18.20.128/25", "198.18.30.1"]`, `masquerade_except = ["2001:db8:ffff:20::/64"]`
	written := strings.NewReplacer("address = \"203.0.113.2/30\"", except4+"\naddress = \"203.0.113.2/30\"",
		"address = \"2001:db8:1::2/64\"", except6+"\naddress = \"2001:db8:1::2/64\"").Replace(cables)
	read := strings.NewReplacer("address = \"203.0.113.2/30\"", "address = \"auto\"", "gateway = \"203.0.113.1\"", "gateway = \"auto\"",
		"address = \"2001:db8:1::2/64\"", "address = \"auto\"", "gateway = \"2001:db8:1::1\"", "gateway = \"auto\"").Replace(written)
	const prefer = "default_route {\n prefer = provider.isp1\n}"
	for name, src := range map[string]string{
		"written":          written + prefer,
		"read":             read + prefer,
		"shared interface": strings.Replace(written, `"if2"`, `"if1"`, 1) + prefer,
		"rule of nft":      read + "rule \"r\" {\n from = network.lan.prefixes\n dscp = 0\n via = provider.isp1\n}\ndefault_route {\n prefer = provider.isp2\n}",
	} {
		t.Run(name, func(t *testing.T) {
			c := configure(t, "except.hcl", src)
			lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(rehearsal.Example(c.set), 100)})
			succeed(t, lab, rehearsal.Script{Text: c.setup})
			set := known(t, c)
			state := rpdb.New(set, plan.New(set), rpdb.Options{})
			for to, kept := range map[string]bool{
				"198.18.20.7": true, "198.18.20.200": true, "198.18.30.1": true, "198.18.30.2": false, far4: false,
				"2001:db8:ffff:20::7": true, far6: false,
			} {
				addr := netip.MustParseAddr(to)
				from := lab.HostAddresses("lan")[0]
				if addr.Is6() {
					from = lab.HostAddresses("lan")[1]
				}
				r, err := lab.Exchange(rehearsal.Flow{From: host("lan", func(e *rehearsal.Endpoint) { e.Addr = from }), To: internet(to, 0)})
				if err != nil || r.Provider() != "isp1" || (r.Legs[0].Source == from) != kept {
					t.Errorf("%v, %v, want its source kept: %t", r, err, kept)
					continue
				}
				paths := state.Outcome(rpdb.Packet{To: addr, From: from, Interface: "if0", Protocol: 17})
				if len(paths) != 1 || paths[0].Translated.IsGiven() == kept || !kept && paths[0].Translated.Addr != r.Legs[0].Source {
					t.Errorf("%s: explained as %+v, seen from %s", to, paths, r.Legs[0].Source)
				}
			}
		})
	}
}

// known has the values that scripts read in the laboratory.
func known(t *testing.T, c configuration) (set site.Site) {
	t.Helper()
	set = rehearsal.Example(c.set)
	set.Providers = slices.Clone(set.Providers)
	for i := range set.Providers {
		for _, side := range []*site.Uplink{&set.Providers[i].IPv4, &set.Providers[i].IPv6} {
			side.AutoAddress, side.AutoGateway = false, false
		}
	}
	return set
}

// What IPsec will take is not translated: the first rule of each chain that translates
// says so, in the table that the kernel has.
func TestIPsecComesFirst(t *testing.T) {
	for _, name := range []string{"home", "dual-stack", "leased"} {
		c := fixture(t, name)
		lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(rehearsal.Example(c.set), 100)})
		if r := run(t, lab, rehearsal.Script{Text: "echo 'table inet t { chain c { rt ipsec exists accept; }; }' | nft --check -f -"}); r.Exit != 0 {
			t.Skip("nft or the kernel knows nothing of IPsec: ", r.Stderr)
		}
		succeed(t, lab, rehearsal.Script{Text: c.setup})
		tables := shellOut(t, lab, "nft list ruleset")
		chains := strings.Split(tables, "chain translation {")[1:]
		if len(chains) == 0 {
			t.Errorf("%s: nothing is translated", name)
		}
		for _, chain := range chains {
			if lines := strings.Split(chain, "\n"); strings.TrimSpace(lines[2]) != "rt ipsec exists accept" {
				t.Errorf("%s: the first rule is %s", name, lines[2])
			}
		}
		if err := lab.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
