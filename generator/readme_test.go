package generator_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator"
	"github.com/gen-splitroute/gen-splitroute/generator/script"
)

// TestReadme keeps the README's example what the program really does with it.
func TestReadme(t *testing.T) {
	readme := read(t, "../README.md")
	script := setupOf(t, "lartc.hcl")
	for _, name := range []string{"testdata/valid/lartc.hcl", "testdata/valid/vpn.hcl"} {
		if got, want := block(t, readme, name), read(t, "../"+name); got != want {
			t.Errorf("the configuration is not %s:\n%s", name, got)
		}
	}
	if got, want := block(t, readme, "setup.sh of lartc.hcl"), changes(t, script); got != want {
		t.Errorf("this part of the script has changed; it is now:\n%s", want)
	}
	if rule := block(t, readme, "from testdata/valid/killswitch.hcl"); !strings.Contains(read(t, "../testdata/valid/killswitch.hcl"), rule) {
		t.Errorf("testdata/valid/killswitch.hcl has no such rule:\n%s", rule)
	}
	_, table, _ := strings.Cut(readme, "<!-- commands of lartc.hcl -->\n")
	table, _, _ = strings.Cut(table, "\n\n")
	rows := regexp.MustCompile("(?m)^\\| `.*\\| `(.*)` \\|$").FindAllStringSubmatch(table, -1)
	if len(rows) != 9 {
		t.Errorf("%d commands beside the document's, want 9", len(rows))
	}
	lines := inOneLine(script)
	for _, row := range rows {
		if !strings.Contains(lines, row[1]+"\n") {
			t.Errorf("the script has no line %q", row[1])
		}
	}
}

// whatIsSet is a script that says that it runs, and what it is given. Shells
// differ in what their set prints.
const whatIsSet = `echo runs
for name in fibre_ipv4_address fibre_ipv4_gateway dsl_ipv4_address dsl_ipv4_gateway; do
	eval "value=\${$name-unset}"
	[ "$value" = unset ] || printf '%s=<%s>\n' "$name" "$value"
done
`

// The README's hooks run the script for the interface that they are about, with
// what they were given.
func TestReadmeHooks(t *testing.T) {
	readme := read(t, "../README.md")
	dir := filepath.Join(t.TempDir(), "a directory") // as a temporary one may be called
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	setup := filepath.Join(dir, "setup.sh")
	if err := os.WriteFile(setup, []byte(whatIsSet), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		hook string
		env  []string
		args []string
		want string // "" when the script isn't run
	}{
		{"dhclient", []string{"interface=eth0", "reason=BOUND", "new_routers=203.0.113.1 203.0.113.9"}, nil, "runs\nfibre_ipv4_gateway=<203.0.113.1>\n"},
		{"dhclient", []string{"interface=eth1", "reason=BOUND", "new_routers=203.0.113.1"}, nil, ""},
		{"dhclient", []string{"interface=eth0", "reason=PREINIT", "new_routers="}, nil, ""},
		{"pppd", []string{"PPP_IFACE=ppp0", "PPP_LOCAL=198.51.100.7"}, nil, "runs\ndsl_ipv4_address=<198.51.100.7>\n"},
		{"pppd", []string{"PPP_IFACE=ppp1", "PPP_LOCAL=198.51.100.7"}, nil, ""},
		{"networkd-dispatcher", []string{"IFACE=eth0"}, nil, "runs\n"},
		{"networkd-dispatcher", []string{"IFACE=eth1"}, nil, ""},
		{"NetworkManager", []string{"IP4_GATEWAY=203.0.113.1"}, []string{"eth0", "dhcp4-change"}, "runs\nfibre_ipv4_gateway=<203.0.113.1>\n"},
		{"NetworkManager", nil, []string{"eth0", "up"}, "runs\nfibre_ipv4_gateway=<>\n"},
		{"NetworkManager", nil, []string{"eth1", "up"}, ""},
	} {
		text := strings.ReplaceAll(block(t, readme, "hook of "+test.hook), "/etc/splitroute/setup.sh", "'"+filepath.ToSlash(setup)+"'")
		command := exec.Command("dash", append([]string{"-uc", text, test.hook}, test.args...)...)
		command.Env = append(test.env, "PATH="+os.Getenv("PATH"))
		got, err := command.CombinedOutput()
		if errors.Is(err, exec.ErrNotFound) {
			t.Skip("needs dash: ", err)
		}
		if err != nil || string(got) != test.want {
			t.Errorf("%s, %q, %q: %v, %q, want %q", test.hook, test.env, test.args, err, got, test.want)
		}
	}
}

// setupOf is the setup script of a fixture.
func setupOf(t *testing.T, name string) string {
	t.Helper()
	text, diags, err := generator.Setup(name, []byte(read(t, "../testdata/valid/"+name)), beside, script.Options{})
	if err != nil || diags.HasErrors() {
		t.Fatal(diags, err)
	}
	return string(text)
}

// changes is the part of a setup script that says what is changed.
func changes(t *testing.T, script string) string {
	t.Helper()
	i := strings.Index(script, "sysctls() {\n")
	j := strings.Index(script, "\n# Your own commands come here")
	if i < 0 || j < i {
		t.Fatal("the script has other parts")
	}
	return script[i:j]
}

// hop is a next hop that a route has if its provider is there.
var hop = regexp.MustCompile(`\$\{[a-z0-9_]+_(?:on|up):\+(nexthop [^}]*)\}`)

// inOneLine prints each command of a script in one line, with all next hops.
func inOneLine(script string) string {
	return hop.ReplaceAllString(strings.ReplaceAll(script, "\\\n\t\t", ""), "$1")
}

// block is the fenced text below a comment.
func block(t *testing.T, readme, comment string) string {
	t.Helper()
	_, rest, ok := strings.Cut(readme, "<!-- "+comment+" -->\n```")
	if !ok {
		t.Fatalf("there is no block %s", comment)
	}
	_, rest, _ = strings.Cut(rest, "\n")
	text, _, _ := strings.Cut(rest, "```")
	return text
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
