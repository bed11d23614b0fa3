package discover_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator"
	"github.com/gen-splitroute/gen-splitroute/generator/config"
	"github.com/gen-splitroute/gen-splitroute/generator/discover"
)

// The configuration of any machine is valid.
func TestAnyMachine(t *testing.T) {
	written := 0
	for seed := range uint64(800) {
		live := randomMachine(rand.New(rand.NewPCG(seed, 0)))
		text, err := discover.Configuration(live)
		if err != nil {
			continue
		}
		written++
		if _, diags := generator.Read("live.hcl", text, config.Options{}); diags.HasErrors() {
			t.Fatalf("seed %d: %v\n%s\n%s", seed, diags, live, text)
		}
	}
	if written < 120 {
		t.Errorf("only %d machines had a provider", written)
	}
}

type object map[string]any

// chance makes up what ip prints.
type chance struct {
	*rand.Rand
	devices []string
}

func (c chance) pick(list ...string) string { return list[c.IntN(len(list))] }

// randomMachine has few of everything, so that much is there twice.
func randomMachine(r *rand.Rand) []byte {
	devices := []string{"eth0", "eth1", "ppp0", "wg0", "br-lan", "eth0.7", "lan+x", "docker0", "default"}
	c := chance{r, devices[:2+r.IntN(len(devices)-1)]}
	var links, routes, rules, rules6 []object
	for _, dev := range c.devices {
		links = append(links, c.link(dev))
	}
	for range 1 + r.IntN(8) {
		routes = append(routes, c.route(r.IntN(3) == 0))
	}
	for range r.IntN(6) {
		if r.IntN(4) == 0 {
			rules6 = append(rules6, c.rule())
		} else {
			rules = append(rules, c.rule())
		}
	}
	rules = append(rules, object{"priority": 32766, "src": "all", "table": "main", "protocol": "kernel"})
	var out strings.Builder
	for _, list := range [][]object{links, routes, rules, rules6} {
		text, err := json.Marshal(list)
		if err != nil {
			panic(err)
		}
		fmt.Fprintf(&out, "%s\n", text)
	}
	return []byte(out.String())
}

func (c chance) link(dev string) object {
	var addresses []object
	for range c.IntN(4) {
		a := object{"prefixlen": 8 + c.IntN(25), "scope": c.pick("global", "link", "0")}
		a["local"] = c.pick("203.0.113.2", "203.0.113.3", "198.51.100.2", "192.168.1.1", "10.0.0.2", "127.0.0.9", "169.254.1.1", "100.64.0.9")
		if c.IntN(3) == 0 {
			a["local"], a["prefixlen"] = c.pick("2001:db8:1::2", "2001:db8:2::2", "fd00::2", "fe80::2", "::1"), 48+c.IntN(81)
		}
		if c.IntN(4) == 0 {
			a[c.pick("dynamic", "deprecated", "temporary", "secondary")] = true
		}
		if c.IntN(8) == 0 {
			a["address"] = c.pick("203.0.113.9", "10.0.0.9")
		}
		addresses = append(addresses, a)
	}
	return object{"ifname": dev, "flags": []string{"UP"}, "link_type": c.pick("ether", "ether", "ppp", "none"), "addr_info": addresses}
}

func (c chance) hop(ipv6 bool) object {
	h := object{"dev": c.pick(c.devices...), "flags": []string{}}
	switch {
	case c.IntN(5) == 0:
	case ipv6:
		h["gateway"] = c.pick("fe80::1", "2001:db8:1::1", "2001:db8:1::2", "fd00::1", "::", "ff02::1")
	default:
		h["gateway"] = c.pick("203.0.113.1", "198.51.100.1", "192.168.1.254", "10.0.0.1", "203.0.113.2", "0.0.0.0", "224.0.0.1")
	}
	return h
}

func (c chance) table() string {
	return c.pick("main", "main", "main", "254", "7", "101", "isp1", "51820", "local")
}

func (c chance) route(ipv6 bool) object {
	route := c.hop(ipv6)
	if c.IntN(5) == 0 {
		var hops []object
		for range 3 {
			hop := c.hop(ipv6)
			hop["weight"] = 1 + c.IntN(256)
			hops = append(hops, hop)
		}
		route = object{"nexthops": hops}
	}
	route["dst"] = c.pick("default", "default", "default", "10.9.0.0/16", "192.168.1.0/24", "0.0.0.0/1", "203.0.113.0/24", "198.51.100.1")
	if ipv6 {
		route["dst"], route["pref"] = c.pick("default", "default", "2001:db8:9::/48", "fd00:9::/64"), "medium"
	}
	route["type"], route["table"] = c.pick("unicast", "unicast", "unicast", "1", "blackhole"), c.table()
	route["protocol"] = c.pick("boot", "dhcp", "ra", "static", "kernel", "bird", "201", "16")
	route["metric"], route["flags"] = c.IntN(4), []string{c.pick("onlink", "linkdown")}
	if c.IntN(4) == 0 {
		route["prefsrc"] = c.pick("203.0.113.2", "203.0.113.3", "10.0.0.2")
	}
	return route
}

func (c chance) rule() object {
	rule := object{"priority": c.IntN(32766), "src": "all", "table": c.table(), "protocol": c.pick("boot", "201")}
	for range c.IntN(3) {
		switch c.IntN(8) {
		case 0:
			rule["src"] = c.pick("203.0.113.2", "198.51.100.2", "192.168.1.5", "0.0.0.0")
		case 1:
			rule["src"], rule["srclen"] = c.pick("192.0.2.0", "192.168.1.0", "203.0.112.0"), 22
		case 2:
			rule["dst"], rule["dstlen"] = "198.18.0.0", 15
		case 3:
			rule["iif"] = c.pick(append(c.devices, "lo", "gone")...)
		case 4:
			rule["fwmark"], rule["fwmask"] = c.pick("0x1", "0x100", "0xca6c", "0"), c.pick("0xff", "0xff00", "0xffffffff")
		case 5:
			rule["ipproto"] = c.pick("tcp", "udp", "icmp", "ipproto-99", "99")
		case 6:
			rule[c.pick("dport", "sport")] = c.IntN(65536)
		case 7:
			rule[c.pick("not", "nop", "tos", "oif", "l3mdev", "suppress_prefixlength", "goto", "uid_start")] = c.pick("1", "30000")
		}
	}
	return rule
}
