package rehearsal

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sys/unix"
)

// What the scripts write into files with names of tables: their lines between
// two comments, the first of which ends with madeNames and a path, of a file or a
// directory, when that was not there before.
const (
	beginNames = "# splitroute: begin"
	madeNames  = ", made "
	endNames   = "# splitroute: end\n"
)

// stagedNames is what a script that was killed has left, beside what it was about
// to replace.
const stagedNames = ".splitroute.new"

// copyNames makes iproute2Dir, all of it our own: what is written below must not
// get where a link leads.
func copyNames() error {
	err := copyTree(filepath.Join(trueEtc, filepath.Base(iproute2Dir)), iproute2Dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return errors.Join(err, ownDirectory(iproute2Dir), ownDirectory(iproute2Dir+"/rt_tables.d"), dropNames())
}

// ownDirectory puts a copy of a directory in the place of a link to it.
func ownDirectory(dir string) error {
	real, err := filepath.EvalSymlinks(dir)
	if err != nil || real == dir {
		return nil // there is none, or it is
	}
	if info, err := os.Stat(real); err != nil || !info.IsDir() {
		return err
	}
	return errors.Join(os.Remove(dir), copyTree(real, dir))
}

// dropNames takes out of /etc/iproute2 what a setup has put there.
func dropNames() error {
	paths, err := filepath.Glob(iproute2Dir + "/rt_tables.d/*.conf")
	errs := []error{err}
	for _, path := range append(paths, iproute2Dir+"/rt_tables") {
		errs = append(errs, dropNamesFrom(path))
	}
	return errors.Join(errs...)
}

// dropNamesFrom is drop_names of the scripts. What is not clear it leaves alone,
// as they do, and a link, behind which setups don't write.
func dropNamesFrom(path string) error {
	info, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) || err == nil && !info.Mode().IsRegular() {
		return nil
	}
	text, err := os.ReadFile(path)
	block, others, whole := splitNames(string(text))
	if err != nil || !whole || block == "" {
		return err
	}
	first, _, _ := strings.Cut(block, "\n")
	if _, made, found := strings.Cut(first, madeNames); found && others == "" {
		return removeMade(path, made)
	}
	return os.WriteFile(path, []byte(others), 0) // its mode stays
}

// splitNames tells our lines of a file from the others. It is whole when each
// beginning has its end: else it isn't clear what is ours.
func splitNames(text string) (block, others string, whole bool) {
	inside := false
	for line := range strings.Lines(text) {
		inside = inside || strings.HasPrefix(line, beginNames)
		if inside {
			block += line
		} else {
			others += line
		}
		inside = inside && line != endNames
	}
	return block, others, !inside
}

// removeMade removes a file, and the directories above it up to the path that
// was made, unless something else is in them.
func removeMade(path, made string) error {
	err := os.Remove(path)
	for err == nil && path != made && path != iproute2Dir {
		path = filepath.Dir(path)
		err = os.Remove(path)
	}
	if errors.Is(err, unix.ENOTEMPTY) {
		return nil
	}
	return err
}
