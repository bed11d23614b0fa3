package generator

import (
	"fmt"

	"github.com/hashicorp/hcl/v2"

	"github.com/gen-splitroute/gen-splitroute/generator/config"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/review"
	"github.com/gen-splitroute/gen-splitroute/generator/script"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// Read reads a configuration. name is the file's, for diagnostics and
// comments, and c is what it is read with. The Set is of use only when the
// diagnostics have no error among them.
func Read(name string, src []byte, c config.Options) (site.Site, hcl.Diagnostics) {
	return config.Parse(name, src, c)
}

// Scripts are those for a configuration that has been read.
func Scripts(set site.Site, o script.Options) (setup, teardown []byte, err error) {
	p := plan.New(set)
	if setup, err = script.Setup(p, o); err != nil {
		return nil, nil, err
	}
	teardown, err = script.Teardown(p)
	return setup, teardown, err
}

// Watcher is the monitor for a configuration that has been read, nil where no provider
// is watched.
func Watcher(set site.Site) ([]byte, error) {
	p := plan.New(set)
	if len(p.Watches) == 0 {
		return nil, nil
	}
	return script.Monitor(p)
}

// Plan reads a configuration, as Read does, and plans what it asks for.
func Plan(name string, src []byte, c config.Options) (plan.Plan, hcl.Diagnostics) {
	set, diags := Read(name, src, c)
	if diags.HasErrors() {
		return plan.Plan{}, diags
	}
	return plan.New(set), diags
}

// Validate returns the errors of a configuration or, when there are none, its
// warnings.
func Validate(name string, src []byte, c config.Options) hcl.Diagnostics {
	set, diags := config.Parse(name, src, c)
	if diags.HasErrors() {
		return diags
	}
	warn := config.Warner(name, src)
	for _, f := range review.Findings(set, plan.New(set)) {
		diags = append(diags, warn(f.Origin.Line, f.Summary, f.Detail))
	}
	return diags
}

// Setup is the script that sets up what a configuration asks for, nil when
// the diagnostics have an error among them.
func Setup(name string, src []byte, c config.Options, o script.Options) ([]byte, hcl.Diagnostics, error) {
	p, diags := Plan(name, src, c)
	if diags.HasErrors() {
		return nil, diags, nil
	}
	text, err := script.Setup(p, o)
	return text, diags, err
}

// Monitor is the script that watches its providers.
func Monitor(name string, src []byte, c config.Options) ([]byte, hcl.Diagnostics, error) {
	p, diags := Plan(name, src, c)
	if diags.HasErrors() {
		return nil, diags, nil
	}
	if len(p.Watches) == 0 {
		return nil, diags, fmt.Errorf("%s: no provider is watched; write a health block", name)
	}
	text, err := script.Monitor(p)
	return text, diags, err
}

// Teardown is the script that takes it down again.
func Teardown(name string, src []byte, c config.Options) ([]byte, hcl.Diagnostics, error) {
	p, diags := Plan(name, src, c)
	if diags.HasErrors() {
		return nil, diags, nil
	}
	text, err := script.Teardown(p)
	return text, diags, err
}
