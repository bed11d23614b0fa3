package acceptance

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// What is there while a setup waits to be confirmed, and where it reports what
// came of its return.
const (
	waitingDir = "/run/splitroute/waiting"
	reportFile = "/run/splitroute/returned"
)

// confirm has a setup stay that waits for that. Whether one does is seen by what
// it leaves: a script may have been edited.
func (t *trial) confirm(name string) (bool, error) {
	waits, err := t.waits()
	if err != nil || !waits {
		return true, err
	}
	t.confirms = true
	return t.script(name+", confirmed", "setup.sh", t.Setup, "confirm")
}

// waits reports whether a setup waits to be confirmed.
func (t *trial) waits() (waits bool, err error) {
	err = t.lab.Do(func() error {
		_, err := os.Stat(waitingDir)
		waits = err == nil
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return err
	})
	return waits, err
}

// takenBack has a setup that waits to be confirmed give back the earlier one.
func (t *trial) takenBack() error {
	if !t.confirms {
		return nil
	}
	err := t.undisturbed("connections while setup is taken back", "setup runs and is taken back", t.underway(""), func() error {
		return t.revert("setup to be taken back", "setup taken back")
	})
	if err != nil {
		return err
	}
	return t.compare("state after setup was taken back", "the state before, and now", t.once)
}

// takenBackToNothing is takenBack where there is no earlier one.
func (t *trial) takenBackToNothing() error {
	if !t.confirms {
		return nil
	}
	if err := t.revert("setup after teardown, to be taken back", "setup after teardown, taken back"); err != nil {
		return err
	}
	return t.compare("state after setup was taken back to nothing", "the state before setup, and now", t.before)
}

// revert runs a setup and takes it back, and then clears away what that adds:
// its report.
func (t *trial) revert(setup, revert string) error {
	works, err := t.script(setup, "setup.sh", t.Setup)
	if err != nil || !works {
		return err
	}
	if _, err := t.script(revert, "setup.sh", t.Setup, "revert"); err != nil {
		return err
	}
	return t.lab.Do(func() error {
		if err := os.Remove(reportFile); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("cannot clear away: %w", err)
		}
		_ = os.Remove("/run/splitroute") // unless more is kept
		return nil
	})
}
