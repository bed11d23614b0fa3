package config

import (
	"net/netip"
	"slices"

	"github.com/hashicorp/hcl/v2"
)

// owners are the addresses and the address space of providers.
type owners struct {
	by      map[netip.Prefix]owner
	lengths []int // that there are, the longest first
}

// owner is a provider, and where it says what is its own.
type owner struct {
	name string
	at   hcl.Range
}

func newOwners(providers []isp) owners {
	all := owners{by: make(map[netip.Prefix]owner)}
	for _, p := range providers {
		for _, u := range p.sides() {
			if host := u.address.value.Addr(); u.address.ok() && host.IsValid() {
				all.add(netip.PrefixFrom(host, host.BitLen()), owner{p.name, u.address.at})
			}
			for _, own := range u.prefixes.value {
				all.add(own.value, owner{p.name, own.at})
			}
		}
	}
	slices.Sort(all.lengths)
	slices.Reverse(all.lengths)
	return all
}

func (all *owners) add(p netip.Prefix, o owner) {
	if _, found := all.by[p]; !found {
		all.by[p] = o
	}
	if !slices.Contains(all.lengths, p.Bits()) {
		all.lengths = append(all.lengths, p.Bits())
	}
}

// of is the owner of the whole of a prefix.
func (all owners) of(p netip.Prefix) (owner, bool) {
	for _, length := range all.lengths {
		if length > p.Bits() {
			continue
		}
		around, _ := p.Addr().Prefix(length) // a length up to that of a prefix is one
		if o, found := all.by[around]; found {
			return o, true
		}
	}
	return owner{}, false
}
