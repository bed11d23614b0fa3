package config

import (
	"net/netip"
	"strings"
)

// parseIP reads an IPv4 address.
func parseIP(raw string) (netip.Addr, error) {
	addr, err := netip.ParseAddr(raw)
	switch {
	case err != nil && strings.Contains(raw, "/"):
		return addr, faultf(invalidAddress, "%s has a prefix length, and a single address is needed. Leave out what begins with \"/\".", quote(raw))
	case err != nil:
		return addr, faultf(invalidAddress, "%s is not an address. Write four numbers from 0 to 255 without leading zeros, such as \"203.0.113.1\".", quote(raw))
	case !addr.Is4():
		return addr, faultf(notIPv4, "%s is not of the ipv4 family. Write an IPv4 address, such as \"203.0.113.1\".", quote(raw))
	}
	return addr, nil
}

// parseCIDR reads an IPv4 address with its prefix length.
func parseCIDR(raw string) (netip.Prefix, error) {
	prefix, err := netip.ParsePrefix(raw)
	switch {
	case err != nil && !strings.Contains(raw, "/"):
		return prefix, faultf(invalidPrefix, "%s has no prefix length. Write the length of its network behind it, such as \"203.0.113.2/30\", or \"/32\" for a lone address.", quote(raw))
	case err != nil:
		return prefix, faultf(invalidPrefix, "%s is not an IPv4 address with a prefix length from 0 to 32. Write for example \"203.0.113.2/30\".", quote(raw))
	case !prefix.Addr().Is4():
		return prefix, faultf(notIPv4, "%s is not of the ipv4 family. Write an IPv4 address with the length of its network, such as \"203.0.113.2/30\".", quote(raw))
	}
	return prefix, nil
}

// special are the blocks that hold no address of a host on a network, from the
// IANA IPv4 Special-Purpose Address Registry (RFC 6890) and RFC 5771.
var special = []struct {
	prefix netip.Prefix
	what   string
}{
	{netip.MustParsePrefix("0.0.0.0/8"), "\"this network\" (RFC 791)"},
	{netip.MustParsePrefix("127.0.0.0/8"), "loopback (RFC 1122)"},
	{netip.MustParsePrefix("224.0.0.0/4"), "multicast (RFC 5771)"},
	{netip.MustParsePrefix("240.0.0.0/4"), "reserved (RFC 1112)"},
}

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
func checkHost(addr netip.Addr) error {
	if what, found := specialUse(netip.PrefixFrom(addr, addr.BitLen())); found {
		return faultf(notAHost, "%s is %s. Write the address that a host really has.", addr, what)
	}
	return nil
}

// checkHostIn refuses the two addresses of a network that name the network
// itself (RFC 1122, 3.2.1.3). Networks of two and of one address have no such
// ones (RFC 3021).
func checkHostIn(addr netip.Addr, network netip.Prefix) error {
	switch {
	case network.Bits() > 30:
		return nil
	case addr == network.Masked().Addr():
		return faultf(notAHost, "%s is the address of the network %s itself. Write the address of a host in it.", addr, network.Masked())
	case addr == lastAddr(network):
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

// checkLength refuses networks that reach beyond the largest one that was
// ever assigned (a class A network, RFC 791): 0.0.0.0/0 would be a second
// default route.
func checkLength(network netip.Prefix) error {
	if network.Bits() < 8 {
		return faultf(invalidPrefix, "/%d is larger than any network on a link: lengths are 8 to 32. Write the length that the provider gave.", network.Bits())
	}
	return nil
}

// parseHost reads this machine's address and the length of its network.
func parseHost(raw string) (netip.Prefix, error) {
	prefix, err := parseCIDR(raw)
	if err != nil {
		return prefix, err
	}
	for _, err := range []error{checkHost(prefix.Addr()), checkLength(prefix), checkHostIn(prefix.Addr(), prefix)} {
		if err != nil {
			return prefix, err
		}
	}
	return prefix, nil
}

// parseGateway reads the address of a next hop. What depends on its network
// is checked with the network.
func parseGateway(raw string) (netip.Addr, error) {
	addr, err := parseIP(raw)
	if err != nil {
		return addr, err
	}
	return addr, checkHost(addr)
}

// parsePrefix reads the destination of a route or the source of a rule. The
// kernel refuses host bits (fib_table_insert in net/ipv4/fib_trie.c).
func parsePrefix(raw string) (netip.Prefix, error) {
	prefix, err := parseCIDR(raw)
	if err != nil {
		return prefix, err
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

// parseNetwork reads the network that a gateway is in.
func parseNetwork(raw string) (netip.Prefix, error) {
	prefix, err := parsePrefix(raw)
	switch {
	case err != nil:
		return prefix, err
	case prefix.IsSingleIP():
		return prefix, faultf(invalidPrefix, "%s is one address, and a gateway needs a network. Leave network out and write onlink = true.", prefix)
	}
	return prefix, checkLength(prefix)
}
