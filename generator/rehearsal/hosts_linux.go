package rehearsal

import (
	"fmt"
	"net/netip"

	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// gateways are the addresses of a provider's host. They have no network: its routes
// are connectLines' own, and ip of iproute2 5.8 ignores noprefixroute.
func gateways(p site.Provider) []address {
	var all []address
	for _, u := range uplinks(p) {
		if u.Gateway.IsValid() {
			all = append(all, address{uplinkName, netip.PrefixFrom(u.Gateway, u.Gateway.BitLen())})
		}
	}
	return all
}

// providerLines make a provider's host: its customer's addresses are behind
// the wire, everything else is here. With main consulted before local, the
// latter can hold everything.
func (d drawing) providerLines(p site.Provider, machine int) []string {
	var lines []string
	if wire, _ := d.place(machine); d.wires[wire].pointToPoint {
		lines = append(lines, "link set dev wire arp off")
	}
	for _, u := range uplinks(p) {
		lines = append(lines, everythingLocal(u)...)
	}
	return append(lines, d.connectLines(p, machine)...)
}

// everythingLocal has a provider's host take from the wire what its customer
// may send and drop the rest.
func everythingLocal(u site.Uplink) []string {
	customer := u.Address.Addr()
	var lines []string
	add := func(format string, args ...any) {
		lines = append(lines, option(customer)+fmt.Sprintf(format, args...))
	}
	if customer.Is6() {
		// Who asks for a neighbour asks from an address of any kind, and main
		// has a route to every link-local address (RFC 4861).
		add("rule add priority 1 iif wire to ff02::/16 lookup local")
		add("rule add priority 1 iif wire to fe80::/10 lookup local")
	}
	if u.Gateway.IsValid() {
		// Its own address, though a prefix that it routes to the customer has that.
		// Open to all: a request of ARP with a foreign sender would not be answered
		// otherwise, and then the packet behind it would never be seen.
		add("rule add priority 1 iif wire to %s lookup local", u.Gateway)
	}
	add("rule add priority 2 lookup main")
	add("rule add priority 4 iif wire from %s lookup local", customer)
	for _, prefix := range u.Prefixes {
		add("rule add priority 4 iif wire from %s lookup local", prefix.Masked())
	}
	add("rule add priority 5 iif wire blackhole")
	add("rule add priority 6 lookup local")
	add("rule del priority 0")
	add("route add local %s dev lo table local", anywhere(customer))
	return lines
}

// connectLines plug a provider's host in.
func (d drawing) connectLines(p site.Provider, machine int) []string {
	wire, _ := d.place(machine)
	lines := []string{"link set dev wire up"}
	for _, a := range d.machines[machine].addresses {
		lines = append(lines, fmt.Sprintf("%saddr replace %s dev wire", option(a.Addr()), a.Prefix))
	}
	for _, u := range uplinks(p) {
		customer := u.Address.Addr()
		do := option(customer)
		lines = append(lines, fmt.Sprintf("%sroute replace %s dev wire", do, customer))
		via := " dev wire"
		if !d.wires[wire].pointToPoint {
			lines = append(lines, fmt.Sprintf("%sneigh replace %s lladdr %s dev wire nud permanent", do, customer, d.mac(wire, -1)))
			via = fmt.Sprintf(" via %s dev wire", customer)
		}
		for _, prefix := range u.Prefixes {
			lines = append(lines, fmt.Sprintf("%sroute replace %s%s", do, prefix.Masked(), via))
		}
	}
	return lines
}

// behind are lines for routes of the router's to a network behind another one, which
// main has unless it is written by scripts.
func behind(set site.Site, n site.Network) []string {
	var lines []string
	for _, p := range n.Prefixes {
		if n.Gateway.IsValid() && !set.DefaultRoute.MainTable {
			lines = append(lines, fmt.Sprintf("%sroute add %s via %s dev %s", option(n.Gateway), p.Masked(), n.Gateway, n.Interface))
		}
	}
	return lines
}

// behindIn is the router's address in the network that the gateway of another one is in,
// and the gateway there. A link-local gateway is in each network on the link.
func behindIn(set site.Site, inner site.Network) (router, gateway netip.Prefix) {
	for _, n := range set.Networks {
		for _, p := range n.Prefixes {
			on := p.Contains(inner.Gateway) || p.Addr().Is6() && inner.Gateway.IsLinkLocalUnicast()
			if n.Interface == inner.Interface && !n.Gateway.IsValid() && on {
				router, _ = inhabitants(set, n, p.Prefix)
				return router, netip.PrefixFrom(inner.Gateway, p.Bits())
			}
		}
	}
	return router, gateway
}

// host makes m the host of a local network. Its default routes are by the
// first prefix of each family.
func (m *machine) host(set site.Site, n site.Network) {
	m.lines = append(m.lines, "link set dev wire up")
	routed := map[netip.Prefix]bool{}
	if n.Gateway.IsValid() { // one machine is both the inner router and the host
		_, own := behindIn(set, n)
		a := address{uplinkName, own}
		m.addresses = append(m.addresses, a)
		m.lines = append(m.lines, a.line())
	}
	for _, p := range n.Prefixes {
		router, host := inhabitants(set, n, p.Prefix)
		if n.Gateway.IsValid() {
			router, _ = behindIn(set, n)
		}
		if !host.IsValid() {
			continue
		}
		a := address{uplinkName, host}
		m.addresses = append(m.addresses, a)
		m.lines = append(m.lines, a.line())
		if all := anywhere(host.Addr()); !routed[all] {
			routed[all] = true
			line := fmt.Sprintf("%sroute add %s via %s dev wire", option(host.Addr()), all, router.Addr())
			if n.Gateway.Is6() && n.Gateway.IsLinkLocalUnicast() { // the host has no network that the router is in
				line += " onlink"
			}
			m.lines = append(m.lines, line)
		}
	}
}
