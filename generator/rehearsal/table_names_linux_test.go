package rehearsal_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
)

// The file of table names comes back byte for byte, with owner and mode,
// whatever it was.
func TestTableNames(t *testing.T) {
	for _, test := range []struct{ name, before string }{
		{"as it is", ""},
		{"no final newline", `printf '255\tlocal\n254\tmain' >/etc/iproute2/rt_tables`},
		{"empty", `: >/etc/iproute2/rt_tables; : >/etc/iproute2/rt_tables.d/splitroute.conf`},
		{"owner and mode", `chmod 640 /etc/iproute2/rt_tables; chown 7:8 /etc/iproute2/rt_tables`},
		{"backslashes and blanks", `printf '\\ # \\n  \n\t\n' >>/etc/iproute2/rt_tables`},
		{"kept by the distribution", `mkdir -p /usr/share/iproute2; mv /etc/iproute2/rt_tables /usr/share/iproute2/rt_tables; echo '33 special' >>/usr/share/iproute2/rt_tables`},
		{"no drop-in directory", `rm -rf /etc/iproute2/rt_tables.d`},
		{"drop-ins of others", `echo '77 other' >/etc/iproute2/rt_tables.d/other.conf`},
		{"nothing at all", `rm -rf /etc/iproute2/*`},
		{"no directory", `rm -rf /etc/iproute2`},
	} {
		for i, name := range []string{"names-file", "backup"} {
			t.Run(test.name+"/"+name, func(t *testing.T) {
				if strings.Contains(test.before, "chown") {
					needUsers(t)
				}
				c := fixture(t, name)
				lab := build(t, c.set, rehearsal.Options{})
				ownShare(t, lab)
				if r, err := lab.Run(rehearsal.Script{Text: test.before}); err != nil || r.Exit != 0 {
					t.Fatal(err, r.Stderr)
				}
				before := snapshot(t, lab)
				for range 2 {
					succeed(t, lab, rehearsal.Script{Text: c.setup, Shell: shells[i]})
					namesKnown(t, lab, c)
					withoutOurs(t, lab, before)
				}
				succeed(t, lab, rehearsal.Script{Text: c.teardown, Shell: shells[i]})
				same(t, "teardown", before, snapshot(t, lab))
			})
		}
	}
}

// withoutOurs checks that a rehearsal on the router, where a setup is in place
// and another one was killed, finds the names of tables as they were before.
func withoutOurs(t *testing.T, lab *rehearsal.Lab, before rehearsal.Snapshot) {
	t.Helper()
	run(t, lab, rehearsal.Script{Text: `cd /etc/iproute2
mkdir -p .splitroute.new
: >.splitroute.new/names
[ ! -d rt_tables.d ] || : >rt_tables.d/.splitroute.new`})
	sameCopy(t, lab, before)
}

// sameCopy checks what a rehearsal on the router finds in /etc/iproute2.
func sameCopy(t *testing.T, lab *rehearsal.Lab, want rehearsal.Snapshot) {
	t.Helper()
	names, err := lab.CopyNames()
	if err != nil {
		t.Fatal(err)
	}
	const dir = "/etc/iproute2"
	i := slices.IndexFunc(want, func(s rehearsal.Section) bool { return s.Name == dir })
	same(t, "a copy", want[i:i+1], rehearsal.Snapshot{{Name: dir, Lines: names}})
}

// What isn't clear is for the script to complain about.
func TestUnclearNames(t *testing.T) {
	lab := build(t, fixture(t, "names-file").set, rehearsal.Options{})
	run(t, lab, rehearsal.Script{Text: `printf '# splitroute: begin\n101 isp1\n' >>/etc/iproute2/rt_tables`})
	sameCopy(t, lab, snapshot(t, lab))
}

// What a script writes to a directory behind a link is not seen outside either.
func TestLinkedNames(t *testing.T) {
	lab := build(t, fixture(t, "backup").set, rehearsal.Options{})
	run(t, lab, rehearsal.Script{Text: "mkdir -p /etc/iproute2/rt_tables.d"})
	before := snapshot(t, lab)
	run(t, lab, rehearsal.Script{Text: `cd /etc
mv iproute2/rt_tables.d names
ln -s ../names iproute2/rt_tables.d
mkdir static
mv iproute2 static
ln -s static/iproute2 iproute2`})
	sameCopy(t, lab, before)
}

