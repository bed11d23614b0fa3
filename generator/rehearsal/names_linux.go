package rehearsal

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// copyNames makes iproute2Dir, all of it our own: what is written below must not
// get where a link leads.
func copyNames() error {
	err := copyTree(filepath.Join(trueEtc, filepath.Base(iproute2Dir)), iproute2Dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return errors.Join(err, ownDirectory(iproute2Dir), ownDirectory(iproute2Dir+"/rt_tables.d"))
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
