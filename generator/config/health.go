package config

import (
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/gen-splitroute/gen-splitroute/generator/site"
	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
)

// defaultHealth is what holds where a health block doesn't say it.
var defaultHealth = site.Health{
	Quorum: 1, Interval: time.Second, Suspect: 4, Fall: 15, Rise: 15, Window: 30 * time.Second, Failback: 30 * time.Second,
}

// maxTimeout is how long an answer is waited for at most without a timeout.
const maxTimeout = 2 * time.Second

// health is the health block of all providers, or the settings of one provider.
type health struct {
	site.Health
	block
	own bool // the targets are written in the provider's own block
}

// readCommonHealth reads the block of all providers; there may be none.
func readCommonHealth(top block) (_ health, f faults) {
	b, _ := top.single(&f, "health")
	h, diags := readHealth(b, defaultHealth)
	if f.add(diags); b.has("dns") {
		f.fail(b.attributes["dns"].at, conflictingValue, "dns belongs to one provider, which leads to the server. Write it in the health block of the provider that has the server in its routes.")
	}
	if top.misspelt("health") {
		h.typ, h.place("targets").state = "health", wrong
	}
	return h, f
}

// parseHealth reads the block of a provider, which inherits from the block of all
// providers, except for the DNS server: that belongs to one provider. Both may be missing.
func parseHealth(own block, all health) (health, faults) {
	if own.typ == "" && all.typ == "" {
		return health{}, nil
	}
	defaults := all.Health
	defaults.DNS = site.DNSCheck{}
	h, f := readHealth(own, defaults)
	if own.typ == "" {
		h.at, h.Origin = all.at, all.Origin
	}
	h.own = own.has("targets")
	for _, name := range schemas["health"].attributes {
		if name != "dns" && !h.place(name).written() {
			h.places[name] = all.place(name)
		}
	}
	h.checkCounts(&f)
	h.checkWindow(&f)
	return h, f
}

// readHealth reads a block; d has the defaults of its attributes.
func readHealth(b block, d site.Health) (_ health, f faults) {
	b.places = make(map[string]*place)
	h := health{block: b, Health: site.Health{
		Watched:  true,
		Quorum:   read(&f, b, "quorum", d.Quorum, asNumber, whole("quorum", 1, 16)),
		Suspect:  read(&f, b, "suspect", d.Suspect, asNumber, whole("suspect", 1, 1000)),
		Fall:     read(&f, b, "fall", d.Fall, asNumber, whole("fall", 1, 1000)),
		Rise:     read(&f, b, "rise", d.Rise, asNumber, whole("rise", 1, 1000)),
		Loss:     read(&f, b, "loss", d.Loss, asNumber, whole("loss", 1, 100)),
		Interval: read(&f, b, "interval", d.Interval, asAny, duration("interval", "200ms", "1h")),
		Timeout:  read(&f, b, "timeout", d.Timeout, asAny, duration("timeout", "100ms", "10s")),
		Latency:  read(&f, b, "latency", d.Latency, asAny, duration("latency", "1ms", "10s")),
		Window:   read(&f, b, "window", d.Window, asAny, duration("window", "1s", "1h")),
		Failback: read(&f, b, "failback", d.Failback, asAny, duration("failback", "0s", "24h")),
		DNS:      read(&f, b, "dns", d.DNS, asObject, parseDNS),
		Keep:     read(&f, b, "on_down", d.Keep, asText, parseOnDown),
		Origin:   b.origin(b.at),
	}}
	if dns := b.place("dns"); dns.ok() {
		h.DNS.Origin = b.origin(dns.at)
	}
	if !h.place("targets").written() { // nor misspelt
		h.Targets = d.Targets
	}
	if b.has("targets") {
		h.readTargets(&f)
	}
	return h, f
}

// readTargets reads the targets and checks them by themselves.
func (h *health) readTargets(f *faults) {
	list, written := readList(f, h.block, "targets", asText, parseTarget), h.place("targets")
	refuseEmpty(f, written, len(list), "There is nothing to probe. Write addresses that answer, such as targets = [\"192.0.2.53\", \"198.51.100.53\"].")
	refuseRepeated(f, list, written, make(map[netip.Addr]hcl.Range), "Duplicate list item", "This target is in the list already (%s). Remove one of the two.")
	h.Targets = nil
	for i, item := range list {
		h.Targets = append(h.Targets, site.Target{Address: item, Origin: h.origin(written.items[i])})
	}
}

