package config

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/site"
	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/hcl/v2"
	"github.com/sebdah/goldie/v2"
)

const goldenDir = "../../golden/config"

// TestInvalid parses each file of testdata/invalid. The errors that it expects
// are written behind the lines that they point at: "# ERROR: summary", several
// with ";" between them, and warnings likewise: "# WARNING: summary". The whole
// output is compared with a golden file.
func TestInvalid(t *testing.T) {
	testReported(t, "invalid", func(t *testing.T, set site.Site, _ hcl.Diagnostics) {
		if diff := cmp.Diff(site.Site{}, set, compareValues); diff != "" {
			t.Errorf("the set is not the zero one:\n%s", diff)
		}
	})
}

// TestWarning does the same for testdata/warning, where nothing is an error.
func TestWarning(t *testing.T) {
	testReported(t, "warning", func(t *testing.T, set site.Site, diags hcl.Diagnostics) {
		if diags.HasErrors() || len(diags) == 0 {
			t.Error("not warnings alone")
		}
		checkSet(t, set)
	})
}

func testReported(t *testing.T, kind string, check func(*testing.T, site.Site, hcl.Diagnostics)) {
	golden := goldie.New(t, goldie.WithFixtureDir(goldenDir), goldie.WithNameSuffix(".txt"))
	for _, file := range fixtures(t, kind) {
		name := strings.TrimSuffix(filepath.Base(file), ".hcl")
		t.Run(name, func(t *testing.T) {
			src := readFixture(t, file)
			set, diags := Parse(filepath.Base(file), src, beside(file))
			if diff := cmp.Diff(expected(src), reported(diags)); diff != "" {
				t.Errorf("diagnostics (-expected +reported):\n%s", diff)
			}
			check(t, set, diags)
			golden.Assert(t, name, written(t, src, diags, false))
		})
	}
}

// TestGoldenFilesHaveFixtures finds golden files that nothing compares with.
func TestGoldenFilesHaveFixtures(t *testing.T) {
	files, err := filepath.Glob(goldenDir + "/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".txt")
		if found, err := filepath.Glob("../../testdata/[iw]*/" + name + ".hcl"); len(found) != 1 {
			t.Errorf("%s has %d fixtures: %v, %v", file, len(found), found, err)
		}
	}
}

// TestAdvice checks that each diagnostic says what to do.
func TestAdvice(t *testing.T) {
	for _, file := range append(fixtures(t, "invalid"), fixtures(t, "warning")...) {
		_, diags := Parse(file, readFixture(t, file), Options{})
		for _, diag := range diags {
			if !advises(diag) {
				t.Errorf("%s: no advice in %q", diag.Subject, diag.Detail)
			}
		}
	}
}

// advises reports whether a diagnostic says what to do.
func advises(diag *hcl.Diagnostic) bool {
	verbs := []string{"Write ", "Remove ", "Correct ", "Add ", "Leave ", "Move ", "Save ", "Did you mean ", "Known here: ", "Join ", "put square brackets", "write ", "Name a provider as "}
	return slices.ContainsFunc(verbs, func(verb string) bool { return strings.Contains(diag.Detail, verb) })
}

// TestMisspelt: each attribute and each block with a name that is misspelt is one mistake,
// and its message says the right name.
func TestMisspelt(t *testing.T) {
	for typ, schema := range schemas {
		path := map[string][]string{"ipv4": {"provider \"isp1\"", "ipv4"}, "ipv6": {"provider \"isp1\"", "ipv6"}}[typ]
		switch {
		case path == nil && slices.Contains(named, typ):
			path = []string{typ + " \"isp1\""}
		case path == nil && typ != "":
			path = []string{typ}
		}
		for i, name := range append(slices.Clone(schema.attributes), schema.blocks...) {
			for _, wrong := range []string{name[:len(name)-1] + "x", name + "s", name[1:], strings.ToUpper(name), strings.ReplaceAll(name, "_", "-") + "-"} {
				text := wrong + " = 1\n"
				if i >= len(schema.attributes) {
					text = wrong + " \"a\" {\n}\n"
				}
				src := []byte(strings.Join(append(slices.Clone(path), ""), " {\n") + text + strings.Repeat("}\n", len(path)))
				_, diags := Parse("misspelt.hcl", src, Options{})
				var about []string
				for _, diag := range diags {
					if strings.HasPrefix(diag.Summary, "Unsupported") {
						about = append(about, diag.Detail)
					} else if strings.Contains(diag.Detail, name+" is needed") {
						t.Errorf("%s in %q: also %q", wrong, typ, diag.Detail)
					}
				}
				if len(about) != 1 || !strings.Contains(about[0], "Did you mean") {
					t.Errorf("%s in %q: %q", wrong, typ, about)
				}
			}
		}
	}
}

// TestHabits: advice for Terraform's users is about the place where a word stands.
func TestHabits(t *testing.T) {
	for src, advice := range map[string]string{
		"variable \"a\" {\n type = string\n}\n":   "a variable has the type of its default",
		"provider \"a\" {\n type = \"dhcp\"\n}\n": "Known here: ",
		"provider \"a\" {\n path = \"x\"\n}\n":    "Known here: ",
		"locals {\n a = path.module\n}\n":         "Write the path without it",
		"provider \"a\" {\n count = 2\n}\n":       "Write one block for each",
		"rule \"a\" {\n to = data.x.y\n}\n":       "Write the value itself",
	} {
		_, diags := Parse("habits.hcl", []byte(src), Options{})
		if !slices.ContainsFunc(diags, func(diag *hcl.Diagnostic) bool {
			return diag.Subject.Start.Line == 2 && strings.Contains(diag.Detail, advice)
		}) {
			t.Errorf("%q: no %q in %v", src, advice, diags)
		}
	}
}

func fixtures(t testing.TB, kind string) []string {
	t.Helper()
	files, err := filepath.Glob("../../testdata/" + kind + "/*.hcl")
	if err != nil || len(files) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	return files
}

// beside are options to read what a fixture names relative to itself.
func beside(fixture string) Options {
	return Options{ReadFile: func(name string) ([]byte, error) {
		src, err := os.ReadFile(filepath.Join(filepath.Dir(fixture), name))
		if err != nil {
			err = errors.New("there is no such file")
		}
		return src, err
	}}
}

func readFixture(t testing.TB, file string) []byte {
	t.Helper()
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return src
}

// expected collects "error on line N: summary" and the like from the comments
// of a fixture.
func expected(src []byte) []string {
	var list []string
	for i, line := range strings.Split(string(src), "\n") {
		for _, kind := range []string{"error", "warning"} {
			_, comment, _ := strings.Cut(line, "# "+strings.ToUpper(kind)+": ")
			comment, _, _ = strings.Cut(comment, " #")
			for summary := range strings.SplitSeq(comment, ";") {
				if summary != "" {
					list = append(list, fmt.Sprintf("%s on line %d: %s", kind, i+1, strings.TrimSpace(summary)))
				}
			}
		}
	}
	slices.Sort(list)
	return list
}

func reported(diags hcl.Diagnostics) []string {
	var list []string
	for _, diag := range diags {
		word, _ := severity(diag)
		list = append(list, fmt.Sprintf("%s on %s: %s", word, line(*diag.Subject), diag.Summary))
	}
	slices.Sort(list)
	return list
}

func written(t testing.TB, src []byte, diags hcl.Diagnostics, color bool) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := WriteDiagnostics(&out, src, diags, color); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
