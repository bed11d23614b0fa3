package generator_test

import (
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator"
	"github.com/gen-splitroute/gen-splitroute/generator/config"
)

// TestReadmeVariables: the language's example with variables is valid, and in
// canonical form.
func TestReadmeVariables(t *testing.T) {
	src := []byte(block(t, read(t, language), "variables"))
	_, diags := generator.Plan("readme.hcl", src, config.Options{
		Vars:     []config.Vars{{Text: "wan=eth0"}, {Text: "site=hamburg"}},
		ReadFile: func(string) ([]byte, error) { return []byte("# name server\n192.0.2.53/32\n"), nil },
	})
	if len(diags) > 0 {
		t.Error(diags)
	}
	if text, _ := config.Format("readme.hcl", src); string(text) != string(src) {
		t.Errorf("fmt would make this of it:\n%s", text)
	}
}
