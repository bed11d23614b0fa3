package generator_test

import (
	"net/netip"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator"
	"github.com/gen-splitroute/gen-splitroute/generator/config"
	"github.com/gen-splitroute/gen-splitroute/generator/report"
	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
)

// TestReadmeExplain: the answer in the scripts' reference is what the program answers.
func TestReadmeExplain(t *testing.T) {
	src := read(t, "../testdata/valid/lartc.hcl")
	s, _, err := generator.State("lartc.hcl", []byte(src), config.Options{}, generator.Circumstances{Without: []string{"isp2"}})
	if err != nil {
		t.Fatal(err)
	}
	p, err := s.Complete(rpdb.Packet{To: netip.MustParseAddr("192.0.2.9"), From: netip.MustParseAddr("10.0.0.5")})
	if err != nil {
		t.Fatal(err)
	}
	want := string(report.Trace(s, s.Explain(p)))
	if got := block(t, read(t, scripts), "explain lartc.hcl --to 192.0.2.9 --from 10.0.0.5 --without isp2"); got != want {
		t.Errorf("the answer is now:\n%s", want)
	}
}
