package graph_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sebdah/goldie/v2"

	"github.com/gen-splitroute/gen-splitroute/generator"
	"github.com/gen-splitroute/gen-splitroute/generator/config"
	"github.com/gen-splitroute/gen-splitroute/generator/graph"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

const (
	fixtures  = "../../testdata/valid"
	goldenDir = "../../golden/graph"
)

// drawn calls f with each valid configuration, and one with twelve providers.
func drawn(t *testing.T, f func(t *testing.T, set site.Site)) {
	t.Helper()
	files, err := filepath.Glob(fixtures + "/*.hcl")
	if err != nil || len(files) == 0 {
		t.Fatal("no configurations: ", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			f(t, read(t, filepath.Base(file), src))
		})
	}
	t.Run("twelve", func(t *testing.T) { f(t, read(t, "twelve.hcl", twelve())) })
}

func read(t *testing.T, name string, src []byte) site.Site {
	t.Helper()
	set, diags := generator.Read(name, src, config.Options{ReadFile: func(name string) ([]byte, error) {
		return os.ReadFile(filepath.Join(fixtures, name))
	}})
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	return set
}

// twelve is a configuration with twelve providers, the longest names, and a rule for
// each two of them.
func twelve() []byte {
	var src bytes.Buffer
	var names []string
	for i := range 12 {
		name := fmt.Sprintf("provider-with-the-longest-name%d", i%10)
		if i > 9 {
			name = fmt.Sprintf("p%d", i)
		}
		names = append(names, "provider."+name)
		fmt.Fprintf(&src, "provider %q {\n interface = \"interface-name%d\"\n ipv4 {\n address = \"198.51.%d.2/24\"\n gateway = \"198.51.%[3]d.1\"\n prefixes = [\"203.0.%[3]d.0/24\"]\n }\n", name, i%10, i)
		fmt.Fprintf(&src, " ipv6 {\n address = \"2001:db8:ffff:ff%02x:ffff:ffff:ffff:2/64\"\n gateway = \"2001:db8:ffff:ff%02[1]x:ffff:ffff:ffff:1\"\n masquerade = true\n }\n}\n", i)
	}
	for i := range 11 {
		fmt.Fprintf(&src, "rule \"rule%d\" {\n from = [\"10.%[1]d.0.0/16\", \"2001:db8:ffff:eee%[1]x:ffff:ffff:ffff:ff00/120\"]\n via = [%s, %s]\n otherwise = \"unreachable\"\n}\n", i, names[11-i], names[i])
	}
	fmt.Fprintf(&src, "default_route {\n balance = [%s]\n backup = [%s]\n}\n", strings.Join(names[:6], ", "), strings.Join(names[6:], ", "))
	return src.Bytes()
}

// TestGolden compares pictures, and the text for Graphviz, with golden/graph.
// GOLDIE_UPDATE=1 rewrites that folder, and then asserts nothing.
func TestGolden(t *testing.T) {
	golden := goldie.New(t, goldie.WithFixtureDir(goldenDir), goldie.WithNameSuffix(""))
	const files = "killswitch.dot killswitch.svg lartc.dot lartc.svg rule-balance.path.svg"
	if found, err := filepath.Glob(goldenDir + "/*"); err != nil || len(found) != len(strings.Fields(files)) {
		t.Errorf("%s has %v, and what is compared is %s", goldenDir, found, files)
	}
	drawn(t, func(t *testing.T, set site.Site) {
		name := strings.TrimSuffix(set.File, ".hcl")
		g := graph.New(set, plan.New(set))
		switch name {
		case "lartc", "killswitch":
			golden.Assert(t, name+".svg", g.SVG())
			golden.Assert(t, name+".dot", g.DOT())
		case "rule-balance":
			follow(t, set, g, "198.18.0.1", "10.1.0.9")
			golden.Assert(t, name+".path.svg", g.SVG())
		}
	})
}

func follow(t *testing.T, set site.Site, g *graph.Graph, to, from string) {
	t.Helper()
	state := rpdb.New(set, plan.New(set), rpdb.Options{})
	p, err := state.Complete(packet(to, from))
	if err != nil {
		t.Fatal(err)
	}
	g.Follow(set, state.Explain(p))
}

// TestSameBytes: a picture follows from its plan alone.
func TestSameBytes(t *testing.T) {
	drawn(t, func(t *testing.T, set site.Site) {
		one, two := graph.New(set, plan.New(set)), graph.New(set, plan.New(set))
		if !bytes.Equal(one.SVG(), two.SVG()) || !bytes.Equal(one.SVG(), one.SVG()) || !bytes.Equal(one.DOT(), two.DOT()) {
			t.Error("two pictures of it differ")
		}
	})
}

