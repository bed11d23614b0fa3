package iproute

import "net/netip"

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
type Prefix struct {
	Known netip.Prefix
	Var   string
}

// KnownPrefix is a known prefix.
func KnownPrefix(p netip.Prefix) Prefix { return Prefix{Known: p} }

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

// hostOrPrefix prints a single address without its length, as people write it.
func (p Prefix) hostOrPrefix() string {
	if p.Known.IsValid() && p.Known.IsSingleIP() {
		return p.Known.Addr().String()
	}
	return p.String()
}
