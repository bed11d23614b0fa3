package acceptance

import (
	"fmt"
	"net/netip"
	"slices"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// maxLeases is how many providers give another address.
const maxLeases = 4

// leases has providers whose addresses are read give others, and then the previous ones
// again. After a setup, connections of local hosts go on from the new address, and all
// else works as before.
func (t *trial) leases() error { return t.leasesOf(maxLeases, "") }

// leasesOf is leases for at most so many providers.
func (t *trial) leasesOf(most int, when string) error {
	tried := 0
	for i, p := range t.Set.Providers {
		if tried == most || !p.IPv4.AutoAddress && !p.IPv6.AutoAddress {
			continue
		}
		tried++
		former := []netip.Prefix{t.set.Providers[i].IPv4.Address, t.set.Providers[i].IPv6.Address}
		other := []netip.Prefix{{}, {}}
		for k, auto := range []bool{p.IPv4.AutoAddress, p.IPv6.AutoAddress} {
			if auto {
				other[k] = t.otherAddress(former[k])
			} else {
				former[k] = netip.Prefix{}
			}
		}
		for _, to := range []struct {
			what  string
			lease []netip.Prefix
		}{{"another address", other}, {"the previous address", former}} {
			if err := t.lease(i, to.lease, p.Name+" gives "+to.what+when); err != nil {
				return err
			}
		}
	}
	return nil
}

// lease has a provider give other addresses, the valid ones alone, and runs setup.
func (t *trial) lease(i int, addresses []netip.Prefix, what string) error {
	t.round++
	goOn := t.connectionsBy(i, what+": a connection of ")
	if _, err := t.send(goOn); err != nil { // they begin
		return err
	}
	t.set.Providers = slices.Clone(t.set.Providers)
	p := &t.set.Providers[i]
	for _, a := range addresses {
		if !a.IsValid() {
			continue
		}
		if err := t.lab.Lease(p.Name, a); err != nil {
			return err
		}
		if a.Addr().Is4() {
			p.IPv4.Address = a
		} else {
			p.IPv6.Address = a
		}
	}
	setUp := t.runSetup
	if t.watching.monitor != nil {
		setUp = t.monitorRunsSetup
	}
	works, err := setUp("setup when " + what)
	if err != nil || !works {
		return err
	}
	t.states = map[string]*rpdb.State{}
	if err := t.readLive(); err != nil {
		return err
	}
	return t.ask(slices.Concat(goOn, t.back([]int{i}, what+": "), t.fromSite(what+": ")))
}

// connectionsBy are questions of local hosts that leave via a provider and are
// translated there, each from a port of its own: asked again, they belong to the same
// connection.
func (t *trial) connectionsBy(i int, name string) []question {
	var questions []question
	for _, n := range t.set.Networks {
		for _, host := range t.hostsOf(n) {
			p := packet{
				network: n.Name, from: host, mac: rehearsal.Hardware(t.set, n.Name), to: t.far.next(host.Is6()),
				protocol: rehearsal.UDP, sport: uint16(20000 + t.round), dport: rehearsal.EchoPort,
			}
			w := t.path(p)
			if side := t.set.Providers[i].Side(host.Is6()); slices.Equal(w.by, []int{i}) && !w.orNot && side.Masquerade && t.foreign(host, i) {
				questions = append(questions, t.asks(fmt.Sprintf("%s%s, %v", name, n.Name, host), p))
			}
		}
	}
	return questions
}

// otherAddress is one beside another, in its network if it has any, that nobody has.
func (t *trial) otherAddress(p netip.Prefix) netip.Prefix {
	taken := t.ours(t.set)
	for _, n := range t.set.Networks {
		taken = append(taken, t.hosts[n.Name]...)
	}
	for _, p := range t.set.Providers {
		for _, side := range []site.Uplink{p.IPv4, p.IPv6} {
			taken = append(taken, side.Gateway)
		}
	}
	a := p.Addr()
	for slices.Contains(taken, a) {
		a = a.Next()
	}
	if !p.Masked().Contains(a) && !p.IsSingleIP() {
		return netip.Prefix{}
	}
	return netip.PrefixFrom(a, p.Bits())
}
