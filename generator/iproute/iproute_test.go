package iproute_test

import (
	"net/netip"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
)

func TestCommands(t *testing.T) {
	prefix := func(s string) iproute.Prefix { return iproute.KnownPrefix(netip.MustParsePrefix(s)) }
	addr := func(s string) iproute.Addr { return iproute.KnownAddr(netip.MustParseAddr(s)) }
	for _, test := range []struct {
		op       iproute.Op
		do, undo string
	}{
		{
			iproute.Route{Dst: prefix("203.0.113.0/30"), Dev: "if1", Src: addr("203.0.113.2"), Table: 101},
			"ip route prepend 203.0.113.0/30 dev if1 src 203.0.113.2 table 101 proto $tag",
			"ip route del 203.0.113.0/30 dev if1 src 203.0.113.2 table 101 proto $tag",
		}, {
			iproute.Route{Via: addr("203.0.113.1"), Dev: "if1", Onlink: true, Metric: 3, Table: iproute.MainTable},
			"ip route prepend default via 203.0.113.1 dev if1 onlink metric 3 proto $tag",
			"ip route del default via 203.0.113.1 dev if1 onlink metric 3 proto $tag",
		}, {
			// "table" has to come before the first "nexthop".
			iproute.Route{Table: 100, Nexthops: []iproute.Nexthop{
				{Via: addr("203.0.113.1"), Dev: "if1", Weight: 2}, {Dev: "tun0", Weight: 1},
			}},
			"ip route prepend default table 100 proto $tag nexthop via 203.0.113.1 dev if1 weight 2 nexthop dev tun0 weight 1",
			"ip route del default table 100 proto $tag",
		}, {
			iproute.Rule{Priority: 22001, From: prefix("203.0.113.2/32"), Action: iproute.Lookup(101)},
			"ip rule add priority 22001 from 203.0.113.2 lookup 101 protocol $tag",
			"ip rule del priority 22001 from 203.0.113.2 lookup 101 protocol $tag",
		}, {
			iproute.Rule{Priority: 20001, To: prefix("203.0.113.0/30"), Action: iproute.Goto(20901)},
			"ip rule add priority 20001 to 203.0.113.0/30 goto 20901 protocol $tag",
			"ip rule del priority 20001 to 203.0.113.0/30 goto 20901 protocol $tag",
		}, {
			iproute.Rule{Priority: 20900, Action: iproute.LookupBeyond(iproute.MainTable, "1")},
			"ip rule add priority 20900 lookup main suppress_prefixlength 1 protocol $tag",
			"ip rule del priority 20900 lookup main suppress_prefixlength 1 protocol $tag",
		}, {
			iproute.Rule{Priority: 29000, Action: iproute.Nop()},
			"ip rule add priority 29000 nop protocol $tag",
			"ip rule del priority 29000 nop protocol $tag",
		}, {
			iproute.Rule{
				Priority: 24001, From: prefix("10.0.0.0/24"), To: prefix("198.18.0.1/32"), Iif: "if0", Protocol: 6,
				SourcePorts: iproute.Between(1024, 65535), DestinationPorts: iproute.Between(25, 25), Action: iproute.Unreachable(),
			},
			"ip rule add priority 24001 from 10.0.0.0/24 to 198.18.0.1 iif if0 ipproto 6 sport 1024-65535 dport 25 unreachable protocol $tag",
			"ip rule del priority 24001 from 10.0.0.0/24 to 198.18.0.1 iif if0 ipproto 6 sport 1024-65535 dport 25 unreachable protocol $tag",
		}, {
			iproute.Rule{IPv6: true, Priority: 24002, Iif: iproute.Local, Users: iproute.Between(0, 0), Action: iproute.Lookup(101)},
			"ip -6 rule add priority 24002 iif lo uidrange 0-0 lookup 101 protocol $tag",
			"ip -6 rule del priority 24002 iif lo uidrange 0-0 lookup 101 protocol $tag",
		}, {
			iproute.Rule{Priority: 22001, From: prefix("203.0.113.2/32"), Mask: 0x3f00, Action: iproute.Lookup(101)},
			"ip rule add priority 22001 from 203.0.113.2 fwmark 0x0/0x3f00 lookup 101 protocol $tag",
			"ip rule del priority 22001 from 203.0.113.2 fwmark 0x0/0x3f00 lookup 101 protocol $tag",
		}, {
			iproute.Policies{},
			"nft -f -",
			"nft delete table inet splitroute_rules",
		}, {
			iproute.LooseReversePath("eth0.100"),
			"sysctl -q -w net/ipv4/conf/eth0.100/rp_filter=2",
			"sysctl -q -w net/ipv4/conf/eth0.100/rp_filter=$former",
		},
	} {
		if got := test.op.Do().String(); got != test.do {
			t.Errorf("do:\n %s, want\n %s", got, test.do)
		}
		if got := test.op.Undo().String(); got != test.undo {
			t.Errorf("undo:\n %s, want\n %s", got, test.undo)
		}
	}
}
