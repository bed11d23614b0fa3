package config

import (
	"bytes"
	"math/big"
	"net/netip"
	"strings"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// netFunc makes a function of one about a network, of which the bits of a host
// are dropped, and whole numbers.
func netFunc(numbers []string, more *function.Parameter, apply func(netip.Prefix, []*big.Int) (cty.Value, error)) function.Function {
	params := textParameters("prefix")
	for _, name := range numbers {
		params = append(params, function.Parameter{Name: name, Type: cty.Number})
	}
	spec := dynamic(func(args []cty.Value) (cty.Value, error) {
		prefix, err := netip.ParsePrefix(args[0].AsString())
		if err != nil {
			return cty.NilVal, function.NewArgErrorf(0, "%s is not an address with a prefix length. Write for example \"10.0.0.0/8\" or \"2001:db8::/32\"", quote(args[0].AsString()))
		}
		var whole []*big.Int
		for i, v := range args[1:] {
			f := v.AsBigFloat()
			if f.IsInf() || f.MantExp(nil) > 512 || !f.IsInt() {
				return cty.NilVal, function.NewArgErrorf(i+1, "a whole number that isn't too large is needed. Write one in plain digits")
			}
			n, _ := f.Int(nil)
			whole = append(whole, n)
		}
		return apply(prefix.Masked(), whole)
	}, params...)
	spec.VarParam = more
	return function.New(spec)
}

// cidrHostFunc counts from the beginning of a network, or from its end when the
// number is negative.
var cidrHostFunc = netFunc([]string{"hostnum"}, nil, func(prefix netip.Prefix, numbers []*big.Int) (cty.Value, error) {
	n, size := numbers[0], sizeOf(prefix.Addr().BitLen()-prefix.Bits())
	if n.Sign() < 0 {
		n.Add(n, size)
	}
	if n.Sign() < 0 || n.Cmp(size) >= 0 {
		return cty.NilVal, function.NewArgErrorf(1, "%s has no host of this number. Write a smaller one", prefix)
	}
	return cty.StringVal(behind(prefix, n).String()), nil
})

var cidrNetmaskFunc = netFunc(nil, nil, func(prefix netip.Prefix, _ []*big.Int) (cty.Value, error) {
	if !prefix.Addr().Is4() {
		return cty.NilVal, function.NewArgErrorf(0, "%s is of IPv6, which has no netmasks. Write its length", prefix)
	}
	all := netip.AddrFrom4([4]byte{255, 255, 255, 255})
	return cty.StringVal(netip.PrefixFrom(all, prefix.Bits()).Masked().Addr().String()), nil
})

var cidrSubnetFunc = netFunc([]string{"newbits", "netnum"}, nil, func(prefix netip.Prefix, numbers []*big.Int) (cty.Value, error) {
	length, err := longer(prefix, numbers[0], 1)
	if err != nil {
		return cty.NilVal, err
	}
	n := numbers[1]
	if count := sizeOf(length - prefix.Bits()); n.Sign() < 0 || n.Cmp(count) >= 0 {
		return cty.NilVal, function.NewArgErrorf(2, "%s has %d networks of length %d, the first one with number 0. Write a number that it has, or more bits", prefix, count, length)
	}
	n.Lsh(n, uint(prefix.Addr().BitLen()-length))
	return cty.StringVal(netip.PrefixFrom(behind(prefix, n), length).String()), nil
})

// cidrSubnetsFunc gives networks one behind the other, each at the next place
// that its length allows.
var cidrSubnetsFunc = netFunc(nil, &function.Parameter{Name: "newbits", Type: cty.Number}, func(prefix netip.Prefix, numbers []*big.Int) (cty.Value, error) {
	subnets, next := []cty.Value{}, new(big.Int)
	for i, bits := range numbers {
		length, err := longer(prefix, bits, i+1)
		if err != nil {
			return cty.NilVal, err
		}
		size := sizeOf(prefix.Addr().BitLen() - length)
		next.Mul(next.Add(next, size).Sub(next, big.NewInt(1)).Div(next, size), size) // rounded up
		if next.Cmp(sizeOf(prefix.Addr().BitLen()-prefix.Bits())) >= 0 {
			return cty.NilVal, function.NewArgErrorf(i+1, "%s has no room left for this network. Write more bits, or fewer networks", prefix)
		}
		subnets = append(subnets, cty.StringVal(netip.PrefixFrom(behind(prefix, next), length).String()))
		next.Add(next, size)
	}
	return listVal(subnets, cty.String), nil
})

// longer is the length of a network which has so many bits more.
func longer(prefix netip.Prefix, bits *big.Int, arg int) (int, error) {
	most := prefix.Addr().BitLen() - prefix.Bits()
	if bits.Sign() < 0 || bits.Cmp(big.NewInt(int64(most))) > 0 {
		return 0, function.NewArgErrorf(arg, "%s can be extended by 0 to %d bits. Write one of these", prefix, most)
	}
	return prefix.Bits() + int(bits.Int64()), nil
}

// sizeOf is 2^bits.
func sizeOf(bits int) *big.Int { return new(big.Int).Lsh(big.NewInt(1), uint(bits)) }

// behind is the address n behind the first one of a network, which must have it.
func behind(prefix netip.Prefix, n *big.Int) netip.Addr {
	bytes := prefix.Addr().AsSlice()
	new(big.Int).Add(new(big.Int).SetBytes(bytes), n).FillBytes(bytes)
	addr, _ := netip.AddrFromSlice(bytes)
	return addr
}

// fileFunc reads each file once, however often it is asked for.
func fileFunc(read func(string) ([]byte, error)) function.Function {
	type content struct {
		text cty.Value
		err  error
	}
	files := make(map[string]content)
	return function.New(dynamic(func(args []cty.Value) (cty.Value, error) {
		name := args[0].AsString()
		one, found := files[name]
		if !found {
			one.text, one.err = readText(read, name)
			files[name] = one
		}
		return one.text, one.err
	}, textParameters("path")...))
}

// readText takes plain text only: nothing else belongs in a configuration.
func readText(read func(string) ([]byte, error), name string) (cty.Value, error) {
	switch {
	case read == nil:
		return cty.NilVal, function.NewArgErrorf(0, "files can't be read here. Write the value itself")
	case name == "" || strings.ContainsRune(name, 0):
		return cty.NilVal, function.NewArgErrorf(0, "this is not the name of a file. Write its path from the directory of the configuration")
	}
	src, err := read(name)
	if err != nil {
		return cty.NilVal, function.NewArgErrorf(0, "%s can't be read: %s. Write a path from the directory of the configuration", quote(name), err)
	}
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	if diags := guardText(name, src); len(diags) > 0 {
		first := diags[0]
		return cty.NilVal, function.NewArgErrorf(0, "%s, %s: %s", quote(name), line(*first.Subject), strings.TrimSuffix(first.Detail, "."))
	}
	return cty.StringVal(string(src)), nil
}
