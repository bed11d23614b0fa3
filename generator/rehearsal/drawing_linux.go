package rehearsal

import (
	"fmt"
	"net/netip"

	"github.com/gen-splitroute/gen-splitroute/generator/provider"
)

// drawing is the network of a configuration on paper: which machines there
// are, which wires join them, and the lines that ip(8) is given to build it.
type drawing struct {
	machines []machine // the router first
	wires    []wire
}

// machine is a network namespace to be.
type machine struct {
	space  string
	ifaces []string
	lines  []string // for "ip -batch" in there, once the wires are laid
}

// wire is what an interface of the router is plugged into.
type wire struct {
	iface        string
	pointToPoint bool
	ends         []int // machines, without the router
}

const routerSpace = "splitroute-router"

// uplinkName is what the one interface of every machine but the router is called.
const uplinkName = "wire"

// draw makes the drawing. Machines follow each other as in the configuration:
// router, providers, networks; then a bridge for each wire with several ends.
func draw(set provider.Set, opts Options) (drawing, error) {
	d := drawing{machines: []machine{{space: routerSpace}}}
	for _, p := range set.Providers {
		d.plug(p.Interface, !p.IPv4.Gateway.IsValid(), machine{space: "splitroute-provider-" + p.Name})
	}
	for _, n := range set.Networks {
		d.plug(n.Interface, false, machine{space: "splitroute-network-" + n.Name})
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
	defaults, err := defaultRoutes(set, opts.Defaults)
	if err != nil {
		return d, err
	}
	d.machines[0].lines = append(d.routerLines(set), defaults...)
	for i, p := range set.Providers {
		d.machines[1+i].lines = d.providerLines(p, 1+i)
	}
	for i, n := range set.Networks {
		at := 1 + len(set.Providers) + i
		d.machines[at].lines = hostLines(set, n)
	}
	return d, nil
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

// routerLines bring the router's interfaces up with their addresses.
func (d drawing) routerLines(set provider.Set) []string {
	var lines []string
	for _, w := range d.wires {
		if w.pointToPoint {
			lines = append(lines, "link set dev "+w.iface+" arp off")
		}
		lines = append(lines, "link set dev "+w.iface+" up")
	}
	for _, p := range set.Providers {
		lines = append(lines, fmt.Sprintf("addr add %s brd + dev %s", p.IPv4.Address, p.Interface))
	}
	for _, n := range set.Networks {
		for _, p := range n.Prefixes {
			router, _ := inhabitants(set, n, p.Prefix)
			lines = append(lines, fmt.Sprintf("addr replace %s brd + dev %s", router, n.Interface))
		}
	}
	return lines
}

// defaultRoutes are what a DHCP client writes into main.
func defaultRoutes(set provider.Set, defaults []Default) ([]string, error) {
	var lines []string
	for _, def := range defaults {
		p, err := providerNamed(set, def.Provider)
		if err != nil {
			return nil, err
		}
		line := "route add default"
		if gw := p.IPv4.Gateway; gw.IsValid() {
			line += fmt.Sprintf(" via %s", gw)
		}
		line += fmt.Sprintf(" dev %s proto dhcp src %s metric %d", p.Interface, p.IPv4.Address.Addr(), def.Metric)
		if gw := p.IPv4.Gateway; gw.IsValid() && !p.IPv4.Address.Contains(gw) {
			line += " onlink"
		}
		lines = append(lines, line)
	}
	return lines, nil
}

func providerNamed(set provider.Set, name string) (provider.Provider, error) {
	for _, p := range set.Providers {
		if p.Name == name {
			return p, nil
		}
	}
	return provider.Provider{}, fmt.Errorf("no provider %q", name)
}

// providerLines make a provider's host: its customer's addresses are behind
// the wire, everything else is here. With main consulted before local, the
// latter can hold everything.
func (d drawing) providerLines(p provider.Provider, machine int) []string {
	wire, _ := d.place(machine)
	lines := append([]string{"rule add priority 1 lookup main"}, sourceFilter(p)...)
	lines = append(lines, "rule add priority 5 lookup local", "rule del priority 0")
	if d.wires[wire].pointToPoint {
		lines = append(lines, "link set dev wire arp off")
	} else {
		gateway := netip.PrefixFrom(p.IPv4.Gateway, p.IPv4.Network.Bits())
		lines = append(lines, fmt.Sprintf("addr add %s dev wire noprefixroute", gateway))
	}
	lines = append(lines, d.connectLines(p, machine)...)
	return append(lines, "route add local 0.0.0.0/0 dev lo table local")
}

// connectLines plug a provider's host in.
func (d drawing) connectLines(p provider.Provider, machine int) []string {
	wire, _ := d.place(machine)
	customer := p.IPv4.Address.Addr()
	lines := []string{"link set dev wire up", fmt.Sprintf("route replace %s dev wire", customer)}
	via := " dev wire"
	if !d.wires[wire].pointToPoint {
		lines = append(lines, fmt.Sprintf("neigh replace %s lladdr %s dev wire nud permanent", customer, d.mac(wire, -1)))
		via = fmt.Sprintf(" via %s dev wire", customer)
	}
	for _, prefix := range p.IPv4.Prefixes {
		lines = append(lines, fmt.Sprintf("route replace %s%s", prefix.Masked(), via))
	}
	return lines
}

// sourceFilter has a provider's host take from the wire what its customer may
// send and drop the rest. The gateway's own address is open to all: a request
// of ARP with a foreign sender would not be answered otherwise, and then the
// packet behind it would never be seen.
func sourceFilter(p provider.Provider) []string {
	var lines []string
	if gateway := p.IPv4.Gateway; gateway.IsValid() {
		lines = append(lines, fmt.Sprintf("rule add priority 2 iif wire to %s lookup local", gateway))
	}
	lines = append(lines, fmt.Sprintf("rule add priority 3 iif wire from %s lookup local", p.IPv4.Address.Addr()))
	for _, prefix := range p.IPv4.Prefixes {
		lines = append(lines, fmt.Sprintf("rule add priority 3 iif wire from %s lookup local", prefix.Masked()))
	}
	return append(lines, "rule add priority 4 iif wire blackhole")
}

// hostLines make a host of a local network.
func hostLines(set provider.Set, n provider.Network) []string {
	lines := []string{"link set dev wire up"}
	for i, p := range n.Prefixes {
		router, host := inhabitants(set, n, p.Prefix)
		if !host.IsValid() {
			continue
		}
		lines = append(lines, fmt.Sprintf("addr add %s brd + dev wire", host))
		if i == 0 {
			lines = append(lines, fmt.Sprintf("route add default via %s dev wire", router.Addr()))
		}
	}
	return lines
}
