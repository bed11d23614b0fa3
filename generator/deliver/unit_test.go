package deliver_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/deliver"
)

// unitText is a unit or init script.
func unitText(t *testing.T, u deliver.Unit) string {
	t.Helper()
	u.Setup, u.File = deliver.DefaultSetup, "home.hcl"
	text, err := u.Text()
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// systemd has nothing to say about the units.
func TestUnits(t *testing.T) {
	needs(t, "systemd-analyze")
	for _, watched := range []bool{false, true} {
		dir := t.TempDir()
		files := map[string]string{"splitroute.service": unitText(t, deliver.Unit{Watched: watched})}
		if watched {
			files["splitroute-monitor.service"] = unitText(t, deliver.Unit{Watched: true, Monitor: true})
		}
		words := []string{"verify", "--man=no"}
		for name, text := range files {
			path := filepath.Join(dir, name)
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			words = append(words, path)
		}
		if out, err := exec.Command("systemd-analyze", words...).CombinedOutput(); err != nil || len(out) > 0 {
			t.Errorf("%v: %s", err, out)
		}
	}
}

// procd is a stand-in for rc.common and procd: it says what is run.
const procd = `sh() { echo "sh $*"; }
mkdir() { :; }
rm() { :; }
procd_open_instance() { :; }
procd_set_param() { echo "procd $*"; }
procd_close_instance() { :; }
`

// The init script runs what it should when it is started, reloaded and stopped.
func TestInit(t *testing.T) {
	needs(t, "sh")
	setup, down := "sh /etc/splitroute/setup.sh\n", "sh /etc/splitroute/teardown.sh\n"
	monitor := "procd command /bin/sh /etc/splitroute/monitor.sh\nprocd file /etc/splitroute/monitor.sh\n"
	for _, test := range []struct {
		watched bool
		call    string
		want    []string
	}{
		{false, "start", []string{setup}}, {false, "reload", []string{setup}}, {false, "stop", []string{down}},
		{true, "start_service", []string{setup, monitor}}, // rc.common also reloads by start_service
		{true, "service_stopped", []string{"sh /etc/splitroute/monitor.sh release\n", down}},
	} {
		text := unitText(t, deliver.Unit{OpenWrt: true, Watched: test.watched})
		lint(t, "init", text)
		text = strings.ReplaceAll(text, "/run/splitroute-hook", t.TempDir())
		out, err := exec.Command("sh", "-euc", procd+text+test.call).CombinedOutput()
		if err != nil {
			t.Errorf("%s: %v", test.call, err)
		}
		for _, want := range test.want {
			if !strings.Contains(string(out), want) {
				t.Errorf("%s: %q, want %q", test.call, out, want)
			}
		}
	}
}

// openRC is a stand-in for openrc-run, which prints the scripts that it runs.
const openRC = `sh() { echo "sh $*"; }
mkdir() { :; }
rm() { :; }
ebegin() { :; }
eend() { return "$1"; }
`

// The init scripts of OpenRC run what they should when they are started, reloaded and
// stopped.
func TestOpenRC(t *testing.T) {
	needs(t, "sh")
	for _, test := range []struct {
		monitor    bool
		call, want string
	}{
		{false, "start", "sh /etc/splitroute/setup.sh\n"}, {false, "reload", "sh /etc/splitroute/setup.sh\n"},
		{false, "stop", "sh /etc/splitroute/teardown.sh\n"},
		{true, "stop_post", "sh /etc/splitroute/monitor.sh release\n"},
		{true, `echo "$supervisor $command $command_args"`, "supervise-daemon /bin/sh /etc/splitroute/monitor.sh\n"},
	} {
		text := unitText(t, deliver.Unit{OpenRC: true, Watched: true, Monitor: test.monitor})
		lint(t, "openrc", text)
		text = strings.ReplaceAll(text, "/run/splitroute-hook", t.TempDir())
		out, err := exec.Command("sh", "-euc", openRC+text+test.call).CombinedOutput()
		if err != nil || string(out) != test.want {
			t.Errorf("%s: %v, %q, want %q", test.call, err, out, test.want)
		}
	}
}