// TestTargets: what leads to a provider in the configuration does so in the graph,
// in the same order and on the same terms.
func TestTargets(t *testing.T) {
	drawn(t, func(t *testing.T, set site.Site) {
		g := graph.New(set, plan.New(set))
		byTitle := map[string]graph.Decision{}
		last := -1
		for _, d := range g.Decisions {
			title, _, _ := strings.Cut(d.Title, " (")
			byTitle[title] = d
			if d.First < last || d.Last < d.First {
				t.Errorf("%q is out of order", d.Title)
			}
			last = d.First
		}
		for _, r := range set.Rules {
			d, found := byTitle["rule "+r.Name]
			if !found {
				t.Fatalf("rule %s is missing", r.Name)
			}
			if (d.Stops != "") != r.Unreachable {
				t.Errorf("rule %s: stops: %q", r.Name, d.Stops)
			}
			checkTargets(t, d, r.Via, func(n int) bool { return n > 0 && !r.Balance })
		}
		def := set.DefaultRoute
		title := "default route"
		if def.MainTable {
			title = "table main: default route"
		}
		d := byTitle[title]
		for len(d.Targets) > 0 && strings.HasPrefix(d.Targets[0].Text, "to ") {
			d.Targets = d.Targets[1:]
		}
		checkTargets(t, d, append(def.Providers[:len(def.Providers):len(def.Providers)], def.Backups...), func(n int) bool { return n >= len(def.Providers) })
	})
}

func checkTargets(t *testing.T, d graph.Decision, want []int, backup func(int) bool) {
	t.Helper()
	if len(d.Targets) != len(want) {
		t.Fatalf("%s leads to %v, want %v", d.Title, d.Targets, want)
	}
	for n, target := range d.Targets {
		if target.Provider != want[n] || target.Backup != backup(n) {
			t.Errorf("%s: target %d is %+v, want provider %d", d.Title, n, target, want[n])
		}
	}
}

// TestFollow: the path of a packet is marked from its network to its provider.
func TestFollow(t *testing.T) {
	for _, test := range []struct {
		file, to, from             string
		network, decided, provider string
		stopped                    bool
	}{
		{"killswitch.hcl", "198.18.0.1", "10.0.0.5", "lan", "default route", "isp1", false},
		{"killswitch.hcl", "198.18.0.1", "10.1.0.5", "guests", "rule guests", "vpn", false},
		{"killswitch.hcl", "2001:db8:ffff::1", "2001:db8:11::5", "guests", "rule guests", "", true},
		{"killswitch.hcl", "198.18.0.1", "203.0.113.2", "", "source address", "isp1", false},
		{"killswitch.hcl", "10.1.0.5", "10.0.0.5", "lan", "table main, but not its default", "", false},
		{"killswitch.hcl", "203.0.113.2", "10.0.0.5", "lan", "table local", "", false},
		{"inner-main.hcl", "198.18.0.1", "10.0.0.5", "lan", "table main: default route", "isp1", false},
	} {
		src, err := os.ReadFile(filepath.Join(fixtures, test.file))
		if err != nil {
			t.Fatal(err)
		}
		set := read(t, test.file, src)
		g := graph.New(set, plan.New(set))
		follow(t, set, g, test.to, test.from)
		var network, decided, provider string
		stopped, wires := false, 0
		for _, n := range g.Networks {
			if n.OnWay {
				network += n.Name
			}
		}
		for _, d := range g.Decisions {
			if d.OnWay {
				decided += d.Title
			}
			stopped = stopped || d.Stopped
			for _, to := range d.Targets {
				if to.OnWay {
					wires++
				}
			}
		}
		for _, n := range g.Providers {
			if n.OnWay {
				provider += n.Name
			}
		}
		if network != test.network || decided != test.decided || provider != test.provider || stopped != test.stopped || (wires > 0) != (provider != "") {
			t.Errorf("%s -> %s: from %q by %q to %q, stopped %v, %d lines", test.from, test.to, network, decided, provider, stopped, wires)
		}
		if !strings.Contains(string(g.SVG()), " way") || !strings.Contains(string(g.DOT()), "penwidth=3") {
			t.Errorf("%s -> %s isn't drawn", test.from, test.to)
		}
	}
}
