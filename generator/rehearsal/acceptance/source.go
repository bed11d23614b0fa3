package acceptance

import "net/netip"

// rightSource reports whether a packet has the source that the configuration gives it
// there: if the provider masquerades, an address of the provider, except to destinations
// in masquerade_except.
func (w scenario) rightSource(p packet, source netip.Addr, by int) bool {
	if w.keepsSource(p, by) {
		return source == p.from
	}
	return !w.set.Providers[by].Side(source.Is6()).Masquerade || !w.foreign(source, by)
}

// keepsSource reports whether masquerade_except names the destination of a packet that
// has a source.
func (w scenario) keepsSource(p packet, by int) bool {
	return p.from.IsValid() && p.to.IsValid() && inPrefixes(w.set.Providers[by].Side(p.to.Is6()).MasqueradeExcept, p.to)
}