// parseTarget reads an address, or "gateway". It refuses names: to resolve one, the
// monitor would need the very line that it probes.
func parseTarget(raw string) (netip.Addr, *fault) {
	if raw == "gateway" {
		return netip.Addr{}, nil
	}
	addr, err := netip.ParseAddr(raw)
	switch {
	case err != nil && isHostName(raw) && strings.ContainsAny(raw, letters):
		return addr, faultf(invalidAddress, "%s is a name, and targets are never looked up: that would need the very line to judge. Write its address, such as \"192.0.2.53\"; dns asks a server for a name.", quote(raw))
	case err != nil:
		return addr, faultf(invalidAddress, "%s is neither an address nor \"gateway\". Write for example \"192.0.2.53\".", quote(raw))
	case linkLocal.Contains(addr):
		return addr, faultf(notAHost, "%s is on any link (RFC 4291). Write \"gateway\", or an address behind it.", quote(raw))
	}
	if addr, problem := familyOf(addr).parseIP(raw); problem != nil {
		return addr, problem
	}
	return addr, checkHost(addr)
}

// isHostName: letters, digits and hyphens between dots (RFC 1123, 2.1), and "_" as
// services have it. It can't be taken for an option.
func isHostName(raw string) bool {
	labels := strings.Split(strings.TrimSuffix(raw, "."), ".")
	isLabel := func(s string) bool { return isWord(s, 63, letters+digits+"_", letters+digits+"_-") }
	return len(raw) <= 253 && !slices.ContainsFunc(labels, func(s string) bool { return !isLabel(s) })
}

// duration returns the parse function of a text such as "1s".
func duration(name, low, high string) func(cty.Value) (time.Duration, *fault) {
	least, _ := time.ParseDuration(low)
	most, _ := time.ParseDuration(high)
	return func(raw cty.Value) (time.Duration, *fault) {
		text, isText := digitsOf(raw)
		length, err := time.ParseDuration(text)
		_, isNumber := decimal(text)
		switch {
		case isText && isNumber:
			return 0, faultf(invalidDuration, "%s has no unit. Write \"%[2]ss\" for seconds, or \"%[2]sms\" for thousandths of them.", quote(text), text)
		case !isText || err != nil:
			return 0, faultf(invalidDuration, "%s is a duration. Write a number with its unit in quotes, such as \"1s\", \"500ms\" or \"5m\".", name)
		case length < least || length > most || length%time.Millisecond != 0:
			return 0, faultf(outOfRange, "%s is a duration from %s to %s in whole milliseconds. Write one of these.", name, low, high)
		}
		return length, nil
	}
}

// asObject is for attributes that take an object.
func asObject(v value) (cty.Value, *fault) {
	if !isObject(v.Value) {
		return v.Value, faultf(wrongType, "An object is needed here. Write %s.", exampleDNS)
	}
	return v.Value, nil
}

const exampleDNS = `{ name = "example.org", server = "192.0.2.53" }`

// parseDNS reads a name and the server that is asked for it.
func parseDNS(raw cty.Value) (site.DNSCheck, *fault) {
	all := raw.AsValueMap()
	name, server := textOf(orNull(all["name"])), textOf(orNull(all["server"]))
	addr, err := netip.ParseAddr(server)
	switch {
	case len(all) != 2 || name == "" || server == "":
		return site.DNSCheck{}, faultf(wrongType, "A name and a server are needed here, and nothing else. Write %s.", exampleDNS)
	case !isHostName(name):
		return site.DNSCheck{}, faultf(invalidName, "%s is no name that DNS knows. Write one such as \"example.org\".", quote(name))
	case err != nil || addr.Zone() != "" || addr.Is4In6():
		return site.DNSCheck{}, faultf(invalidAddress, "%s is not the address of a server. Write one such as \"192.0.2.53\", which is in routes of this provider, too.", quote(server))
	}
	return site.DNSCheck{Name: name, Server: addr}, nil
}

// orNull is a value, or null where a map has none.
func orNull(v cty.Value) cty.Value {
	if v == cty.NilVal {
		return cty.NullVal(cty.String)
	}
	return v
}

var parseOnDown = oneOf(map[string]bool{"refuse": false, "keep": true},
	"%s is not a value of on_down. Write \"refuse\" to end the connections of a provider that is down, or \"keep\" to have them wait for it.")
