package drift_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/drift"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
)

// TestRecorded: what other versions of iproute2 printed on Linux 6.18 right after a setup
// is no difference. 7.1 prints masks of ports, which 5.4 doesn't know, and fields of
// balanced routes in another order.
func TestRecorded(t *testing.T) {
	for _, version := range []string{"5.4.0", "7.1.0"} {
		for name, live := range map[string]string{"rules.hcl": recorded(t, version), "dual-stack.hcl": readFile(t, "dual-stack-"+version+".txt")} {
			set := setOf(t, name)
			if r := compare(t, set, live); !r.OK() || r.Tag != 201 {
				t.Errorf("%s, %s: tag %d, %s", name, version, r.Tag, r.Text())
			}
			p := plan.New(set)
			mutations(t, set, live, func(what, live string) {
				l, err := rpdb.ReadLive([]byte(live))
				if err != nil {
					t.Fatal(err)
				}
				if r := drift.WithoutTraffic(set, p, l); r.OK() {
					t.Errorf("%s, %s: %s isn't found", name, version, what)
				}
			})
		}
	}
}

// recorded is what a version of iproute2 printed right after the setup of rules.hcl.
func recorded(t *testing.T, version string) string {
	t.Helper()
	return readFile(t, "iproute2-"+version+".txt")
}

func readFile(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestNotGiven: what isn't given isn't missing, and the report says so.
func TestNotGiven(t *testing.T) {
	set := setOf(t, "rules.hcl")
	lines := strings.SplitAfter(recorded(t, "7.1.0"), "\n")
	for _, test := range []struct {
		live  string
		notes []string
	}{
		{strings.Join(lines, ""), []string{"no sysctls are given", "no names of tables are given", "no tables of nft are given"}},
		{lines[0], []string{"no rules of IPv4 are given", "no rules of IPv6 are given"}},
		{lines[0] + lines[1], []string{"no rules of IPv6 are given"}},
		{lines[1] + lines[2], []string{"no routes are given"}},
	} {
		r := compare(t, set, test.live)
		if !r.OK() {
			t.Errorf("%s", r.Text())
		}
		for _, want := range test.notes {
			if !strings.Contains(strings.Join(r.Notes, "\n"), want) {
				t.Errorf("no note %q in %q", want, r.Notes)
			}
		}
	}
	bare := `[{"type":"local","dst":"127.0.0.1","dev":"lo","table":"local","protocol":"kernel","scope":"host","flags":[]}]` +
		`[{"priority":0,"src":"all","table":"local","protocol":"kernel"}][{"priority":0,"src":"all","table":"local","protocol":"kernel"}]`
	r := compare(t, set, bare)
	routing := 0
	for _, s := range plan.New(set).Steps {
		if command := s.Op.Do(); command[0] == "ip" {
			routing++
		}
	}
	if len(r.Differences) != routing || r.Tag != 0 || !strings.Contains(strings.Join(r.Notes, "\n"), "no setup has run") {
		t.Errorf("%d of %d missing, tag %d, %q", len(r.Differences), routing, r.Tag, r.Notes)
	}
}

// TestLeftOver: entries of another run are named as what they are.
func TestLeftOver(t *testing.T) {
	const last = `{"priority":28000,`
	live := strings.Replace(recorded(t, "7.1.0"), last, `{"priority":27998,"src":"all","table":"isp2","protocol":"202"},`+last, 1)
	r := compare(t, setOf(t, "rules.hcl"), live)
	if len(r.Differences) != 1 || r.Differences[0].Sign != drift.Added || !strings.Contains(r.Differences[0].Note, "another run") {
		t.Errorf("%s", r.Text())
	}
}

// TestRefused: nft lists several marks as a set, and each of them counts.
func TestRefused(t *testing.T) {
	const health = "monitor 421 77\n421 (sh) S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 77\nrefuse ipv4 0x100\nrefuse ipv4 0x200\n"
	list := `{"nftables": [{"table": {"family": "inet", "name": "splitroute_health"}}`
	for _, chain := range []string{"forward", "output"} {
		list += `,{"chain": {"family": "inet", "table": "splitroute_health", "name": "` + chain + `", "type": "filter", "hook": "` + chain + `", "prio": -1}}`
		for _, end := range []string{`"tcp"}}, {"reject": {"type": "tcp reset"}}`, `"udp"}}, {"reject": {"type": "icmp", "expr": "port-unreachable"}}`} {
			list += `,{"rule": {"family": "inet", "table": "splitroute_health", "chain": "` + chain + `", "expr": [` +
				`{"match": {"op": "==", "left": {"ct": {"key": "direction"}}, "right": "original"}}, ` +
				`{"match": {"op": "==", "left": {"&": [{"meta": {"key": "mark"}}, 16128]}, "right": {"set": [256, 512]}}}, ` +
				`{"match": {"op": "==", "left": {"meta": {"key": "l4proto"}}, "right": ` + end + `]}}`
		}
	}
	list += "]}"
	for ruleset, want := range map[string]bool{list: false, strings.Replace(list, "[256, 512]", "[256]", 1): true, strings.Replace(list, "tcp reset", "icmp", 1): true} {
		r := compare(t, setOf(t, "health-rules.hcl"), health+ruleset)
		if got := strings.Contains(string(r.Text()), "\n- nft splitroute_health: "); got != want {
			t.Errorf("differs: %v, want %v: %s\n%s", got, want, ruleset, r.Text())
		}
	}
	if r := compare(t, setOf(t, "lartc.hcl"), health+list); !strings.Contains(string(r.Text()), "\n+ nft table inet splitroute_health\n") {
		t.Errorf("without a health block: %s", r.Text())
	}
}

// TestJSON: the report as data says the same.
func TestJSON(t *testing.T) {
	live := strings.Replace(recorded(t, "5.4.0"), `{"priority":28000,"src":"all","table":"splitroute","protocol":"201"},`, "", 1)
	r := compare(t, setOf(t, "rules.hcl"), live)
	text, err := r.JSON()
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		OK          bool
		Tag         int
		Differences []struct {
			Sign, What, Block string
			Origin            struct{ Line int }
			Traffic           struct {
				Packet           struct{ To string }
				Who, Planned, Is string
			}
		}
	}
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	if got.OK || got.Tag != 201 || len(got.Differences) != 1 {
		t.Fatalf("%s", text)
	}
	d := got.Differences[0]
	if d.Sign != "-" || d.What != "ip rule add priority 28000 lookup 1000 protocol 201" || d.Block != "default_route" || d.Origin.Line == 0 ||
		d.Traffic.Who != "lan 10.0.0.0/24 to the internet" || d.Traffic.Planned != "isp1" || d.Traffic.Is != "no route" || d.Traffic.Packet.To == "" {
		t.Errorf("%+v", d)
	}
}
