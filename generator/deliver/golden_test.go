package deliver_test

import (
	"os"
	"testing"

	"github.com/sebdah/goldie/v2"

	"github.com/gen-splitroute/gen-splitroute/generator/deliver"
)

// TestGolden compares all files with golden/deliver. GOLDIE_UPDATE=1 rewrites those.
func TestGolden(t *testing.T) {
	golden := goldie.New(t, goldie.WithFixtureDir("../../golden/deliver"), goldie.WithNameSuffix(""))
	for _, kind := range deliver.Kinds() {
		golden.Assert(t, "hook."+kind+".sh", []byte(hookOf(t, kind)))
	}
	units := map[string]deliver.Unit{
		"splitroute.service":         {},
		"splitroute-monitor.service": {Monitor: true, Watched: true},
		"init.openwrt.sh":            {OpenWrt: true},
		"init.openwrt-monitor.sh":    {OpenWrt: true, Watched: true},
		"init.openrc.sh":             {OpenRC: true},
		"init.openrc-monitor.sh":     {OpenRC: true, Monitor: true, Watched: true},
	}
	for name, u := range units {
		golden.Assert(t, name, []byte(unitText(t, u)))
	}
	packaged := map[string]deliver.Unit{
		"packaged.service":         {Setup: deliver.DefaultSetup},
		"packaged-monitor.service": {Setup: deliver.DefaultSetup, Monitor: true},
		"init.openwrt-packaged.sh": {Setup: deliver.DefaultSetup, OpenWrt: true},
		"init.openrc-packaged.sh":  {Setup: deliver.DefaultSetup, OpenRC: true},
	}
	for name, u := range packaged {
		text, err := u.Text()
		if err != nil {
			t.Fatal(err)
		}
		golden.Assert(t, name, text)
	}
	for file, p := range map[string]deliver.Playbook{
		"playbook.yml":        playbookOf(false),
		"playbook-health.yml": playbookOf(true),
	} {
		text, err := p.Text()
		if err != nil {
			t.Fatal(err)
		}
		golden.Assert(t, file, text)
	}
	if files, err := os.ReadDir("../../golden/deliver"); err != nil || len(files) != len(units)+len(packaged)+2+len(deliver.Kinds()) {
		t.Errorf("%d files: %v", len(files), err)
	}
}
