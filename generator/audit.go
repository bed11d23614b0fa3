package generator

import (
	"github.com/hashicorp/hcl/v2"

	"github.com/gen-splitroute/gen-splitroute/generator/audit"
	"github.com/gen-splitroute/gen-splitroute/generator/config"
)

// Audit compares a script with what a configuration yields, by the options that
// the script's head shows.
func Audit(s *audit.Script, name string, src []byte, c config.Options) (audit.Report, hcl.Diagnostics, error) {
	p, diags := Plan(name, src, c)
	if diags.HasErrors() {
		return audit.Report{}, diags, nil
	}
	want, err := s.Kind.Write(p, s.Options())
	if err != nil {
		return audit.Report{}, diags, err
	}
	report, err := s.Compare(name, want)
	return report, diags, err
}
