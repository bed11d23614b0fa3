package rehearsal

import (
	"fmt"
	"net/netip"
	"slices"

	"github.com/gen-splitroute/gen-splitroute/generator/selector"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// drawing is the network of a configuration on paper: which machines there
// are, which wires join them, and the lines that ip(8) is given to build it.
type drawing struct {
	machines []machine // the router first
	wires    []wire
	defaults []route // of the router's
}

// route is a line for ipBatch and the interface that it is about.
type route struct {
	iface, line string
	ipv6        bool
}

// machine is a network namespace to be.
type machine struct {
	space     string
	ifaces    []string
	addresses []address
	hardware  selector.MAC // zero: any, see drawing.mac
	lines     []string     // for ipBatch in there, once the wires are laid
}

// address is what a machine has on an interface.
type address struct {
	iface string
	netip.Prefix
}

// wire is what an interface of the router is plugged into.
type wire struct {
	iface        string
	pointToPoint bool
	ends         []int // machines, without the router
}

const routerSpace = "splitroute-router"

// uplinkName is the name of the interface of each machine, except the router.
const uplinkName = "wire"

// draw makes the drawing. Machines follow each other as in the configuration:
// router, providers, networks; then a bridge for each wire with several ends.
func draw(set site.Site, opts Options) (drawing, error) {
	d := drawing{machines: []machine{{space: routerSpace}}}
	for _, p := range set.Providers {
		d.plug(p.Interface, pointToPoint(p), machine{space: "splitroute-provider-" + p.Name, addresses: gateways(p)})
	}
	for _, n := range set.Networks {
		d.plug(n.Interface, false, machine{space: "splitroute-network-" + n.Name, hardware: Hardware(set, n.Name)})
	}
	for i, w := range d.wires {
		d.machines[0].ifaces = append(d.machines[0].ifaces, w.iface)
		if w.pointToPoint && len(w.ends) > 1 {
			return d, fmt.Errorf("interface %s: a provider without a gateway cannot share it", w.iface)
		}
		if len(w.ends) > 1 {
			d.machines = append(d.machines, bridge(i, w))
		}
	}
	var err error
	if d.defaults, err = defaultRoutes(set, opts.Defaults); err != nil {
		return d, err
	}
	router := &d.machines[0]
	router.addresses = routerAddresses(set)
	for _, w := range d.wires {
		router.lines = append(router.lines, d.upLines(w.iface)...)
	}
	for _, n := range set.Networks {
		router.lines = append(router.lines, behind(set, n)...)
	}
	for _, p := range set.Providers {
		if routed := delegated(p.IPv6); routed.IsValid() { // as a DHCPv6 client does
			router.lines = append(router.lines, fmt.Sprintf("%sroute add unreachable %s metric 1024 proto dhcp", ipv6, routed))
		}
	}
	for _, def := range d.defaults {
		router.lines = append(router.lines, def.line)
	}
	for i, p := range set.Providers {
		d.machines[1+i].lines = d.providerLines(p, 1+i)
	}
	for i, n := range set.Networks {
		d.machines[1+len(set.Providers)+i].host(set, n)
	}
	return d, nil
}

// uplinks are the uplinks of a provider.
func uplinks(p site.Provider) []site.Uplink {
	return slices.DeleteFunc([]site.Uplink{p.IPv4, p.IPv6}, func(u site.Uplink) bool { return !u.Declared })
}

// pointToPoint reports whether there is a family without a gateway. One that
// has a gateway works on such a wire as well.
func pointToPoint(p site.Provider) bool {
	return slices.ContainsFunc(uplinks(p), func(u site.Uplink) bool { return !u.Gateway.IsValid() })
}

// plug adds a machine to the wire of an interface of the router.
func (d *drawing) plug(iface string, pointToPoint bool, m machine) {
	m.ifaces = []string{uplinkName}
	d.machines = append(d.machines, m)
	end := len(d.machines) - 1
	for i := range d.wires {
		if w := &d.wires[i]; w.iface == iface {
			w.ends = append(w.ends, end)
			w.pointToPoint = w.pointToPoint || pointToPoint
			return
		}
	}
	d.wires = append(d.wires, wire{iface: iface, pointToPoint: pointToPoint, ends: []int{end}})
}

// mac is the hardware address of one end of a wire, the router's being -1. A
// frame on a point-to-point wire carries its sender's own address, since
// neither end asks for the other's (arp off), so both have the same.
func (d drawing) mac(wire, end int) string {
	if d.wires[wire].pointToPoint {
		end = -1
	}
	if end >= 0 {
		if own := d.machines[d.wires[wire].ends[end]].hardware; own != (selector.MAC{}) {
			return own.String()
		}
	}
	return fmt.Sprintf("02:72:%02x:%02x:00:%02x", wire>>8, wire&0xff, end+1)
}

// place is where a machine is plugged in.
func (d drawing) place(machine int) (wire, end int) {
	for i, w := range d.wires {
		for j, m := range w.ends {
			if m == machine {
				return i, j
			}
		}
	}
	return -1, -1
}

// links are the lines that lay all wires.
func (d drawing) links() []string {
	var lines []string
	for i, w := range d.wires {
		if len(w.ends) == 1 {
			lines = append(lines, veth(routerSpace, w.iface, d.mac(i, -1), d.machines[w.ends[0]].space, uplinkName, d.mac(i, 0)))
			continue
		}
		lines = append(lines, veth(routerSpace, w.iface, d.mac(i, -1), bridgeSpace(i), "router", ""))
		for j, end := range w.ends {
			lines = append(lines, veth(d.machines[end].space, uplinkName, d.mac(i, j), bridgeSpace(i), fmt.Sprint("end", j), ""))
		}
	}
	return lines
}

// veth is a line for a pair of interfaces (veth(4)).
func veth(space1, name1, mac1, space2, name2, mac2 string) string {
	line := fmt.Sprintf("link add name %s netns %s address %s type veth peer name %s netns %s", name1, space1, mac1, name2, space2)
	if mac2 != "" {
		line += " address " + mac2
	}
	return line
}

func bridgeSpace(wire int) string { return fmt.Sprintf("splitroute-bridge-%d", wire) }

// bridge joins the router and several ends.
func bridge(i int, w wire) machine {
	m := machine{space: bridgeSpace(i), ifaces: []string{"router"}}
	m.lines = append(m.lines, "link add name bridge type bridge stp_state 0 mcast_snooping 0", "link set dev bridge up")
	for j := range w.ends {
		m.ifaces = append(m.ifaces, fmt.Sprint("end", j))
	}
	for _, port := range m.ifaces {
		m.lines = append(m.lines, "link set dev "+port+" master bridge", "link set dev "+port+" up")
	}
	return m
}

// routerAddresses are the router's, on all its interfaces.
func routerAddresses(set site.Site) []address {
	var all []address
	for _, p := range set.Providers {
		for _, u := range uplinks(p) {
			all = append(all, address{p.Interface, u.Address})
		}
	}
	for _, n := range set.Networks {
		for _, p := range n.Prefixes {
			if router, _ := inhabitants(set, n, p.Prefix); router.IsValid() {
				all = append(all, address{n.Interface, router})
			}
		}
	}
	return all
}

// upLines bring an interface of the router up with its addresses.
func (d drawing) upLines(iface string) []string {
	var lines []string
	for _, w := range d.wires {
		if w.iface == iface && w.pointToPoint {
			lines = append(lines, "link set dev "+iface+" arp off")
		}
	}
	lines = append(lines, "link set dev "+iface+" up")
	for _, a := range d.machines[0].on(iface) {
		lines = append(lines, a.line())
	}
	return lines
}

// on are the addresses that an interface has.
func (m machine) on(iface string) []address {
	return slices.DeleteFunc(slices.Clone(m.addresses), func(a address) bool { return a.iface != iface })
}

// line gives an interface the address, whether it has it or not.
func (a address) line() string {
	if a.Addr().Is6() {
		return fmt.Sprintf("%saddr replace %s dev %s nodad", ipv6, a.Prefix, a.iface)
	}
	return fmt.Sprintf("addr replace %s brd + dev %s", a.Prefix, a.iface)
}

// option is what a line about a family begins with.
func option(a netip.Addr) string {
	if a.Is6() {
		return ipv6
	}
	return ""
}

// anywhere is the prefix that everything of a family is in.
func anywhere(a netip.Addr) netip.Prefix {
	p, _ := a.Prefix(0)
	return p
}

// defaultRoutes are what a DHCP client writes into main, and the kernel when
// it hears a router advertisement.
func defaultRoutes(set site.Site, defaults []Default) ([]route, error) {
	var routes []route
	mentioned := map[string]bool{}
	for _, def := range defaults {
		p, err := providerNamed(set, def.Provider)
		if err != nil {
			return nil, err
		}
		mentioned[p.Name] = true
		for _, u := range uplinks(p) {
			routes = append(routes, defaultRoute(p.Interface, u, def.Metric)...)
		}
	}
	for i, p := range set.Providers {
		for _, u := range uplinks(p) {
			if u.AutoGateway && !mentioned[p.Name] {
				routes = append(routes, defaultRoute(p.Interface, u, 1024+i)...)
			}
		}
	}
	return routes, nil
}

// defaultRoute has two routes where an IPv6 gateway is in no network of the link: IPv6
// refuses onlink where main has a route to the gateway by another interface
// (ip6_route_check_nh_onlink in net/ipv6/route.c), such as one of a setup's.
func defaultRoute(iface string, u site.Uplink, metric int) []route {
	is6 := u.Address.Addr().Is6()
	line := func(dst netip.Prefix, via string) route {
		by := fmt.Sprintf(" proto dhcp src %s", u.Address.Addr())
		if is6 {
			by = " proto ra"
		}
		return route{iface, fmt.Sprintf("%sroute add %s%s dev %s%s metric %d", option(dst.Addr()), dst, via, iface, by, metric), is6}
	}
	all, gateway := anywhere(u.Address.Addr()), u.Gateway
	onLink := u.Address.Contains(gateway) || gateway.Is6() && gateway.IsLinkLocalUnicast()
	switch {
	case !gateway.IsValid():
		return []route{line(all, "")}
	case onLink:
		return []route{line(all, " via "+gateway.String())}
	case is6:
		return []route{line(netip.PrefixFrom(gateway, 128), ""), line(all, " via "+gateway.String())}
	}
	r := line(all, " via "+gateway.String())
	r.line += " onlink"
	return []route{r}
}

func providerNamed(set site.Site, name string) (site.Provider, error) {
	for _, p := range set.Providers {
		if p.Name == name {
			return p, nil
		}
	}
	return site.Provider{}, fmt.Errorf("no provider %q", name)
}
