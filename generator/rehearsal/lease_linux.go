package rehearsal

import (
	"fmt"
	"net/netip"
	"slices"

	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// Lease has a provider give the router another address in a family in place of the
// previous one, as a DHCP server or a router advertisement does. Then nobody has the
// previous address, and the default route of main comes with the new one.
func (l *Lab) Lease(provider string, address netip.Prefix) error {
	i := slices.IndexFunc(l.set.Providers, func(p site.Provider) bool { return p.Name == provider })
	if i < 0 {
		return fmt.Errorf("no provider %q", provider)
	}
	set := l.set
	set.Providers = slices.Clone(set.Providers)
	p := &set.Providers[i]
	side := &p.IPv4
	if address.Addr().Is6() {
		side = &p.IPv6
	}
	former := *side
	side.Address = address
	d, err := draw(set, Options{Defaults: l.defaults})
	if err != nil {
		return err
	}
	if err := l.providers[i].batch(d.moveCustomer(former, *side, 1+i)); err != nil {
		return err
	}
	l.set, l.drawing = set, d
	lines := []string{fmt.Sprintf("%saddr del %s dev %s", option(address.Addr()), former.Address, p.Interface)}
	lines = append(lines, d.machines[0].lineOf(p.Interface, address))
	for _, def := range d.defaults {
		// With its last address, IPv4 takes an interface's routes; IPv6 keeps them.
		if def.iface == p.Interface && address.Addr().Is4() && !def.ipv6 {
			lines = append(lines, def.line)
		}
	}
	if err := l.IP(lines...); err != nil {
		return err
	}
	return l.awaitAddresses(0, p.Interface)
}

// moveCustomer are lines for a provider's host whose customer gets another address.
func (d drawing) moveCustomer(former, now site.Uplink, machine int) []string {
	old, customer := former.Address.Addr(), now.Address.Addr()
	do := option(customer)
	wire, _ := d.place(machine)
	lines := []string{
		fmt.Sprintf("%srule add priority 4 iif wire from %s lookup local", do, customer),
		fmt.Sprintf("%sroute replace %s dev wire", do, customer),
	}
	via := " dev wire"
	if !d.wires[wire].pointToPoint {
		lines = append(lines, fmt.Sprintf("%sneigh replace %s lladdr %s dev wire nud permanent", do, customer, d.mac(wire, -1)))
		via = fmt.Sprintf(" via %s dev wire", customer)
	}
	for _, prefix := range now.Prefixes {
		lines = append(lines, fmt.Sprintf("%sroute replace %s%s", do, prefix.Masked(), via))
	}
	return append(lines,
		fmt.Sprintf("%srule del priority 4 iif wire from %s lookup local", do, old),
		fmt.Sprintf("%sroute del %s dev wire", do, old))
}

// lineOf gives an interface one of its addresses.
func (m machine) lineOf(iface string, p netip.Prefix) string { return address{iface, p}.line() }
