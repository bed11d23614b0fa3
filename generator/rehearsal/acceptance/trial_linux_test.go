package acceptance

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator"
	"github.com/gen-splitroute/gen-splitroute/generator/config"
	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
	"github.com/gen-splitroute/gen-splitroute/generator/script"
)

func TestMain(m *testing.M) { os.Exit(rehearsal.Main(m.Run)) }

// caseOf reads a configuration and makes its scripts.
func caseOf(t *testing.T, name, src string, o script.Options) Case {
	t.Helper()
	set, diags := generator.Read(name, []byte(src), config.Options{ReadFile: func(name string) ([]byte, error) {
		return os.ReadFile(filepath.Join("../../../testdata/valid", name))
	}})
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	setup, teardown, err := generator.Scripts(set, o)
	if err != nil {
		t.Fatal(err)
	}
	monitor, err := generator.Watcher(set)
	if err != nil {
		t.Fatal(err)
	}
	return Case{Set: set, Setup: string(setup), Teardown: string(teardown), Monitor: string(monitor)}
}

func read(t *testing.T, name string) string {
	t.Helper()
	src, err := os.ReadFile("../../../testdata/valid/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(src)
}

func rehearse(t *testing.T, c Case) Report {
	t.Helper()
	if err := rehearsal.Available(); err != nil {
		t.Skip("needs namespaces of its own: ", err)
	}
	report, err := Test(c, func(string) {})
	if refusal, ok := errors.AsType[rehearsal.Refusal](err); ok && refusal.Remedy == "run it as root" {
		t.Skip("needs root: ", refusal)
	}
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// needUsersHere skips what is about users that nobody but root has.
func needUsersHere(t *testing.T) {
	t.Helper()
	if !knownUser(1001) {
		t.Skip("needs other users, and so root")
	}
}

// What the generator writes passes.
func TestFixtures(t *testing.T) {
	for _, name := range []string{"dual-stack", "rules", "via-list", "via-default", "rule-balance"} {
		t.Run(name, func(t *testing.T) {
			if name != "dual-stack" {
				needUsersHere(t)
			}
			r := rehearse(t, caseOf(t, name+".hcl", read(t, name+".hcl"), script.Options{}))
			if !r.OK() {
				t.Errorf("%s", r.Text())
			}
			t.Log(r.summary())
			names := map[string]bool{}
			for _, c := range r.Checks {
				if c.Stage == "" || c.Seen == "" || names[c.Name] {
					t.Errorf("not unique or not complete: %+v", c)
				}
				names[c.Name] = true
			}
		})
	}
}

const twoProviders = `
network "lan" {
  interface = "if0"
  prefixes  = ["10.0.0.0/24"]
}
provider "isp1" {
  interface  = "if1"
  weight     = 3
  masquerade = true
  ipv4 {
    address  = "203.0.113.2/30"
    gateway  = "203.0.113.1"
    prefixes = ["203.0.113.64/28"]
    routes   = ["192.0.2.53/32"]
  }
}
provider "isp2" {
  interface  = "if2"
  masquerade = true
  ipv4 {
    address = "198.51.100.2/30"
    gateway = "198.51.100.1"
  }
}
rule "voice" {
  protocol          = "udp"
  destination_ports = [5060]
  via               = provider.isp2
  otherwise         = "unreachable"
}
rule "mail" {
  from              = ["10.0.0.0/25"]
  protocol          = "tcp"
  destination_ports = [25]
  via               = provider.isp2
}
rule "phone" {
  interface         = "if0"
  to                = ["192.0.2.128/25"]
  protocol          = "udp"
  source_ports      = [5070]
  dscp              = "ef"
  via               = provider.isp2
}
default_route {
  balance = [provider.isp1, provider.isp2]
}
`

// A provider whose address is read gives another one, and connections go on from there.
func TestLeases(t *testing.T) {
	r := rehearse(t, caseOf(t, "home.hcl", read(t, "home.hcl"), script.Options{}))
	if !r.OK() || !slices.ContainsFunc(r.Checks, func(c Check) bool {
		return strings.HasPrefix(c.Name, "fibre gives another address: a connection of home, ")
	}) {
		t.Errorf("%s", r.Text())
	}
}

// Prefixes that contain the provider's own network, and its gateway, are no fault.
func TestPrefixesAroundGateway(t *testing.T) {
	src := strings.NewReplacer(`"203.0.113.64/28"`, `"203.0.113.0/24", "203.0.113.0/30"`).Replace(twoProviders)
	if r := rehearse(t, caseOf(t, "around.hcl", src, script.Options{})); !r.OK() {
		t.Errorf("%s", r.Text())
	}
}

// What no packet shows is named all the same: commands that the configuration lacks,
// those by hand, and what a script says.
func TestEditedScript(t *testing.T) {
	c := caseOf(t, "edited.hcl", twoProviders, script.Options{})
	c.Setup = broke(t, c.Setup, append(
		atEnd(`ip rule add priority 24500 to 192.0.2.77 lookup 102 protocol "$tag"`),
		"\nby_hand() {\n\t:\n", "\nby_hand() {\n\tip rule add priority 24501 to 192.0.2.78 lookup 102 protocol \"$tag\"\n",
		"\tsay \"set up;", "\tsay 'note: nobody is here'\n\tsay \"set up;"))
	r := rehearse(t, c)
	if !r.OK() || r.count(Noted) != 1 {
		t.Errorf("%s", r.Text())
	}
	for what, n := range map[string]int{
		"note    setup.sh and edited.hcl: differences: 2, commands by hand: 1\n": 1,
		"+ ip rule add priority 24500 to 192.0.2.77 lookup 102":                  1,
		": by hand\n":                        1,
		"splitroute: note: nobody is here\n": 1,
	} {
		if got := strings.Count(string(r.Text()), what); got != n {
			t.Errorf("%d times %q in\n%s", got, what, r.Text())
		}
	}
	c.Setup = "true\n"
	if checks := c.differences("setup.sh", c.Setup); len(checks) != 1 || !strings.Contains(checks[0].Seen, "this is no script of gen-splitroute") {
		t.Errorf("%+v", checks)
	}
}

// A script that writes elsewhere than scripts have to does so in vain.
func TestScriptStaysInside(t *testing.T) {
	const outside = "/var/tmp/splitroute-outside"
	c := caseOf(t, "outside.hcl", twoProviders, script.Options{})
	c.Setup = broke(t, c.Setup, []string{"prepare() {\n", "prepare() {\n\techo x >" + outside + "\n"})
	if got := firstFailure(t, c, fault{stages: "setup", broken: "setup"}); got.Name != "setup" || !slices.ContainsFunc(got.Detail, func(line string) bool { return strings.Contains(line, outside) }) {
		t.Errorf("%+v", got)
	}
	if _, err := os.Stat(outside); err == nil {
		_ = os.Remove(outside)
		t.Error("it has written outside")
	}
}
