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
