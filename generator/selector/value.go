package selector

import (
	"fmt"
	"net"
	"net/netip"
	"strconv"
	"strings"
)

// Range is a range of numbers, including both ends.
type Range struct{ First, Last uint32 }

func (r Range) contains(n uint32) bool { return r.First <= n && n <= r.Last }

// String is the range in the syntax of ip and nft.
func (r Range) String() string {
	if r.First == r.Last {
		return strconv.FormatUint(uint64(r.First), 10)
	}
	return fmt.Sprintf("%d-%d", r.First, r.Last)
}

// Bounds is a Range, or all numbers when it isn't Bounded.
type Bounds struct {
	First, Last uint32
	Bounded     bool
}

// String is the range in the syntax of ip and nft.
func (b Bounds) String() string { return Range{b.First, b.Last}.String() }

// DSCP is a differentiated services code point (RFC 2474), if there is one.
type DSCP struct {
	Given bool
	Value uint8
}

// Masked is the mark of a packet, in the bits of a mask. Without one, it is any.
type Masked struct{ Value, Mask uint32 }

// String is the mark as ip prints it.
func (m Masked) String() string { return fmt.Sprintf("%#x/%#x", m.Value, m.Mask) }

// MAC is a hardware address of Ethernet; the zero one is none.
type MAC [6]byte

// String is the address as nft prints it, "" for none.
func (m MAC) String() string {
	if m == (MAC{}) {
		return ""
	}
	return net.HardwareAddr(m[:]).String()
}

// MarshalText implements encoding.TextMarshaler.
func (m MAC) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler.
func (m *MAC) UnmarshalText(text []byte) error {
	address, err := net.ParseMAC(string(text))
	if err != nil || len(address) != len(m) {
		return fmt.Errorf("%q is no hardware address, such as 52:54:00:12:34:56", text)
	}
	*m = MAC(address)
	return nil
}

// hardwarePrefixes are hardware addresses as ones of IPv6, so that lists can be compared.
func hardwarePrefixes(list []MAC) []netip.Prefix {
	if len(list) == 0 {
		return []netip.Prefix{everything(true)}
	}
	prefixes := make([]netip.Prefix, len(list))
	for i, m := range list {
		var bytes [16]byte
		copy(bytes[:], m[:])
		prefixes[i] = netip.PrefixFrom(netip.AddrFrom16(bytes), 8*len(m))
	}
	return prefixes
}

// Prefix is a prefix in a command: a known one, or a variable of the script,
// which reads it when it runs. The zero Prefix contains every address.
type Prefix struct {
	Known netip.Prefix
	Var   string // name of the variable, without "$"; "" when Known holds
	// Peer: it is the other end of a point-to-point link, which may have none.
	Peer bool
}

// IsValid reports whether there is a prefix, so that some addresses are outside.
func (p Prefix) IsValid() bool { return p.Known.IsValid() || p.Var != "" }

// String is the word that stands for it in a command.
func (p Prefix) String() string {
	switch {
	case p.Var != "":
		return "$" + p.Var
	case !p.IsValid():
		return "default"
	}
	return p.Known.String()
}

// HostOrPrefix prints a single address without its length, as people write it.
func (p Prefix) HostOrPrefix() string {
	if p.Known.IsValid() && p.Known.IsSingleIP() {
		return p.Known.Addr().String()
	}
	return p.String()
}

// set is a set of nft without a name.
func set[T fmt.Stringer](elements []T) string {
	return "{ " + strings.Join(texts(elements), ", ") + " }"
}

func texts[T fmt.Stringer](elements []T) []string {
	list := make([]string, len(elements))
	for i, e := range elements {
		list[i] = e.String()
	}
	return list
}
