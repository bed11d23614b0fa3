package expression

import (
	"math/big"
	"net/netip"

	"github.com/zclconf/go-cty/cty"
)

func cidrFunctions() map[string]function {
	return map[string]function{
		"cidrhost":    {"cidrhost(prefix, number)", 2, 2, cidrHost},
		"cidrnetmask": {"cidrnetmask(prefix)", 1, 1, cidrNetmask},
		"cidrsubnet":  {"cidrsubnet(prefix, newbits, number)", 3, 3, cidrSubnet},
		"cidrsubnets": {"cidrsubnets(prefix, newbits, ...)", 2, anyNumber, cidrSubnets},
	}
}

// prefix is an argument that is a network. Bits of a host are dropped.
func (a *args) prefix(i int) netip.Prefix {
	text := a.text(i)
	prefix, err := netip.ParsePrefix(text)
	if err != nil {
		a.fail(i, faultf(InvalidArgument, "%s is not an address with a prefix length. Write for example \"10.0.0.0/8\" or \"2001:db8::/32\".", Quote(text)))
	}
	return prefix.Masked()
}

// cidrHost counts from the beginning of a network, or from its end when the
// number is negative.
func cidrHost(a *args) (cty.Value, error) {
	prefix, n := a.prefix(0), argument(a, 1, asBigInt)
	if a.err != nil {
		return cty.NilVal, nil
	}
	size := sizeOf(prefix.Addr().BitLen() - prefix.Bits())
	if n.Sign() < 0 {
		n.Add(n, size)
	}
	if n.Sign() < 0 || n.Cmp(size) >= 0 {
		a.fail(1, faultf(OutOfRange, "%s has no host of this number. Write a smaller one.", prefix))
		return cty.NilVal, nil
	}
	return a.Evaluator.text(offset(prefix, n).String())
}

func cidrNetmask(a *args) (cty.Value, error) {
	prefix := a.prefix(0)
	if a.err == nil && !prefix.Addr().Is4() {
		a.fail(0, faultf(InvalidArgument, "%s is of IPv6, which has no netmasks. Write its length.", prefix))
	}
	if a.err != nil {
		return cty.NilVal, nil
	}
	all := netip.AddrFrom4([4]byte{255, 255, 255, 255})
	return a.Evaluator.text(netip.PrefixFrom(all, prefix.Bits()).Masked().Addr().String())
}

func cidrSubnet(a *args) (cty.Value, error) {
	prefix, n := a.prefix(0), argument(a, 2, asBigInt)
	length := a.length(prefix, 1)
	if a.err != nil {
		return cty.NilVal, nil
	}
	if count := sizeOf(length - prefix.Bits()); n.Sign() < 0 || n.Cmp(count) >= 0 {
		a.fail(2, faultf(OutOfRange, "%s has %d networks of length %d, the first one with number 0. Write a number that it has, or more bits.", prefix, count, length))
		return cty.NilVal, nil
	}
	n.Lsh(n, uint(prefix.Addr().BitLen()-length))
	return a.Evaluator.text(netip.PrefixFrom(offset(prefix, n), length).String())
}

// cidrSubnets gives networks one behind the other, each at the next place that
// its length allows.
func cidrSubnets(a *args) (cty.Value, error) {
	prefix := a.prefix(0)
	var subnets []string
	next := new(big.Int)
	for i := 1; i < len(a.values) && a.err == nil; i++ {
		length := a.length(prefix, i)
		if a.err != nil {
			break
		}
		size := sizeOf(prefix.Addr().BitLen() - length)
		if rest := new(big.Int).Mod(next, size); rest.Sign() > 0 {
			next.Add(next, size.Sub(size, rest))
			size = sizeOf(prefix.Addr().BitLen() - length)
		}
		if next.Cmp(sizeOf(prefix.Addr().BitLen()-prefix.Bits())) >= 0 {
			a.fail(i, faultf(OutOfRange, "%s has no room left for this network. Write more bits, or fewer networks.", prefix))
			break
		}
		subnets = append(subnets, netip.PrefixFrom(offset(prefix, next), length).String())
		next.Add(next, size)
	}
	return a.textList(subnets)
}

// length is that of a network which is so many bits longer.
func (a *args) length(prefix netip.Prefix, i int) int {
	bits, most := a.whole(i), prefix.Addr().BitLen()-prefix.Bits()
	if a.err == nil && (bits < 0 || bits > most) {
		a.fail(i, faultf(OutOfRange, "%s can be extended by 0 to %d bits. Write one of these.", prefix, most))
	}
	return prefix.Bits() + bits
}

// sizeOf is 2^bits.
func sizeOf(bits int) *big.Int { return new(big.Int).Lsh(big.NewInt(1), uint(bits)) }

// offset is the address n behind the first one of a network, which must have
// it.
func offset(prefix netip.Prefix, n *big.Int) netip.Addr {
	bytes := prefix.Addr().AsSlice()
	new(big.Int).Add(new(big.Int).SetBytes(bytes), n).FillBytes(bytes)
	addr, _ := netip.AddrFromSlice(bytes)
	return addr
}
