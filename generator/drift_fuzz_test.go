package generator_test

import (
	"os"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator"
	"github.com/gen-splitroute/gen-splitroute/generator/config"
	"github.com/gen-splitroute/gen-splitroute/generator/drift"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
)

// FuzzLive: whatever a file has, it is read or refused, and the report has all of it.
func FuzzLive(f *testing.F) {
	for _, version := range []string{"5.4.0", "7.1.0"} {
		live, err := os.ReadFile("drift/testdata/iproute2-" + version + ".txt")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(live))
	}
	f.Add(`{"nftables": [{"table": {"family": "inet", "name": "splitroute"}}, {"chain": {"family": "inet", "table": "splitroute", "name": "output", "prio": 1}},
		{"rule": {"family": "inet", "table": "splitroute", "chain": "output", "expr": [{"match": {"op": "==", "left": "x", "right": {"set": [{"range": ["::1", 5]}]}}}, {"snat": null}]}},
		{"set": {"family": "inet", "table": "splitroute_rules", "name": "test_to", "elem": ["x", {"prefix": {"addr": "10.0.0.0", "len": 99}}, {"range": ["10.0.0.9", "10.0.0.1"]}]}}]}`)
	f.Add("net.ipv4.conf.if1/100.rp_filter = 1\n/proc/sys/net/ipv4/conf/all/rp_filter:1\n101\tisp1\n# more\n")
	src, err := os.ReadFile("../testdata/valid/nat.hcl")
	if err != nil {
		f.Fatal(err)
	}
	set, diags := generator.Read("nat.hcl", src, config.Options{})
	if diags.HasErrors() {
		f.Fatal(diags)
	}
	p := plan.New(set)
	f.Fuzz(func(t *testing.T, text string) {
		live, err := rpdb.ReadLive([]byte(text))
		if err != nil {
			return
		}
		r := drift.Compare(set, p, live)
		if _, err := r.JSON(); err != nil || len(r.Text()) == 0 {
			t.Error(err)
		}
	})
}
