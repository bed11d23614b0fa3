package rpdb_test

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/gen-splitroute/gen-splitroute/generator/config"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/report"
	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
)

// manyPrefixes is a configuration of 60 providers, and of rule blocks whose
// lists become some 4,000 rules of ip.
func manyPrefixes() string {
	return sixty("", func(put func(string, ...any)) {
		for i := range 95 {
			var from []string
			for j := range 40 {
				from = append(from, fmt.Sprintf("\"10.%d.%d.0/25\"", i, j))
			}
			put("rule \"rule%d\" {\n from = [%s]\n via = provider.isp%d\n}\n", i, strings.Join(from, ", "), i%60)
		}
	})
}

// manyBlocks has nearly as many rule blocks as there can be.
func manyBlocks() string {
	return sixty("", func(put func(string, ...any)) {
		for i := range 3990 {
			put("rule \"rule%d\" {\n from = [\"10.%d.%d.0/25\"]\n via = provider.isp%d\n}\n", i, i/100, i%100, i%60)
		}
	})
}

// manyRoutes is the document's form, in which the number of routes grows with
// the square of that of providers.
func manyRoutes() string { return sixty(" table = \"main\"\n", func(func(string, ...any)) {}) }

// sixty is a configuration of 60 providers.
func sixty(table string, rules func(put func(string, ...any))) string {
	var src, names strings.Builder
	src.WriteString("network \"lan\" {\n interface = \"if0\"\n prefixes = [\"10.0.0.0/8\"]\n}\n")
	for i := range 60 {
		fmt.Fprintf(&src, "provider \"isp%[1]d\" {\n interface = \"up%[1]d\"\n masquerade = true\n ipv4 {\n address = \"198.51.100.%[2]d/30\"\n gateway = \"198.51.100.%[3]d\"\n}\n}\n", i, i*4+2, i*4+1)
		fmt.Fprintf(&names, "provider.isp%d,", i)
	}
	rules(func(format string, args ...any) { fmt.Fprintf(&src, format, args...) })
	fmt.Fprintf(&src, "default_route {\n balance = [%s]\n%s}\n", names.String(), table)
	return src.String()
}

// last is a packet that no rule block selects: all rules are tried.
var last = rpdb.Packet{To: netip.MustParseAddr("9.9.9.9"), From: netip.MustParseAddr("10.200.0.1"), Interface: "if0"}

func largeState(b *testing.B) *rpdb.State {
	b.Helper()
	set, diags := config.Parse("large.hcl", []byte(manyPrefixes()), config.Options{})
	if diags.HasErrors() {
		b.Fatal(diags)
	}
	p := plan.New(set)
	if n := len(p.Steps); n < 4000 {
		b.Fatalf("%d steps", n)
	}
	return rpdb.New(set, p, rpdb.Options{})
}

// BenchmarkExplain is all of one explain but for the process: reading,
// planning, following the packet and printing.
func BenchmarkExplain(b *testing.B) {
	for name, text := range map[string]string{"prefixes": manyPrefixes(), "blocks": manyBlocks(), "routes": manyRoutes()} {
		src := []byte(text)
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				set, diags := config.Parse("large.hcl", src, config.Options{})
				if diags.HasErrors() {
					b.Fatal(diags)
				}
				s := rpdb.New(set, plan.New(set), rpdb.Options{})
				if len(report.Trace(s, s.Explain(last))) == 0 {
					b.Fatal("nothing said")
				}
			}
		})
	}
}

// BenchmarkFollow is what of that follows the packet.
func BenchmarkFollow(b *testing.B) {
	s := largeState(b)
	for b.Loop() {
		s.Explain(last)
	}
}

// BenchmarkMillionLookups looks a million packets up, which are spread over the
// local network, so that some find their rule soon and some late.
func BenchmarkMillionLookups(b *testing.B) {
	s := largeState(b)
	for b.Loop() {
		for i := range 1_000_000 {
			p := last
			p.From = netip.AddrFrom4([4]byte{10, byte(i % 100), byte(i / 100 % 42), 1})
			if a := s.Lookup(p); a.Route == nil {
				b.Fatal(p)
			}
		}
	}
	b.ReportMetric(float64(b.Elapsed()/time.Duration(b.N))/1e6, "ns/lookup")
}
