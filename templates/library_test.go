package templates_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gen-splitroute/gen-splitroute/templates"
)

// head is what the head of a script sets, before the library is read.
const head = `set -eu
tags='201 202' priorities='20000 28999' default_table=own mark_mask='0x3f00'
last_metric='' uses_ipv6='1' needs_ipv6='' confirm='' choices=''
names_in='/etc/iproute2/rt_tables.d/splitroute.conf' providers='isp1 isp2'
tables='101 isp1 0x100/0x3f00
102 isp2 0x200/0x3f00
100 splitroute'
`

// tell prints variables, for a case to look at.
const tell = `
tell() { for _told; do eval "printf '%s=[%s]\n' \"\$_told\" \"\$$_told\""; done; }
`

// standIn stands for a command: it notes what it gets, and answers as the case
// says, which may look at $* and at $input.
const standIn = `#!/bin/sh
printf '%s\n' "${0##*/}${*:+ $*}" >>"$CASE/got"
input=''
case " $* " in *' - '*)
	while IFS= read -r line; do
		printf '\t%s\n' "$line"
		input="$input$line
"
	done >>"$CASE/got"
	;;
esac
[ ! -f "$CASE/${0##*/}" ] || . "$CASE/${0##*/}"
`

// lab is where scripts run.
type lab struct {
	dir     string // each script has a directory of its own in it
	shells  []shell
	modules map[string]string // with marks before paths
}

func newLab(t *testing.T) lab {
	t.Helper()
	l := lab{workDir(t), findShells(t), make(map[string]string)}
	names, err := templates.FS.ReadDir("lib")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		text, err := templates.FS.ReadFile("lib/" + name.Name())
		if err != nil {
			t.Fatal(err)
		}
		marked := mark(string(text))
		if missed := unmarked.FindString(marked); missed != "" {
			t.Fatalf("%s: a test would get at this machine's own files: %q", name.Name(), missed)
		}
		l.modules[strings.TrimSuffix(name.Name(), ".sh")] = marked
	}
	write(t, filepath.Join(l.dir, "stand-in"), standIn, 0o755)
	l.placeStandIns(t, filepath.Join(l.dir, "bin"), standIns)
	return l
}

// workDir makes a directory for scripts, in memory where programs can be run
// from there: thousands of small files take a disk twice as long.
func workDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "splitroute-test-")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	try := filepath.Join(dir, "try")
	write(t, try, "#!/bin/sh\n", 0o755)
	if err := exec.CommandContext(t.Context(), try).Run(); err != nil {
		return t.TempDir()
	}
	return dir
}

// TestLibrary calls the functions of the library as its tables say, in each
// shell.
func TestLibrary(t *testing.T) {
	t.Parallel()
	tables, err := filepath.Glob("lib/testdata/*.txt")
	if err != nil || len(tables) == 0 {
		t.Fatalf("no tables: %v", err)
	}
	lab := newLab(t)
	for _, table := range tables {
		cases, err := readCases(table)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range cases {
			name := strings.TrimSuffix(filepath.Base(table), ".txt") + "/" + c.name
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				var former string
				for _, s := range lab.shells {
					switch diff := c.judge(lab.try(t, s, c)); {
					case diff == "":
					case diff == former:
						t.Errorf("%s: likewise", s.name)
					default:
						t.Errorf("%s:\n%s", s.name, diff)
						former = diff
					}
				}
			})
		}
	}
}

// result is what became of a script.
type result struct {
	exit               int
	prints, says, gets string
}

// try runs a case.
func (l lab) try(t *testing.T, s shell, c libraryCase) result {
	t.Helper()
	script := mark(head) + l.library(t, c.modules...) + tell + mark(c.run)
	return l.run(t, s, script, world{files: c.files, without: c.without, answers: c.answers})
}

// library is what is in modules of it.
func (l lab) library(t *testing.T, modules ...string) string {
	t.Helper()
	var text strings.Builder
	for _, name := range modules {
		module, ok := l.modules[name]
		if !ok {
			t.Fatalf("no such module: %s", name)
		}
		text.WriteString(module)
	}
	return text.String()
}

// world is what a script finds.
type world struct {
	files   map[string]string // by path
	without []string          // files and commands that aren't there
	answers map[string]string // of stand-ins
	env     []string
	args    []string
}

// rooted matches a path that is below another root in a test.
var rooted = regexp.MustCompile(`(^|[\s"'=(<>|,:])(/(?:etc|usr|run|proc|sbin)\b)`)

// unmarked matches a path that rooted doesn't, but for the pattern */proc/*.
var unmarked = regexp.MustCompile(`[^\x00*]/(?:etc|usr|run|proc|sbin)/`)

// mark puts a mark before each path in a text, and below the root in its place.
func mark(text string) string        { return rooted.ReplaceAllString(text, "${1}\x00${2}") }
func below(root, text string) string { return strings.ReplaceAll(text, "\x00", root) }

