package rpdb_test

import (
	"net/netip"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/config"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
)

// TestFilterOfReadAddress: an address that isn't known yet is one all the same. A
// filter that isn't strict lets in answers there.
func TestFilterOfReadAddress(t *testing.T) {
	set, diags := config.Parse("x.hcl", []byte(`
network "lan" {
  interface = "if0"
  prefixes  = ["10.0.0.0/24"]
}
provider "isp1" {
  interface = "if1"
  ipv4 {
    address = "203.0.113.2/30"
    gateway = "203.0.113.1"
  }
}
provider "isp2" {
  interface = "if2"
  ipv4 {
    address = "auto"
    gateway = "auto"
  }
}
rule "voice" {
  dscp = "ef"
  via  = provider.isp2
}
default_route {
  prefer = provider.isp1
}
`), config.Options{})
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	voice := rpdb.Packet{From: netip.MustParseAddr("10.0.0.9"), To: netip.MustParseAddr("198.18.0.1"), Interface: "if0", DSCP: 46}
	for _, path := range rpdb.New(set, plan.New(set), rpdb.Options{}).Outcome(voice) {
		if path.Provider != "isp2" || path.Answer != rpdb.Strict || !path.Loosened {
			t.Errorf("by %s, its answer %s, loosened: %t", path.Provider, path.Answer, path.Loosened)
		}
	}
}
