package rehearsal_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/sys/unix"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
	"github.com/gen-splitroute/gen-splitroute/generator/render"
)

// A new /etc/iproute2/rt_tables hides the distribution's, wherever that is: the
// names in there stay known all the same.
func TestDistributionsNames(t *testing.T) {
	for _, dir := range []string{"/usr/share", "/usr/lib"} {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			c := fixture(t, "names-file", render.Options{})
			lab := build(t, c.set, rehearsal.Options{})
			ownDirectory(t, lab, dir)
			shellOut(t, lab, "mkdir -p "+dir+"/iproute2; mv /etc/iproute2/rt_tables "+dir+"/iproute2; printf '33\\tspecial' >>"+dir+"/iproute2/rt_tables; ip route add 192.0.2.9 dev if1 table 33")
			before := snapshot(t, lab)
			for _, text := range []string{c.setup, c.quickSetup} {
				succeed(t, lab, rehearsal.Script{Text: text})
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
	c := fixture(t, "backup", render.Options{})
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
