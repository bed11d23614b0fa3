package config

import (
	"math"
	"math/big"
	"math/bits"
	"strconv"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/gen-splitroute/gen-splitroute/generator/plan"
)

// maxTable: ip(8) drops names of larger numbers (lib/rt_names.c).
const maxTable = 1<<31 - 1

// whole returns the parse function of a whole number within a range.
func whole(name string, low, high int) func(*big.Float) (int, *fault) {
	return func(raw *big.Float) (int, *fault) {
		// Int64 looks at a few bits only, whatever the exponent.
		n, accuracy := raw.Int64()
		if accuracy != big.Exact || n < int64(low) || n > int64(high) {
			return 0, faultf(outOfRange, "%s is a whole number from %d to %d. Write one of these.", name, low, high)
		}
		return int(n), nil
	}
}

var (
	parseID           = whole("id", 1, plan.MaxID)
	parseWeight       = whole("weight", 1, 256) // rtnh_hops holds weight - 1 in 8 bits (rtnetlink(7))
	parseTable        = tableNumber(whole("table", 1, maxTable))
	parseTableBase    = tableNumber(whole("table_base", 1, maxTable-plan.FirstBalance-plan.MaxBalances))
	parsePriorityBase = whole("priority_base", 1, plan.MarkerPriority-plan.Priorities+1)
	parseTag          = whole("A protocol", 5, 255) // rtm_protocol has 8 bits; up to 4 the kernel's (linux/rtnetlink.h)
)

// kernelTables are RT_TABLE_DEFAULT, RT_TABLE_MAIN and RT_TABLE_LOCAL
// (linux/rtnetlink.h).
var kernelTables = map[int]string{253: "default", 254: "main", 255: "local"}

// tableNumber adds to a parse function that the kernel's tables aren't ours.
func tableNumber(parse func(*big.Float) (int, *fault)) func(*big.Float) (int, *fault) {
	return func(raw *big.Float) (int, *fault) {
		n, err := parse(raw)
		if err != nil {
			return 0, err
		}
		if name, found := kernelTables[n]; found {
			return 0, faultf(reservedTable, "%d is the kernel's table %s. Write another number, such as %d.", n, name, 1000+n)
		}
		return n, nil
	}
}

// knownProtocols are the daemons that own a number (linux/rtnetlink.h,
// etc/iproute2/rt_protos of iproute2 and zebra/rt_netlink.h of FRRouting).
var knownProtocols = map[int]string{
	8: "gated", 9: "router advertisements", 10: "mrt", 11: "zebra", 12: "bird", 13: "dnrouted",
	14: "xorp", 15: "ntk", 16: "dhcp", 17: "mrouted", 18: "keepalived", 42: "babel", 84: "ovn",
	99: "openr", 186: "bgp", 187: "isis", 188: "ospf", 189: "rip", 190: "ripng", 191: "nhrp", 192: "eigrp",
	193: "ldp", 194: "sharp", 195: "pbr", 196: "FRRouting", 197: "openfabric", 198: "srte",
}

func parseProtocol(raw *big.Float) (int, *fault) {
	n, err := parseTag(raw)
	if err != nil {
		return 0, err
	}
	if owner, ok := knownProtocols[n]; ok {
		return 0, faultf("Reserved protocol number", "%d belongs to %s, whose routes a teardown would remove. Write a free number, such as 201 or 202.", n, owner)
	}
	return n, nil
}

// ids is how many providers a mask of marks has room for; 0 is no mark.
func ids(mask uint32) uint32 { return 1<<bits.OnesCount32(mask) - 1 }

// parseMask reads a mask such as "0x3f00": a text, since HCL has no
// hexadecimal numbers, or a number.
func parseMask(raw cty.Value) (uint32, *fault) {
	text, isText := digitsOf(raw)
	if !isText {
		return 0, faultf(wrongType, "A text is needed here, not a %s. Write it in quotes.", kind(raw))
	}
	n, isNumber := markNumber(text)
	if !isNumber {
		return 0, faultf(invalidMask, "This is not a number of 32 bits. Write for example \"0x3f00\".")
	}
	return n, checkMask(n)
}

// checkMask wants one run of ones, since an id is shifted into it as it is.
func checkMask(n uint32) *fault {
	run := n >> bits.TrailingZeros32(n)
	switch {
	case n == 0:
		return faultf(invalidMask, "A mask of 0 has no bits. Write for example \"0x3f00\".")
	case run&(run+1) != 0:
		return faultf(invalidMask, "The bits of %#x are not adjacent. Write one run of bits, such as \"0x3f00\".", n)
	}
	return nil
}

// markNumber reads a number of 32 bits, with 0x before it or in plain digits.
func markNumber(text string) (uint32, bool) {
	if digits, isHex := strings.CutPrefix(text, "0x"); isHex {
		n, err := strconv.ParseUint(digits, 16, 32)
		return uint32(n), err == nil
	}
	n, isNumber := decimal(text)
	return uint32(n), isNumber && n <= math.MaxUint32
}

// digitsOf is a number as a text, or a text as it is.
func digitsOf(v cty.Value) (string, bool) {
	if v.Type() != cty.Number {
		return textOf(v), v.Type() == cty.String
	}
	number := v.AsBigFloat()
	if n, accuracy := number.Int64(); accuracy == big.Exact { // Uint64 calls 80.5 exact
		return strconv.FormatInt(n, 10), true
	}
	return number.Text('f', -1), true // which is slow
}

// decimal reads plain digits without leading zeros.
func decimal(s string) (uint64, bool) {
	n, err := strconv.ParseUint(s, 10, 64)
	return n, err == nil && s == strconv.FormatUint(n, 10)
}
