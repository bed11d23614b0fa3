package config

import (
	"net/netip"
	"strconv"
	"strings"
)

// family is an address family, and what messages about it name.
type family struct {
	name    string // of its block
	title   string
	summary string // of the error about an address of the other one
	bits    int    // of an address
	form    string // of an address
	address string // an example
	host    string // an example, with the length of its network
	example string // of a network
	// shortest is the length of the largest network that can be on a link.
	shortest int
}

var (
	ipv4 = family{
		name: "ipv4", title: "IPv4", summary: "Not an IPv4 address", bits: 32,
		form:    "four numbers from 0 to 255 without leading zeros",
		address: "203.0.113.1", host: "203.0.113.2/30", example: "192.0.2.0/24",
		shortest: 8, // a class A network (RFC 791)
	}
	ipv6 = family{
		name: "ipv6", title: "IPv6", summary: "Not an IPv6 address", bits: 128,
		form:    "up to eight groups of hexadecimal digits with colons between them, without a zone",
		address: "2001:db8:1::1", host: "2001:db8:1::2/64", example: "2001:db8::/32",
		shortest: 32, // what a provider itself gets at least (RIPE-738, 5.1)
	}
)

// has reports whether addr is an address of f. Those of IPv4 in the clothes of
// IPv6 (RFC 4291, 2.5.5.2) are of neither.
func (f family) has(addr netip.Addr) bool { return addr.BitLen() == f.bits && !addr.Is4In6() }

func familyOf(addr netip.Addr) family {
	if addr.Is6() {
		return ipv6
	}
	return ipv4
}

// parseIP reads an address.
func (f family) parseIP(raw string) (netip.Addr, *fault) {
	addr, err := netip.ParseAddr(raw)
	switch {
	case err != nil && strings.Contains(raw, "/"):
		return addr, faultf(invalidAddress, "%s has a prefix length, and a single address is needed. Remove the part from \"/\" on.", quote(raw))
	case err != nil && isWord(raw, len(raw), letters, letters):
		return addr, faultf(invalidAddress, "%s is not an address. Write \"auto\" to have the script read it when it runs, or one such as %q.", quote(raw), f.address)
	case err != nil:
		return addr, faultf(invalidAddress, "%s is not an address. Write %s, such as %q.", quote(raw), f.form, f.address)
	case addr.Zone() != "":
		return addr, faultf(invalidAddress, "%s names an interface, but the provider names it already. Remove the part from \"%%\" on.", quote(raw))
	case !f.has(addr):
		return addr, faultf(f.summary, "%s is not of the %s family. Write an %s address, such as %q.", quote(raw), f.name, f.title, f.address)
	}
	return addr, nil
}

// parseCIDR reads an address with its prefix length; example is what could be written.
func (f family) parseCIDR(raw, example string) (netip.Prefix, *fault) {
	prefix, err := netip.ParsePrefix(raw)
	switch {
	case err != nil && !strings.Contains(raw, "/"):
		return prefix, faultf(invalidPrefix, "%s has no prefix length. Write the length of its network behind it, such as %q, or \"/%d\" for a lone address.", quote(raw), f.host, f.bits)
	case err != nil && strings.ContainsAny(raw, ", "):
		return prefix, faultf(invalidPrefix, "%s has a comma or a blank in it. Write one value, such as %q; a list has each value in quotes of its own.", quote(raw), example)
	case err != nil:
		return prefix, faultf(invalidPrefix, "%s is not an %s address with a prefix length from 0 to %d. Write for example %q.", quote(raw), f.title, f.bits, example)
	case !f.has(prefix.Addr()):
		return prefix, faultf(f.summary, "%s is not of the %s family. Write an %s address with the length of its network, such as %q.", quote(raw), f.name, f.title, example)
	}
	return prefix, nil
}

// special are the blocks that hold no address of a host that others reach
// through a router, from the IANA Special-Purpose Address Registries (RFC
// 6890), RFC 5771 and RFC 4291.
var special = []struct {
	prefix netip.Prefix
	what   string
}{
	{netip.MustParsePrefix("0.0.0.0/8"), "\"this network\" (RFC 791)"},
	{netip.MustParsePrefix("127.0.0.0/8"), "loopback (RFC 1122)"},
	{netip.MustParsePrefix("224.0.0.0/4"), "multicast (RFC 5771)"},
	{netip.MustParsePrefix("240.0.0.0/4"), "reserved (RFC 1112)"},
	{netip.MustParsePrefix("::/96"), "the unspecified, the loopback or an IPv4-compatible address (RFC 4291)"},
	{netip.MustParsePrefix("ff00::/8"), "multicast (RFC 4291)"},
	{linkLocal, "link-local (RFC 4291)"},
}

// linkLocal are the addresses that are there on every link (RFC 4291, 2.5.6).
var linkLocal = netip.MustParsePrefix("fe80::/10")

// specialUse says for what a special block that holds all of the prefix is
// kept.
func specialUse(prefix netip.Prefix) (string, bool) {
	for _, s := range special {
		if s.prefix.Bits() <= prefix.Bits() && s.prefix.Contains(prefix.Addr()) {
			return s.what, true
		}
	}
	return "", false
}

