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

// fuzzed is small, so that many machines are compared with it.
const fuzzed = `
health {
  targets = ["192.0.2.53", "198.51.100.53"]
}
provider "isp1" {
  interface  = "if1"
  masquerade = true
  ipv4 {
    address = "auto"
    gateway = "203.0.113.1"
  }
}
provider "isp2" {
  interface = "if2"
  ipv4 {
    address = "198.51.100.2/30"
  }
}
default_route {
  prefer = provider.isp1
  backup = [provider.isp2]
}
`

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
	f.Add("monitor 4 7\nout provider.isp1.ipv4\nrefuse ipv4 0x100\n4 (sh) S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 7\n" +
		`{"nftables": [{"chain": {"family": "inet", "table": "splitroute_health", "name": "output"}}, {"rule": {"family": "inet", "table": "splitroute_health", "chain": "output", "expr": [{"reject": {"expr": []}}]}}]}`)
	set, diags := generator.Read("splitroute.hcl", []byte(fuzzed), config.Options{})
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
