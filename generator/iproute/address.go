package iproute

import (
	"net/netip"

	"github.com/gen-splitroute/gen-splitroute/generator/selector"
)

// Addr is an address in a command: a known one, or a variable of the script,
// which reads it when it runs. The zero Addr is no address.
type Addr struct {
	Known netip.Addr
	Var   string // name of the variable, without "$"; "" when Known holds
}

// KnownAddr is a known address; of the zero netip.Addr it is none.
func KnownAddr(a netip.Addr) Addr { return Addr{Known: a} }

// IsValid reports whether there is an address.
func (a Addr) IsValid() bool { return a.Known.IsValid() || a.Var != "" }

// String is the word that stands for it in a command.
func (a Addr) String() string {
	if a.Var != "" {
		return "$" + a.Var
	}
	return a.Known.String()
}

// Host is the prefix that contains only the address.
func (a Addr) Host() Prefix {
	if a.Var != "" {
		return Prefix{Var: a.Var}
	}
	return Prefix{Known: netip.PrefixFrom(a.Known, a.Known.BitLen())}
}

// Prefix is a prefix in a command, known or a variable, like Addr. The zero Prefix
// contains every address.
type Prefix = selector.Prefix

// KnownPrefix is a known prefix.
func KnownPrefix(p netip.Prefix) Prefix { return Prefix{Known: p} }
