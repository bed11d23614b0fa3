package rpdb_test

import (
	"fmt"
	"math/rand"
	"slices"
	"strconv"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/config"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
	"github.com/gen-splitroute/gen-splitroute/generator/script"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// machine is a configuration and how its machine is found.
type machine struct {
	*rand.Rand
	name, src string
	written   site.Site
	set       site.Site // with values for all that scripts read
	setup     string
	down      []string
	cut       []string // providers whose wire is cut
	live      bool     // explain reads what the machine has
	foreign   []string // lines for ip: what others have put there before
	// watched are the providers, by their positions, that a monitor watches, and found
	// the uplinks that it finds down.
	watched, found uint32
}

// watch has a monitor watch some providers of one machine in three. It has a source of
// its own, so that other machines stay what they were.
func (m *machine) watch(n int64) {
	if r := rand.New(rand.NewSource(-n - 1)); r.Intn(3) == 0 {
		m.watched, m.found = r.Uint32()|r.Uint32(), r.Uint32()
	}
}

// out are the uplinks that the monitor finds down.
func (m *machine) out() []string {
	var out []string
	for i, p := range m.set.Providers {
		for bit, family := range []string{"ipv4", "ipv6"} {
			if m.watched&(1<<i) != 0 && m.found&(1<<(2*i+bit)) != 0 {
				out = append(out, "provider."+p.Name+"."+family)
			}
		}
	}
	return out
}

// found has setup take out what the monitor finds down; the shell that runs this is
// the monitor.
const found = `set -e
read -r stat </proc/$$/stat
out=$* pid=$$
set -- ${stat##*) }
echo "monitor $pid ${20}" >/run/splitroute/health
for uplink in $out; do echo "out $uplink"; done >>/run/splitroute/health
sh ` + rehearsal.ScriptDir + `/setup.sh health
`

func randomMachine(t *testing.T, n int64) (*machine, bool) {
	t.Helper()
	r := rand.New(rand.NewSource(n))
	m := &machine{Rand: r, name: fmt.Sprintf("random%d.hcl", n), src: randomConfiguration(r)}
	m.watch(n)
	if !m.parse(t) {
		return nil, false
	}
	// Who reads a gateway has a default in main to read it from.
	// Prefixes are read from there, too.
	reads := func(p site.Provider) bool { return p.IPv4.AutoGateway || p.IPv6.AutoGateway || p.IPv6.Delegated }
	m.live = r.Intn(2) == 0 || slices.ContainsFunc(m.written.Providers, reads)
	if m.live {
		m.foreign = foreigners(r)
	}
	for _, p := range m.set.Providers {
		if r.Intn(6) == 0 {
			m.down = append(m.down, p.Interface)
		} else if r.Intn(6) == 0 && !m.shares(p) {
			m.cut = append(m.cut, p.Interface)
		}
	}
	return m, true
}

// shares reports whether another provider is behind the same interface, which keeps
// its carrier then.
func (m *machine) shares(p site.Provider) bool {
	return slices.ContainsFunc(m.set.Providers, func(other site.Provider) bool { return other.Interface == p.Interface && other.Name != p.Name })
}

// parse reports whether the configuration is valid.
func (m *machine) parse(t *testing.T) bool {
	t.Helper()
	set, diags := config.Parse(m.name, []byte(m.src), config.Options{})
	if diags.HasErrors() {
		return false
	}
	for i := range set.Providers {
		set.Providers[i].Health.Watched = m.watched&(1<<i) != 0
	}
	text, err := script.Setup(plan.New(set), script.Options{})
	if err != nil {
		t.Fatal(err)
	}
	m.written, m.set, m.setup = set, assumed(t, set), string(text)
	return true
}

// plan is the one for a machine whose values are known.
func (m *machine) plan() plan.Plan { return plan.New(m.set).Without(m.out()) }

// assumed has the values that scripts read in the laboratory.
func assumed(t *testing.T, set site.Site) site.Site {
	t.Helper()
	example := rehearsal.Example(set)
	var list []rpdb.Assumption
	for i, p := range set.Providers {
		for _, ipv6 := range []bool{false, true} {
			u, e := p.Side(ipv6), example.Providers[i].Side(ipv6)
			a := rpdb.Assumption{Provider: p.Name}
			if u.AutoAddress {
				a.Address = e.Address
			}
			if u.AutoGateway {
				a.Gateway = e.Gateway
			}
			if u.AutoAddress || u.AutoGateway {
				list = append(list, a)
			}
		}
	}
	set, err := rpdb.Assume(set, list...)
	if err != nil {
		t.Fatal(err)
	}
	for i := range set.Providers {
		u := &set.Providers[i].IPv6
		u.Prefixes, u.Delegated = example.Providers[i].IPv6.Prefixes, false
	}
	return set
}

// peers are lines for ip that give addresses without neighbours a peer, the same one
// to several. explain knows of it only if it reads what the machine has.
func (m *machine) peers() []string {
	var lines []string
	for _, p := range m.set.Providers {
		for _, u := range []site.Uplink{p.IPv4, p.IPv6} {
			if !m.live || !u.Declared || u.HasNetwork() || u.Gateway.IsValid() || m.Intn(3) == 0 {
				continue
			}
			peer, more := "192.0.2.99/32", ""
			if u.Address.Addr().Is6() {
				peer, more = "2001:db8:ffff::1/128", " nodad"
			}
			lines = append(lines,
				fmt.Sprintf("addr del %s dev %s", u.Address, p.Interface),
				fmt.Sprintf("addr add %s peer %s dev %s%s", u.Address.Addr(), peer, p.Interface, more))
		}
	}
	return lines
}

// rpFilter are the settings of interfaces: a script makes providers' loose.
func (m *machine) rpFilter(dev string) int {
	if slices.ContainsFunc(m.set.Providers, func(p site.Provider) bool { return p.Interface == dev && p.IPv4.Declared }) {
		return 2
	}
	return len(dev) % 2 // 0 or 1, as sysctls says
}

// sysctls has strict filters on providers' interfaces, as distributions do.
func (m *machine) sysctls() map[string]string {
	values := map[string]string{}
	for _, p := range m.set.Providers {
		values["net/ipv4/conf/"+p.Interface+"/rp_filter"] = "1"
		if !p.IPv4.Declared {
			values["net/ipv4/conf/"+p.Interface+"/rp_filter"] = strconv.Itoa(m.rpFilter(p.Interface))
		}
	}
	for _, n := range m.set.Networks {
		if _, isProviders := values["net/ipv4/conf/"+n.Interface+"/rp_filter"]; !isProviders {
			values["net/ipv4/conf/"+n.Interface+"/rp_filter"] = strconv.Itoa(m.rpFilter(n.Interface))
		}
	}
	return values
}