// ownShare gives the laboratory a /usr/share/iproute2 to do with as it likes.
func ownShare(t *testing.T, lab *rehearsal.Lab) {
	t.Helper()
	mounted(t, lab, "none", "/usr/share", "tmpfs", 0)
}

// mounted mounts something where all scripts of the laboratory see it.
func mounted(t *testing.T, lab *rehearsal.Lab, source, target, kind string, flags uintptr) {
	t.Helper()
	err := lab.Do(func() error { return unix.Mount(source, target, kind, flags, "") })
	if err != nil {
		t.Fatal(err)
	}
}

// namesKnown asks iproute2 for every name that the plan gives to a table.
func namesKnown(t *testing.T, lab *rehearsal.Lab, c configuration) {
	t.Helper()
	for _, n := range c.plan.Tables.Names {
		out := run(t, lab, rehearsal.Script{Text: "ip route show table " + n.Name}).Stdout
		number := run(t, lab, rehearsal.Script{Text: fmt.Sprintf("ip route show table %d", n.Number)}).Stdout
		if out == "" || out != number {
			t.Errorf("table %s is not table %d", n.Name, n.Number)
		}
	}
}

// A new /etc/iproute2/rt_tables hides the distribution's, wherever that is: the
// names in there stay known all the same.
func TestDistributionsNames(t *testing.T) {
	for _, dir := range []string{"/usr/share", "/usr/lib"} {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			c := fixture(t, "names-file")
			lab := build(t, c.set, rehearsal.Options{})
			ownDirectory(t, lab, dir)
			shellOut(t, lab, "mkdir -p "+dir+"/iproute2; mv /etc/iproute2/rt_tables "+dir+"/iproute2; printf '33\\tspecial' >>"+dir+"/iproute2/rt_tables; ip route add 192.0.2.9 dev if1 table 33")
			before := snapshot(t, lab)
			for range 2 {
				succeed(t, lab, rehearsal.Script{Text: c.setup})
				namesKnown(t, lab, c)
				if out := run(t, lab, rehearsal.Script{Text: "ip route show table special"}).Stdout; out == "" {
					t.Error("table special is not known any more")
				}
			}
			succeed(t, lab, rehearsal.Script{Text: c.teardown})
			same(t, "teardown", before, snapshot(t, lab))
		})
	}
}

// ownDirectory has the laboratory write to a directory of the machine's and
// nobody else see it.
func ownDirectory(t *testing.T, lab *rehearsal.Lab, dir string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	const kept = "/run/kept"
	shellOut(t, lab, "mkdir -p "+kept)
	mounted(t, lab, dir, kept, "", unix.MS_BIND|unix.MS_REC)
	mounted(t, lab, "none", dir, "tmpfs", 0)
	err = lab.Do(func() error {
		for _, e := range entries {
			if err := os.Symlink(filepath.Join(kept, e.Name()), filepath.Join(dir, e.Name())); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Names are there for everybody, and for root alone to change, whatever the umask
// of whoever runs the script.
func TestNamesReadable(t *testing.T) {
	c := fixture(t, "backup")
	lab := build(t, c.set, rehearsal.Options{})
	shellOut(t, lab, "rm -rf /etc/iproute2")
	for _, umask := range []string{"077", "000"} {
		succeed(t, lab, rehearsal.Script{Text: "umask " + umask + "\n" + c.setup})
		namesKnown(t, lab, c)
		for path, mode := range modes(t, lab, "/etc/iproute2") {
			if want := map[bool]fs.FileMode{true: 0o755, false: 0o644}[mode.IsDir()]; mode.Perm() != want {
				t.Errorf("umask %s: %s is %v", umask, path, mode)
			}
		}
		succeed(t, lab, rehearsal.Script{Text: c.teardown})
	}
}

// modes are those of everything below a directory of the laboratory's.
func modes(t *testing.T, lab *rehearsal.Lab, dir string) map[string]fs.FileMode {
	t.Helper()
	found := map[string]fs.FileMode{}
	err := lab.Do(func() error {
		return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err == nil {
				var info fs.FileInfo
				info, err = d.Info()
				found[path] = info.Mode()
			}
			return err
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
