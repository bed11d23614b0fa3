package templates_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"mvdan.cc/sh/v3/syntax"

	"github.com/gen-splitroute/gen-splitroute/generator"
	"github.com/gen-splitroute/gen-splitroute/generator/config"
	"github.com/gen-splitroute/gen-splitroute/generator/script"
)

// recorded is how ip answers on the router of home.hcl and dual-stack.hcl.
const recorded = `
case $1 in
-4) cat <<'X'
2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500
3: wwan0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500
4: br-lan: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500
2: eth0    inet 203.0.113.2/30 scope 0 eth0\       valid_lft forever
3: wwan0    inet 198.51.100.2/24 scope 0 wwan0\       valid_lft forever
4: br-lan    inet 192.168.1.1/24 scope 0 br-lan\       valid_lft forever
default via 203.0.113.1 dev eth0 proto 16 metric 100 
default via 198.51.100.1 dev wwan0 proto 16 metric 200 
X
;;
esac
`

// TestEnvironment runs scripts with garbage in every variable that they use,
// and with what shells take from the environment themselves: all goes on as
// without it.
func TestEnvironment(t *testing.T) {
	t.Parallel()
	src, err := os.ReadFile("../testdata/valid/home.hcl")
	if err != nil {
		t.Fatal(err)
	}
	setup, diags, err := generator.Setup("home.hcl", src, config.Options{}, script.Options{Confirm: 60})
	if err != nil || diags.HasErrors() {
		t.Fatal(err, diags)
	}
	teardown, diags, err := generator.Teardown("home.hcl", src, config.Options{})
	if err != nil || diags.HasErrors() {
		t.Fatal(err, diags)
	}
	lab := newLab(t)
	for _, test := range []struct {
		name   string
		script string
		args   []string
		exit   int
		has    string // what shows that the script came that far
	}{
		{"setup show", string(setup), []string{"show"}, 0, "ip -4 route prepend default via 203.0.113.1 dev eth0"},
		{"setup show without lte", string(setup), []string{"show", "without", "lte"}, 0, "lookup 101"},
		{"setup confirm", string(setup), []string{"confirm"}, 1, "nothing waits"},
		{"setup junk", string(setup), []string{"junk"}, 1, "not with: junk"},
		{"teardown show", string(teardown), []string{"show"}, 0, "ip -4 rule del"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			world := world{
				answers: map[string]string{"ip": recorded, "nft": `[ "$1" != --version ] || echo 'nftables v1.0.6'`},
				files: map[string]string{
					"/proc/version":                         "Linux version 6.1.0 (somebody@example.com)\n",
					"/proc/sys/net/ipv4/route/flush":        "",
					"/proc/sys/net/ipv4/conf/all/rp_filter": "1\n",
				},
				args: test.args,
			}
			for _, s := range lab.shells {
				world.env = nil
				clean := lab.run(t, s, mark(test.script), world)
				if clean.exit != test.exit || !strings.Contains(clean.prints+clean.says, test.has) {
					t.Errorf("%s: exit code %d, want %d, and %q in:\n%s%s",
						s.name, clean.exit, test.exit, test.has, clean.prints, clean.says)
				}
				world.env = garbage(t, test.script)
				got := lab.run(t, s, mark(test.script), world)
				if diff := cmp.Diff(clean, got, cmp.AllowUnexported(result{})); diff != "" {
					t.Errorf("%s (-clean +garbage):\n%s", s.name, diff)
				}
			}
		})
	}
}

// documented matches variables that whoever runs a script may set.
var documented = regexp.MustCompile(`\$\{(\w+):-auto\}`)

// garbage is an environment that has a value for each variable of a script but
// those that are documented.
func garbage(t *testing.T, script string) []string {
	t.Helper()
	file, err := syntax.NewParser(syntax.Variant(syntax.LangPOSIX)).Parse(strings.NewReader(script), "")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	syntax.Walk(file, func(node syntax.Node) bool {
		switch n := node.(type) {
		case *syntax.Assign:
			names = append(names, n.Name.Value)
		case *syntax.WordIter:
			names = append(names, n.Name.Value)
		case *syntax.ParamExp:
			if n.Param != nil && syntax.ValidName(n.Param.Value) {
				names = append(names, n.Param.Value)
			}
		case *syntax.CallExpr:
			if len(n.Args) > 0 && n.Args[0].Lit() == "read" {
				for _, word := range n.Args[1:] {
					if syntax.ValidName(word.Lit()) {
						names = append(names, word.Lit())
					}
				}
			}
		}
		return true
	})
	slices.Sort(names)
	names = slices.Compact(names)
	for _, m := range documented.FindAllStringSubmatch(script, -1) {
		names = slices.DeleteFunc(names, func(name string) bool { return name == m[1] })
	}
	if len(names) < 50 {
		t.Fatalf("only %d variables in a script: %v", len(names), names)
	}
	env := []string{"BASHOPTS=failglob", "SHELLOPTS=noclobber", "CDPATH=/", "POSIXLY_CORRECT=1", "ENV=/nothing"}
	for _, name := range names {
		switch name {
		case "PATH": // counts
		case "LC_ALL":
			env = append(env, "LC_ALL=C.UTF-8")
		case "IFS":
			env = append(env, "IFS=x")
		default:
			env = append(env, name+"=7 $(id) * garbage\nmore")
		}
	}
	return env
}
