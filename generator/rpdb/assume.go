package rpdb

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// Assumption is what a script would read about a provider in one family. What
// isn't valid isn't assumed.
type Assumption struct {
	Provider string
	Address  netip.Prefix
	Gateway  netip.Addr
}

// ParseAssumption reads PROVIDER=ADDRESS/LENGTH,GATEWAY. Either the address or the gateway
// may be missing.
func ParseAssumption(text string) (Assumption, error) {
	name, values, found := strings.Cut(text, "=")
	a := Assumption{Provider: name}
	if !found || name == "" || values == "" {
		return a, fmt.Errorf("write it as PROVIDER=ADDRESS/LENGTH,GATEWAY")
	}
	for value := range strings.SplitSeq(values, ",") {
		var err error
		if strings.Contains(value, "/") && !a.Address.IsValid() {
			a.Address, err = netip.ParsePrefix(value)
		} else if !a.Gateway.IsValid() {
			a.Gateway, err = netip.ParseAddr(value)
		} else {
			err = fmt.Errorf("it is there already")
		}
		if err != nil {
			return a, fmt.Errorf("%q is neither ADDRESS/LENGTH nor a gateway: %w", value, err)
		}
	}
	if a.Address.IsValid() && a.Gateway.IsValid() && a.Address.Addr().Is6() != a.Gateway.Is6() {
		return a, fmt.Errorf("%s and %s are of different families", a.Address, a.Gateway)
	}
	return a, nil
}

func (a Assumption) ipv6() bool { return a.Address.Addr().Is6() || a.Gateway.Is6() }

// Assume returns a configuration in which values that a script reads when it
// runs are written down.
func Assume(set site.Site, assumptions ...Assumption) (site.Site, error) {
	set.Providers = slices.Clone(set.Providers)
	for _, a := range assumptions {
		i := slices.IndexFunc(set.Providers, func(p site.Provider) bool { return p.Name == a.Provider })
		if i < 0 {
			return set, fmt.Errorf("there is no provider %q", a.Provider)
		}
		u := &set.Providers[i].IPv4
		if a.ipv6() {
			u = &set.Providers[i].IPv6
		}
		if err := a.fill(u); err != nil {
			return set, fmt.Errorf("provider %q: %w", a.Provider, err)
		}
	}
	return set, nil
}

func (a Assumption) fill(u *site.Uplink) error {
	switch {
	case a.Address.IsValid() && !u.AutoAddress:
		return fmt.Errorf("its address isn't read when a script runs")
	case a.Gateway.IsValid() && !u.AutoGateway:
		return fmt.Errorf("its gateway isn't read when a script runs")
	}
	if a.Address.IsValid() { // still Leased
		u.AutoAddress, u.Address, u.Network = false, a.Address, a.Address.Masked()
	}
	if a.Gateway.IsValid() {
		u.AutoGateway, u.Gateway = false, a.Gateway
	}
	return nil
}
