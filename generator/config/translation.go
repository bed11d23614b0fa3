package config

import (
	"net/netip"
	"slices"

	"github.com/hashicorp/hcl/v2"
)

// parseRouted reads a prefix that a provider routes to this site; in IPv6, the zero
// one stands for "auto": those that the provider delegates (RFC 8415, 6.3).
func (f family) parseRouted(raw string) (netip.Prefix, *fault) {
	switch {
	case raw != "auto":
		return f.parsePrefix(raw)
	case f.name == ipv6.name:
		return netip.Prefix{}, nil
	}
	return netip.Prefix{}, faultf(invalidPrefix, "No prefixes of IPv4 are delegated that a script could read. Write those that the provider routes to you, such as %q.", f.example)
}

// delegated takes "auto" out of a list of prefixes, and says where it is written.
func delegated(list prefixes) (written prefixes, auto hcl.Range, found bool) {
	i := slices.IndexFunc(list.value, func(item field[netip.Prefix]) bool { return !item.value.IsValid() })
	if i < 0 {
		return list, auto, false
	}
	auto = list.value[i].at
	list.value = slices.Delete(slices.Clone(list.value), i, i+1)
	return list, auto, true
}

// checkExcept refuses exceptions to what isn't done.
func (p isp) checkExcept(f *faults) {
	for _, u := range p.sides() {
		if len(u.except.value) > 0 && !u.nat.or(p.nat.or(false)) && u.nat.state != wrong && p.nat.state != wrong {
			f.fail(u.except.at, conflictingValue, "masquerade_except is about masquerade, which is off in this family. Write masquerade = true, or remove masquerade_except.")
		}
	}
}
