package acceptance

import (
	"fmt"
	"slices"
	"strings"
)

// maxCables is how many cables are pulled, one by one.
const maxCables = 16

// withoutCable is withoutCables for one interface, under traffic of the others.
func (t *trial) withoutCable(iface string) error {
	gone := t.names(t.behind(iface))
	if n := slices.Index(t.inDefaultOrder(), iface); n >= maxCables {
		t.add(Check{Name: "cable of " + gone, Status: Skipped, Seen: fmt.Sprintf("only the first %d in the order of the default route are tried", maxCables)})
		return nil
	}
	if !t.set.Settings.ManageSysctls {
		t.add(Check{Name: "cable of " + gone, Status: Skipped,
			Seen: "manage_sysctls = false: without ignore_routes_with_linkdown, Linux goes on using routes by an interface that has no carrier"})
		return nil
	}
	return t.undisturbed("the others without the cable of "+gone, "the cable of "+gone+" is out and in again", t.underway(iface), func() error {
		return t.withoutCables([]string{iface})
	})
}

// withoutCables pulls the cables of some interfaces out, and puts them in again:
// packets go elsewhere at once, and come back by themselves, without a setup.
func (t *trial) withoutCables(ifaces []string) error {
	providers := t.behind(ifaces...)
	gone := strings.ReplaceAll(t.names(providers), " or ", " and ")
	when := "the cable of " + gone + " is out: "
	t.pulled = true
	defer func() { t.pulled = false }()
	for _, iface := range ifaces {
		t.down[iface] = true
		if err := t.lab.PullCable(iface); err != nil {
			return err
		}
	}
	var own []question
	for _, iface := range ifaces {
		own = append(own, t.addressesOf(iface, when)...)
	}
	if err := t.whileDown(when, ifaces, own...); err != nil {
		return err
	}
	for _, iface := range ifaces {
		if err := t.lab.PlugCable(iface); err != nil {
			return err
		}
		delete(t.down, iface)
	}
	when = "the cable of " + gone + " is in again: "
	return t.ask(slices.Concat(t.back(providers, when), t.fromSite(when)))
}

// maxPairs is how many pairs of interfaces are without a cable together.
const maxPairs = 3

// twoDown pulls the cables of two interfaces at a time, where there are three or more:
// those that come first in the default route.
func (t *trial) twoDown() error {
	list := t.inDefaultOrder()
	pairs := 0
	if !t.set.Settings.ManageSysctls {
		return nil
	}
	for second := 1; second < len(list) && len(list) > 2; second++ {
		for first := 0; first < second && pairs < maxPairs; first++ {
			pairs++
			if err := t.withoutCables([]string{list[first], list[second]}); err != nil {
				return err
			}
		}
	}
	return nil
}

// inDefaultOrder are the interfaces of providers, those of the default route first.
func (t *trial) inDefaultOrder() []string {
	var list []string
	add := func(iface string) {
		if !slices.Contains(list, iface) {
			list = append(list, iface)
		}
	}
	d := t.set.DefaultRoute
	for _, i := range slices.Concat(d.Providers, d.Backups, all(len(t.set.Providers))) {
		add(t.set.Providers[i].Interface)
	}
	return list
}
