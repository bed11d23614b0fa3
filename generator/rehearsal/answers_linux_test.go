package rehearsal_test

import (
	"strings"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
	"github.com/gen-splitroute/gen-splitroute/generator/review"
)

// classes has a rule that nft tells, or rules of ip.
const classes = `
network "lan" {
	interface = "if0"
	prefixes  = ["10.0.0.0/24"]
}
provider "isp1" {
	interface  = "if1"
	masquerade = true
	ipv4 {
		address = "203.0.113.2/30"
		gateway = "203.0.113.1"
	}
}
provider "isp2" {
	interface  = "if2"
	masquerade = true
	ipv4 {
		address = "198.51.100.2/30"
		gateway = "198.51.100.1"
	}
}
rule "r" {
	SELECTOR
	via = provider.isp2
}
default_route {
	prefer = provider.isp1
	BACKUP
}
`

// With no default left, packets leave by a rule that nft tells, and the kernel lets
// no answer in: it asks for the way back without a mark. The review says so, and
// only then.
func TestAnswersWithoutDefault(t *testing.T) {
	for _, c := range []struct{ selector, backup string }{
		{`dscp = "be"`, ""},
		{`dscp = "be"`, "backup = [provider.isp2]"},
		{`from = ["10.0.0.0/24"]`, ""},
	} {
		src := strings.NewReplacer("SELECTOR", c.selector, "BACKUP", c.backup).Replace(classes)
		config := configure(t, "classes.hcl", src)
		lab := build(t, config.set, rehearsal.Options{})
		succeed(t, lab, rehearsal.Script{Text: config.setup})
		if err := lab.Down("if1"); err != nil {
			t.Fatal(err)
		}
		r, err := lab.Exchange(rehearsal.Flow{From: host("lan"), To: internet(far4, 0)})
		if err != nil || r.Provider() != "isp2" {
			t.Errorf("%s: %v, %v, want it by isp2", c.selector, r, err)
		}
		warned := false
		for _, f := range review.Findings(config.set, config.plan) {
			warned = warned || f.Summary == "Answer that is dropped"
		}
		if lost := r.Answered == 0; lost != warned {
			t.Errorf("%s %s: %v, warned of it: %t", c.selector, c.backup, r, warned)
		}
		// As the warning advises.
		run(t, lab, rehearsal.Script{Text: "sysctl -q -w net/ipv4/conf/if2/rp_filter=0"})
		exchange(t, lab, "isp2", rehearsal.Flow{From: host("lan"), To: internet("198.18.0.2", 0)})
		lab.Close()
	}
}