// checkHost refuses an address that no host on a network can have.
func checkHost(addr netip.Addr) *fault {
	if what, found := specialUse(netip.PrefixFrom(addr, addr.BitLen())); found {
		return faultf(notAHost, "%s is %s. Write the address that a host really has.", addr, what)
	}
	return nil
}

// checkHostIn refuses the addresses of a network that name the network itself
// (RFC 1122, 3.2.1.3) or any of its routers (RFC 4291, 2.6.1). Networks of two
// and of one address have no such ones (RFC 3021, RFC 6164).
func checkHostIn(addr netip.Addr, network netip.Prefix) *fault {
	switch {
	case network.Bits() > addr.BitLen()-2:
		return nil
	case addr == network.Masked().Addr():
		return faultf(notAHost, "%s is the address of the network %s itself. Write the address of a host in it.", addr, network.Masked())
	case addr.Is4() && addr == lastAddr(network):
		return faultf(notAHost, "%s is the broadcast address of the network %s. Write the address of a host in it.", addr, network.Masked())
	}
	return nil
}

func lastAddr(network netip.Prefix) netip.Addr {
	bytes := network.Addr().As4()
	for bit := network.Bits(); bit < 32; bit++ {
		bytes[bit/8] |= 0x80 >> (bit % 8)
	}
	return netip.AddrFrom4(bytes)
}

// checkLength refuses networks that are too large for a link: one of length 0
// would be a second default route.
func (f family) checkLength(network netip.Prefix) *fault {
	if network.Bits() < f.shortest {
		return faultf(invalidPrefix, "/%d is larger than any network on a link: lengths are %d to %d. Write the length that the provider gave.",
			network.Bits(), f.shortest, f.bits)
	}
	return nil
}

// auto stands for what a script reads when it runs. It is read as the zero
// Prefix or Addr.
const auto = "auto"

// parseHost reads this machine's address and the length of its network.
func (f family) parseHost(raw string) (netip.Prefix, *fault) {
	switch {
	case raw == auto:
		return netip.Prefix{}, nil
	case isWord(raw, len(raw), letters, letters):
		return netip.Prefix{}, faultf(invalidPrefix, "%s is not an address. Write \"auto\" to have the script read it when it runs, or one with its length, such as %q.", quote(raw), f.host)
	}
	prefix, err := f.parseCIDR(raw, f.host)
	if err != nil {
		return prefix, err
	}
	for _, err := range []*fault{checkHost(prefix.Addr()), f.checkLength(prefix), checkHostIn(prefix.Addr(), prefix)} {
		if err != nil {
			return prefix, err
		}
	}
	return prefix, nil
}

// parseGateway reads the address of a next hop. What depends on its network
// is checked with the network.
func (f family) parseGateway(raw string) (netip.Addr, *fault) {
	if raw == auto {
		return netip.Addr{}, nil
	}
	addr, err := f.parseIP(raw)
	if err != nil || linkLocal.Contains(addr) {
		return addr, err
	}
	return addr, checkHost(addr)
}

// parsePrefix reads the destination of a route or the source of a rule. A lone
// address counts as the prefix that holds nothing else, as ip(8) takes it. The
// kernel refuses host bits (fib_table_insert in net/ipv4/fib_trie.c).
func (f family) parsePrefix(raw string) (netip.Prefix, *fault) {
	if addr, err := netip.ParseAddr(raw); err == nil && addr.Zone() == "" {
		raw += "/" + strconv.Itoa(addr.BitLen())
	} else if !strings.Contains(raw, "/") {
		return netip.Prefix{}, faultf(invalidPrefix, "%s is neither an address nor a prefix. Write for example %q, or %q for a network.", quote(raw), f.address, f.example)
	}
	prefix, problem := f.parseCIDR(raw, f.example)
	if problem != nil {
		return prefix, problem
	}
	if prefix != prefix.Masked() {
		return prefix, faultf(hostBitsSet, "%s is an address within a network, and the network is needed. Write %q.", quote(raw), prefix.Masked())
	}
	if prefix.Bits() == 0 {
		return prefix, faultf(invalidPrefix, "%s is every address: that is what default_route is for. Write the prefixes that are meant.", prefix)
	}
	if what, found := specialUse(prefix); found {
		return prefix, faultf(invalidPrefix, "%s is %s, which no router forwards. Remove it.", prefix, what)
	}
	return prefix, nil
}

// parseAnyPrefix is parsePrefix for either family.
func parseAnyPrefix(raw string) (netip.Prefix, *fault) {
	if strings.Contains(raw, ":") {
		return ipv6.parsePrefix(raw)
	}
	return ipv4.parsePrefix(raw)
}

// parseNetwork reads the network that a gateway is in.
func (f family) parseNetwork(raw string) (netip.Prefix, *fault) {
	prefix, err := f.parsePrefix(raw)
	switch {
	case err != nil:
		return prefix, err
	case prefix.IsSingleIP():
		return prefix, faultf(invalidPrefix, "%s is one address, and a gateway needs a network. Remove network and write onlink = true.", prefix)
	}
	return prefix, f.checkLength(prefix)
}
