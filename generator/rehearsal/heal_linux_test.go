package rehearsal_test

import (
	"fmt"
	"net/netip"
	"slices"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// An interface that goes down takes its routes with it in every table. A
// rerun brings them back, and teardown doesn't mind that they were gone.
func TestHeals(t *testing.T) {
	for _, name := range []string{"lartc", "balance-weights", "backup", "dual-stack", "dual-stack-main", "auto"} {
		t.Run(name, func(t *testing.T) {
			c := fixture(t, name)
			lab := build(t, c.set, rehearsal.Options{})
			before := settled(snapshot(t, lab))
			succeed(t, lab, rehearsal.Script{Text: c.setup})
			whole := untagged(settled(snapshot(t, lab)))
			for _, p := range c.set.Providers {
				flap(t, lab, p.Interface)
			}
			redefault(t, lab, c)
			if rehearsal.Diff(whole, untagged(settled(snapshot(t, lab)))) == "" {
				t.Fatal("nothing was lost, so nothing can be healed")
			}
			succeed(t, lab, rehearsal.Script{Text: c.setup})
			same(t, "after the rerun", whole, untagged(settled(snapshot(t, lab))))
			answersByItsProvider(t, lab, c.set)
			flap(t, lab, c.set.Providers[0].Interface)
			redefault(t, lab, c)
			succeed(t, lab, rehearsal.Script{Text: c.teardown})
			same(t, "teardown", before, settled(snapshot(t, lab)))
		})
	}
}

// Others flush what isn't theirs: a reload of nftables.service the ruleset, and
// systemd-networkd rules and routes. A rerun brings that back, too, and teardown
// doesn't mind.
func TestHealsWhatOthersFlush(t *testing.T) {
	for name, flush := range map[string]string{
		"policy-10000": "nft flush ruleset",
		"rules":        "nft flush ruleset; for p in 201 202; do ip rule flush protocol $p; ip -6 rule flush protocol $p; done",
		"dual-stack":   "for p in 201 202; do ip route flush proto $p table all; ip -6 route flush proto $p table all; done",
	} {
		t.Run(name, func(t *testing.T) {
			c := fixture(t, name)
			lab := build(t, c.set, rehearsal.Options{})
			before := settled(snapshot(t, lab))
			succeed(t, lab, rehearsal.Script{Text: c.setup})
			whole := untagged(settled(snapshot(t, lab)))
			succeed(t, lab, rehearsal.Script{Text: flush})
			if rehearsal.Diff(whole, untagged(settled(snapshot(t, lab)))) == "" {
				t.Fatal("nothing was lost, so nothing can be healed")
			}
			succeed(t, lab, rehearsal.Script{Text: c.setup})
			same(t, "after the rerun", whole, untagged(settled(snapshot(t, lab))))
			succeed(t, lab, rehearsal.Script{Text: flush})
			succeed(t, lab, rehearsal.Script{Text: c.teardown})
			same(t, "teardown", before, settled(snapshot(t, lab)))
		})
	}
}

// settled is a snapshot in which it doesn't matter in which order interfaces
// appeared or last came up: the kernel then adds their link-local networks at
// the end.
func settled(s rehearsal.Snapshot) rehearsal.Snapshot {
	for _, section := range s {
		switch section.Name {
		case "ip -6 route show table all", "ip -4 address show", "ip -6 address show":
			slices.Sort(section.Lines)
		}
	}
	return s
}

func flap(t *testing.T, lab *rehearsal.Lab, iface string) {
	t.Helper()
	if err := lab.Down(iface); err != nil {
		t.Fatal(err)
	}
	if err := lab.Up(iface); err != nil {
		t.Fatal(err)
	}
}

// redefault has a DHCP client and router advertisements give main back the
// defaults that setup reads gateways from.
func redefault(t *testing.T, lab *rehearsal.Lab, c configuration) {
	t.Helper()
	for i, p := range c.set.Providers {
		for _, s := range sides(site.Site{Providers: []site.Provider{p}}) {
			if s.up.AutoGateway {
				how := "proto dhcp src " + s.address().String()
				family := ""
				if s.is6() {
					how, family = "proto ra", "-6 "
				}
				if err := lab.IP(fmt.Sprintf("%sroute replace default via %s dev %s %s metric %d", family, s.up.Gateway, p.Interface, how, 1024+i)); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

// The default falls back to whoever is left, without a rerun.
func TestBackup(t *testing.T) {
	for _, name := range []string{"lartc", "balance-weights", "backup", "dual-stack", "dual-stack-main"} {
		t.Run(name, func(t *testing.T) {
			c := fixture(t, name)
			lab := build(t, c.set, rehearsal.Options{})
			succeed(t, lab, rehearsal.Script{Text: c.setup})
			d := c.set.DefaultRoute
			for _, i := range append(d.Providers, d.Backups...) {
				last := c.set.Providers[i]
				if err := lab.Down(last.Interface); err != nil {
					t.Fatal(err)
				}
				for _, to := range []netip.Addr{somewhere, somewhere6} {
					way, err := lab.Lookup(to.String())
					if left := stillUp(t, lab, c, to.Is6()); len(left) == 0 {
						if err == nil {
							t.Errorf("with no provider left: %+v", way)
						}
					} else if err != nil || !left[way.Interface] {
						t.Errorf("without %s: %+v, %v, want it by one of %v", last.Name, way, err, left)
					}
				}
			}
		})
	}
}

// stillUp are the interfaces of the default's providers of a family that are
// up.
func stillUp(t *testing.T, lab *rehearsal.Lab, c configuration, ipv6 bool) map[string]bool {
	t.Helper()
	up := map[string]bool{}
	for _, i := range append(c.set.DefaultRoute.Providers, c.set.DefaultRoute.Backups...) {
		p := c.set.Providers[i]
		if ipv6 && !p.IPv6.Declared || !ipv6 && !p.IPv4.Declared {
			continue
		}
		iface := p.Interface
		r := run(t, lab, rehearsal.Script{Text: "ip link show up dev " + iface})
		if r.Stdout != "" {
			up[iface] = true
		}
	}
	return up
}
