package review

import (
	"slices"
	"strings"

	"github.com/agext/levenshtein"

	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// links finds networks of more than two hosts that have no gateway. Packets to the internet
// then look for their destination on the link itself, where no host answers for it.
func (r *reviewer) links() {
	for _, p := range r.set.Providers {
		for _, u := range []site.Uplink{p.IPv4, p.IPv6} {
			if !u.Declared || u.Gateway.IsValid() || u.AutoGateway || !u.Network.IsValid() ||
				u.Network.Bits() >= u.Network.Addr().BitLen()-2 || isTunnel(p.Interface) {
				continue
			}
			r.add(noGateway, p.Name+u.Network.String(), u.Origin,
				"%s has room for several hosts, and without a gateway the kernel looks for every host of the internet on that link, where nobody answers. Write gateway with the address of the provider's router; the address of a point-to-point link has the length /%d.",
				u.Network, u.Network.Addr().BitLen())
		}
	}
}

// isTunnel reports whether an interface is named like a link to one other host.
func isTunnel(name string) bool {
	return slices.ContainsFunc([]string{"wg", "tun", "ppp", "gre", "sit", "ipip", "ip6tnl", "vti", "xfrm", "l2tp", "he-", "6in4"},
		func(prefix string) bool { return strings.HasPrefix(name, prefix) })
}

// arrivals finds rules about packets that arrive by an interface of no network and no
// provider.
func (r *reviewer) arrivals() {
	on := map[string]string{} // interfaces by their names and those of networks and providers
	for _, p := range r.set.Providers {
		on[p.Name], on[p.Interface] = p.Interface, p.Interface
	}
	for _, n := range r.set.Networks {
		on[n.Name], on[n.Interface] = n.Interface, n.Interface
	}
	for _, rule := range r.set.Rules {
		if rule.Interface == "" || on[rule.Interface] == rule.Interface {
			continue
		}
		advice := "Write the interface of one of these, or a network block for the network behind this one."
		if meant := near(rule.Interface, on); meant != "" {
			advice = "Did you mean \"" + meant + "\"?"
		}
		r.add(unknownInterface, rule.Name, rule.Origin, "No network and no provider is on %q, where the packets of this rule must arrive. %s", rule.Interface, advice)
	}
}

// near is the interface that is called like a name, or nearly.
func near(name string, on map[string]string) string {
	meant, least := on[name], 3
	for known, iface := range on {
		distance := levenshtein.Distance(name, known, nil)
		if on[name] == "" && (distance < least || distance == least && least < 3 && iface < meant) {
			meant, least = iface, distance
		}
	}
	return meant
}
