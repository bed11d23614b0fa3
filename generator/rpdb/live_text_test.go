package rpdb_test

import (
	"net/netip"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
)

// TestReadLive: lists of ip, nft's ruleset, sysctls in each notation and names of
// tables may follow one another in any order.
func TestReadLive(t *testing.T) {
	live, err := rpdb.ReadLive([]byte(`#
255	local
0x65 isp1 # by hand
[{"priority":0,"src":"all","table":"local","protocol":"kernel"}]{"nftables": []}
/proc/sys/net/ipv4/conf/if1.100/rp_filter:2
net.ipv4.conf.if2/100.rp_filter = 1
net/ipv4/conf/if3.100/rp_filter = 0

[{"priority":0,"src":"all","table":"local","protocol":"kernel"}]
`))
	if err != nil {
		t.Fatal(err)
	}
	sysctls := map[string]string{
		"net/ipv4/conf/if1.100/rp_filter": "2", "net/ipv4/conf/if2.100/rp_filter": "1", "net/ipv4/conf/if3.100/rp_filter": "0",
	}
	if diff := cmp.Diff(sysctls, live.Sysctls); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if diff := cmp.Diff([]rpdb.TableName{{255, "local"}, {101, "isp1"}}, live.Names); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if !live.HasRules(false) || !live.HasRules(true) || live.HasRoutes() || live.NFT == nil {
		t.Errorf("rules %v, %v, routes %v, nft %s", live.HasRules(false), live.HasRules(true), live.HasRoutes(), live.NFT)
	}
	for _, bad := range []string{"hello", "{}", `{"nftables"`, "[", "[1]", "1 2 3", "RTNETLINK answers: no"} {
		if _, err := rpdb.ReadLive([]byte(bad)); err == nil || !strings.Contains(err.Error(), "this isn't what ") {
			t.Errorf("%s: %v", bad, err)
		}
	}
}

// TestReadHealth: a monitor runs where its process began when it says so. A program may
// have any name.
func TestReadHealth(t *testing.T) {
	const health = "monitor 421 77\nout provider.isp1.ipv4\nout provider.isp1.ipv6\nrefuse ipv6 0x100\n"
	const process = "421 (a) b #c) S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 77 20 21\n"
	for _, test := range []struct {
		text           string
		given, running bool
	}{
		{"", false, false},
		{process, false, false},
		{health, true, false},
		{health + process, true, true},
		{process + health, true, true},
		{health + strings.Replace(process, "77", "78", 1), true, false},
		{health + strings.Replace(process, "421", "422", 1), true, false},
	} {
		live, err := rpdb.ReadLive([]byte(test.text))
		if err != nil {
			t.Fatal(err)
		}
		h := live.Health
		if h.Given() != test.given || h.Running() != test.running {
			t.Errorf("%q: given %v, running %v", test.text, h.Given(), h.Running())
		}
		if test.given && (len(h.Out()) != 2 || len(h.Refused(false)) != 0 || h.Refused(true)[0] != "0x100") {
			t.Errorf("%q: out %v, refused %v", test.text, h.Out(), h.Refused(true))
		}
	}
}

// TestPortMasks: a mask of all bits, which iproute2 prints since 6.15, selects the
// port; of another one it isn't known what it selects.
func TestPortMasks(t *testing.T) {
	for mask, want := range map[string]string{"0xffff": "prohibit", "0xff": "isp1"} {
		s := liveState(t, `[{"priority":0,"src":"all","table":"local","protocol":"kernel"},
{"priority":9,"src":"all","ipproto":"ipproto-17","dport":53,"dport_mask":"`+mask+`","action":"8","protocol":"unspec"},
{"priority":32766,"src":"all","table":"main","protocol":"kernel"}]`)
		p := rpdb.Packet{To: netip.MustParseAddr("198.18.0.1"), From: netip.MustParseAddr("10.0.0.9"), Interface: "lan0", Protocol: 17, DestinationPort: 53}
		if got := s.Explain(p).Summary(); got != want {
			t.Errorf("with the mask %s: %s, want %s", mask, got, want)
		}
	}
}
