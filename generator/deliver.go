package generator

import (
	"slices"

	"github.com/hashicorp/hcl/v2"

	"github.com/gen-splitroute/gen-splitroute/generator/config"
	"github.com/gen-splitroute/gen-splitroute/generator/deliver"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// Hook is the hook of a kind of program that runs the setup script, found at a
// path, when an address of the configuration's has changed.
func Hook(name string, src []byte, c config.Options, kind, setup string) ([]byte, hcl.Diagnostics, error) {
	p, diags := Plan(name, src, c)
	if diags.HasErrors() {
		return nil, diags, nil
	}
	text, err := deliver.Hook(kind, p, setup)
	return text, diags, err
}

// Unit is what runs the scripts of a configuration at boot.
func Unit(name string, src []byte, c config.Options, u deliver.Unit) ([]byte, hcl.Diagnostics, error) {
	set, diags := Read(name, src, c)
	if diags.HasErrors() {
		return nil, diags, nil
	}
	u.File = set.File
	u.Watched = slices.ContainsFunc(set.Providers, func(p site.Provider) bool { return p.Health.Watched })
	text, err := u.Text()
	return text, diags, err
}

// Playbook has Ansible roll out the scripts of a configuration.
func Playbook(src []byte, p deliver.Playbook) ([]byte, hcl.Diagnostics, error) {
	declared, diags := config.Declarations(p.File, src)
	if diags.HasErrors() {
		return nil, diags, nil
	}
	p.Declared = declared
	text, err := p.Text()
	return text, diags, err
}
