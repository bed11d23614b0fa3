package selector

import (
	"net/netip"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestRows: each row says all that the packages which read the table ask for.
func TestRows(t *testing.T) {
	if len(table) != int(Last) || len(asked) > len(table) {
		t.Fatalf("%d rows, %d asked, and the last one is %d", len(table), len(asked), Last)
	}
	for i := range table {
		row, kind := &table[i], Kind(i+1)
		switch {
		case row.count == nil || row.reason == nil:
			t.Errorf("row %d has no count, or no reason", kind)
		case (row.word != "") != slices.Contains(asked, kind):
			t.Errorf("row %d (%s): the kernel looks at what has a word of ip", kind, row.word)
		case row.word != "" && (row.given == nil || row.value == nil || row.differs == nil):
			t.Errorf("row %d (%s) lacks what a rule of ip needs", kind, row.word)
		case row.attribute == "":
		case row.holds == nil || row.nft == nil || (row.lists == nil) == (row.alone == nil):
			t.Errorf("row %d (%s) lacks what a rule block needs", kind, row.attribute)
		}
	}
}

// everySelector is one that has a value of each.
var everySelector = Family{
	Match: Match{
		Interface: "lan", Protocol: TCP, DSCP: DSCP{Given: true, Value: 46}, PacketMark: Masked{0x10, 0xff}, MACs: []MAC{{2, 4, 6, 8, 10, 12}},
		SourcePorts: []Range{{1024, 65535}}, DestinationPorts: []Range{{80, 80}, {8000, 8999}}, Users: []Range{{0, 0}},
	},
	From: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/24")}, To: []netip.Prefix{netip.MustParsePrefix("192.0.2.1/32")},
}

func TestNFT(t *testing.T) {
	sets := func(of string) string { return "r_" + of }
	want := `ip saddr @r_from ip daddr @r_to ip dscp 46 meta mark & 0xff == 0x10 ether saddr { 02:04:06:08:0a:0c } iifname "lan" meta l4proto 6 th sport { 1024-65535 } th dport { 80, 8000-8999 } meta skuid { 0 }`
	if diff := cmp.Diff(want, strings.Join(everySelector.NFT(sets), " ")); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	six := Family{IPv6: true, Match: Match{Protocol: UDP}}
	if got := strings.Join(six.NFT(sets), " "); got != "meta nfproto ipv6 meta l4proto 17" {
		t.Error(got)
	}
}

// TestAttributes: every attribute by which something is selected is said, with its values.
func TestAttributes(t *testing.T) {
	var got []string
	for _, a := range everySelector.Attributes() {
		got = append(got, a.Name+" "+strings.Join(a.Values, ", "))
	}
	want := []string{
		"from 10.0.0.0/24", "to 192.0.2.1/32", "dscp 46", "mark 0x10/0xff", "macs 02:04:06:08:0a:0c", "interface lan", "protocol tcp",
		"source_ports 1024-65535", "destination_ports 80, 8000-8999", "users 0",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestRules(t *testing.T) {
	f := Family{
		Match: Match{Protocol: TCP, DestinationPorts: []Range{{80, 80}, {8000, 8999}}, Users: []Range{{7, 7}}},
		To:    []netip.Prefix{netip.MustParsePrefix("192.0.2.1/32"), netip.MustParsePrefix("198.51.100.0/24")},
	}
	var got []string
	for _, r := range f.Rules() {
		got = append(got, strings.Join(r.Words(), " "))
	}
	want := []string{
		"to 192.0.2.1 iif lo ipproto 6 dport 80 uidrange 7-7",
		"to 192.0.2.1 iif lo ipproto 6 dport 8000-8999 uidrange 7-7",
		"to 198.51.100.0/24 iif lo ipproto 6 dport 80 uidrange 7-7",
		"to 198.51.100.0/24 iif lo ipproto 6 dport 8000-8999 uidrange 7-7",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// TestSelected: a packet that is made for a selection is selected by it, and by
// the rules that say it, and no longer when one thing about it changes.
func TestSelected(t *testing.T) {
	f := everySelector
	f.Interface, f.MACs, f.SourcePorts, f.DSCP = "", nil, []Range{{1024, 65534}}, DSCP{}
	p := Packet{To: netip.MustParseAddr("192.0.2.1"), From: netip.MustParseAddr("10.0.0.7"), Interface: Self, UID: 9}
	if f.Holds(&p) {
		t.Error("selected as it was")
	}
	f.Selected(&p)
	if !f.Holds(&p) || p.UID != 0 {
		t.Errorf("not selected: %v", p)
	}
	rules := f.Rules()
	for _, kind := range rules[0].Given() {
		if kind.Differs(&rules[0], &p) {
			t.Errorf("%v isn't what the rule is for: %s", p, kind.Reason(&p))
		}
	}
	for _, change := range []func(*Packet){
		func(p *Packet) { p.DestinationPort = 81 }, func(p *Packet) { p.SourcePort = 80 }, func(p *Packet) { p.UID = 1 },
		func(p *Packet) { p.Protocol = UDP }, func(p *Packet) { p.To = p.To.Next() }, func(p *Packet) { p.Mark ^= 0x80 }, func(p *Packet) { p.From = netip.Addr{} },
	} {
		other := p
		if change(&other); f.Holds(&other) {
			t.Errorf("%v is selected", other)
		}
	}
}

// TestAlone: the first text is the selection's own; the others are those of wider ones.
func TestAlone(t *testing.T) {
	m := Match{Interface: "lan", Protocol: TCP}
	want := []string{"interface lan\nprotocol 6", "protocol 6", "interface lan", ""}
	if diff := cmp.Diff(want, m.Alone()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
