package rehearsal

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sys/unix"
)

// Scripts write their names of tables between two comments. If they made the file or its
// directory, the first comment ends with madeNames and that path.
const (
	beginNames = "# splitroute: begin"
	madeNames  = ", made "
	endNames   = "# splitroute: end\n"
)

// stagedNames is what a script that was killed has left, beside what it was about
// to replace.
const stagedNames = ".splitroute.new"

// copyNames makes iproute2Dir a copy without links, so that scripts never write to where
// a link leads.
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

// dropNamesFrom does what drop_names of the scripts does. Like that, it doesn't change a
// file whose comments don't match, or a link, which setups never follow.
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

// splitNames tells our lines of a file from the others. It is whole if each
// begin comment has its end comment.
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
