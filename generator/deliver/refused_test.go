package deliver_test

import (
	"strings"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator"
	"github.com/gen-splitroute/gen-splitroute/generator/config"
	"github.com/gen-splitroute/gen-splitroute/generator/deliver"
)

// A path that a shell or systemd would read as something else is refused.
func TestPaths(t *testing.T) {
	for _, name := range []string{"", "setup.sh", "/etc/../setup.sh", "/etc/a b", "/etc/$x", "/etc/%n", "/etc/a;b", "/etc/a\nb"} {
		if _, diags, err := generator.Hook("changing.hcl", []byte(changing), config.Options{}, "pppd", name); err == nil || diags.HasErrors() {
			t.Errorf("hook: %q is taken, %v", name, diags)
		}
		if _, err := (deliver.Unit{Setup: name}).Text(); err == nil {
			t.Errorf("unit: %q is taken", name)
		}
	}
}

// What would be of no use is refused, with the reason.
func TestUseless(t *testing.T) {
	static := changing[strings.Index(changing, `provider "static"`):]
	_, _, err := generator.Hook("static.hcl", []byte(static), config.Options{}, "pppd", deliver.DefaultSetup)
	if err == nil || !strings.Contains(err.Error(), "needs no hook") {
		t.Error(err)
	}
	_, err = deliver.Unit{Setup: deliver.DefaultSetup, Monitor: true, File: "a.hcl"}.Text()
	if err == nil || !strings.Contains(err.Error(), "health") {
		t.Error(err)
	}
}
