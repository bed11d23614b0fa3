package acceptance

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/script"
)

// monitored has two providers that are watched. One has an address that is read.
const monitored = `
health {
  targets  = ["192.0.2.53", "192.0.2.54"]
  interval = "200ms"
  fall     = 8
  rise     = 4
  failback = "1s"
}
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
    routes  = ["192.0.2.128/25"]
  }
  health {
    dns = { name = "example.org", server = "192.0.2.153" }
  }
}
provider "isp2" {
  interface  = "if2"
  masquerade = true
  ipv4 {
    address = "auto"
    gateway = "auto"
  }
}
rule "first" {
  protocol          = "udp"
  destination_ports = [5060]
  via               = [provider.isp1, provider.isp2]
  otherwise         = "unreachable"
}
rule "only" {
  protocol          = "udp"
  destination_ports = [5061]
  via               = provider.isp1
  otherwise         = "unreachable"
}
rule "rather" {
  protocol          = "udp"
  destination_ports = [5062]
  via               = provider.isp1
}
default_route {
  prefer = provider.isp1
  backup = [provider.isp2]
}
`

// slow are stages that take long, or resemble others; FAULTS=all runs them, too.
var slow = []string{"name server dead", "flapping", "silence of isp2", "unreachable behind the gateway"}

// The monitor finds each fault of a line, packets go where the configuration says then, and
// the state before the setup comes back.
func TestWatched(t *testing.T) {
	c := caseOf(t, "monitored.hcl", monitored, script.Options{})
	checks := trialOf(t, c, func(s stage) bool {
		return s.name == "setup" || s.name == "teardown" || s.name == "monitor" && (os.Getenv("FAULTS") == "all" || !slices.Contains(slow, s.about))
	})
	names := map[string]bool{}
	for _, check := range checks {
		if check.Status == Failed || check.Seen == "" || names[check.Name] {
			t.Errorf("failed, not complete or not unique: %+v", check)
		}
		names[check.Name] = true
	}
	for _, name := range []string{
		"isp1 is silent: isp1", "isp1 is silent: rule first, IPv4", "isp1 is silent: rule only, IPv4", "isp1 is silent: rule rather, IPv4",
		"connections when isp1 is silent", "the others while isp1 is silent", "isp1 answers again: isp1",
		"silence behind the gateway at isp1: isp1", "one target dead at isp1: isp1",
		"isp1 loses 10 %: isp1", "isp1 stalls for 1.2 s", "connections after isp1 stalls for 1.2 s", "all are silent: isp2",
		"setup when the monitor is killed while isp1 is rising", "setup when the interface of isp1 is back, watched",
		"setup when isp2 gives the previous address, watched", "monitor.sh release",
	} {
		if !names[name] {
			t.Errorf("there is no check %q", name)
		}
	}
}

// Without health, there is nothing about a monitor.
func TestNotMonitored(t *testing.T) {
	c := caseOf(t, "two.hcl", twoProviders, script.Options{})
	trial := &trial{Case: c}
	if n := slices.IndexFunc(trial.monitorStages(), func(stage) bool { return true }); c.Monitor != "" || n >= 0 {
		t.Error("a monitor is tried")
	}
}

// Each of these mistakes is seen by the check that is there for it.
func TestFaultsOfMonitors(t *testing.T) {
	c := caseOf(t, "monitored.hcl", monitored, script.Options{})
	for _, f := range []struct {
		name, about, broken string
		setup, monitor      []string
	}{
		{"setup ignores what the monitor finds", "silence of isp1", "isp1 is silent: network lan, 10.0.0.2", []string{`out="$out $one"`, ":"}, nil},
		{"setup refuses nothing", "silence of isp1", "connections when isp1 is silent", []string{`refused4="$refused4, $two"`, ":"}, nil},
		{"setup leaves nobody", "all silent", "all are silent: rule first, IPv4", []string{"${left:+$out}", "$out"}, nil},
		{"all targets have to answer", "one target dead", "one target dead at isp1: isp1", nil, []string{`-ge "$quorum"`, "-ge 2"}},
		{"a moment is taken for an outage", "stall", "isp1 stalls for 1.2 s", nil, []string{`"$miss" -ge "$fall"`, `"$miss" -ge 4`}},
		{"a monitor that was killed counts", "monitor killed", "monitor fails", nil, []string{`lives() { began "$1" && [ "$began" = "$2" ]; }`, "lives() { began 1; }"}},
	} {
		broken := c
		broken.Monitor = broke(t, c.Monitor, f.monitor)
		testFaults(t, broken, []fault{{f.name, f.setup, nil, "start of the monitor, " + f.about, f.broken}})
	}
}

// trialOf are the checks of some stages.
func trialOf(t *testing.T, c Case, wanted func(stage) bool) []Check {
	t.Helper()
	trial := begun(t, c)
	for _, s := range trial.stages() {
		if !wanted(s) {
			continue
		}
		if err := trial.pass(s); err != nil {
			t.Fatalf("%s: %v", s.about, err)
		}
	}
	if said := trial.said["setup.sh"]; !strings.Contains(said, "set up") {
		t.Errorf("setup said last: %s", said)
	}
	return trial.checks
}