// run runs a script, with marks, in a directory of its own, which stands for the
// root. What it prints and what stand-ins got have paths as the script means them.
func (l lab) run(t *testing.T, s shell, script string, w world) result {
	t.Helper()
	dir, err := os.MkdirTemp(l.dir, "")
	if err != nil {
		t.Fatal(err)
	}
	root := filepath.Join(dir, "root")
	bin := l.furnish(t, w, dir, root)
	others := s.without(t, w.without, filepath.Join(dir, "tools"))

	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	args := append(append([]string(nil), s.command[1:]...), "-c", below(root, script), "setup.sh")
	cmd := exec.CommandContext(ctx, s.command[0], append(args, w.args...)...)
	cmd.Dir = dir
	cmd.Env = append([]string{"PATH=" + bin + ":" + others, "CASE=" + dir}, w.env...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	cmd.WaitDelay = time.Second
	if err := cmd.Run(); err != nil && !errors.As(err, new(*exec.ExitError)) {
		t.Fatalf("%s: %v", s.name, err)
	}
	got, err := os.ReadFile(filepath.Join(dir, "got"))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	plain := strings.NewReplacer(root, "", dir, "")
	return result{cmd.ProcessState.ExitCode(), plain.Replace(stdout.String()),
		plain.Replace(stderr.String()), plain.Replace(string(got))}
}

// furnish writes what a script finds, and returns the directory of the
// stand-ins.
func (l lab) furnish(t *testing.T, w world, dir, root string) string {
	t.Helper()
	for _, path := range []string{"/etc", "/run", "/usr", "/proc/net/if_inet6"} {
		if !slices.Contains(w.without, path) {
			mkdir(t, root+path)
		}
	}
	for path, text := range w.files {
		mkdir(t, filepath.Dir(root+path))
		write(t, root+path, below(root, mark(text)), 0o644)
	}
	names := slices.Clone(standIns)
	for name, answer := range w.answers {
		write(t, filepath.Join(dir, name), below(root, mark(answer)), 0o644)
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	names = slices.DeleteFunc(names, func(name string) bool { return slices.Contains(w.without, name) })
	if slices.Equal(names, standIns) {
		return filepath.Join(l.dir, "bin")
	}
	bin := filepath.Join(dir, "bin")
	l.placeStandIns(t, bin, names)
	return bin
}

// placeStandIns makes a directory with stand-ins for commands.
func (l lab) placeStandIns(t *testing.T, bin string, names []string) {
	t.Helper()
	mkdir(t, bin)
	for _, name := range names {
		if err := os.Symlink(filepath.Join(l.dir, "stand-in"), filepath.Join(bin, name)); err != nil {
			t.Fatal(err)
		}
	}
}

// mkdir makes a directory, and those above it.
func mkdir(t *testing.T, path string) {
	t.Helper()
	if err := os.MkdirAll(path, 0o755); err != nil {
		t.Fatal(err)
	}
}

// write writes a file.
func write(t *testing.T, path, text string, mode os.FileMode) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), mode); err != nil {
		t.Fatal(err)
	}
}

// judge says in what a result isn't what a case asks for.
func (c libraryCase) judge(r result) string {
	var wrong strings.Builder
	if r.exit != c.exit && (c.exit != anyFailure || r.exit == 0) {
		fmt.Fprintf(&wrong, "exit code %d, want %s\n", r.exit, c.wantExit())
	}
	for _, part := range []struct{ name, want, got string }{
		{"standard output", c.prints, r.prints},
		{"standard error", c.says, r.says},
		{"stand-ins", c.gets, r.gets},
	} {
		if !alike(part.want, part.got) {
			fmt.Fprintf(&wrong, "%s (-want +got):\n%s", part.name,
				cmp.Diff(strings.SplitAfter(part.want, "\n"), strings.SplitAfter(part.got, "\n")))
		}
	}
	return wrong.String()
}

// alike says whether a text is the one that is wanted, line by line; a line
// "~ PATTERN" that is wanted is a regular expression.
func alike(want, got string) bool {
	wanted, lines := strings.Split(want, "\n"), strings.Split(got, "\n")
	if len(wanted) != len(lines) {
		return false
	}
	for i, line := range wanted {
		pattern, ok := strings.CutPrefix(line, "~ ")
		if ok && regexp.MustCompile("^(?:"+pattern+")$").MatchString(lines[i]) {
			continue
		}
		if line != lines[i] {
			return false
		}
	}
	return true
}

// TestJudge makes sure that the tables can fail.
func TestJudge(t *testing.T) {
	t.Parallel()
	c, err := readCase("name\nrun it\n-- fails\n-- prints\none\n\n-- says\n~ .*not found\n-- gets\nip -4\n\trule show\n")
	if err != nil {
		t.Fatal(err)
	}
	right := result{exit: 127, prints: "one\n\n", says: "sh: x: not found\n", gets: "ip -4\n\trule show\n"}
	if diff := c.judge(right); diff != "" {
		t.Errorf("a result that is right:\n%s", diff)
	}
	for name, spoil := range map[string]func(*result){
		"exit code":        func(r *result) { r.exit = 0 },
		"a line less":      func(r *result) { r.prints = "one\n" },
		"a line more":      func(r *result) { r.gets += "ip -6\n" },
		"another line":     func(r *result) { r.gets = "ip -4\n\troute show\n" },
		"the pattern":      func(r *result) { r.says = "sh: x: not found!\n" },
		"nothing":          func(r *result) { r.says = "" },
		"no end of a line": func(r *result) { r.prints = "one\n" + "\t" },
	} {
		wrong := right
		spoil(&wrong)
		if c.judge(wrong) == "" {
			t.Errorf("%s doesn't count", name)
		}
	}
	c.exit = 3
	if c.judge(right) == "" {
		t.Error("another exit code doesn't count")
	}
	if _, err := readCase("name\nrun it\n-- print\none\n"); err == nil {
		t.Error("a section that there isn't is taken")
	}
}
