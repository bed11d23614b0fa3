package rehearsal

import "golang.org/x/sys/unix"

// CopyNames is what is below /etc/iproute2 in a laboratory on the machine that
// the router is.
func (l *Lab) CopyNames() ([]string, error) {
	var lines []string
	err := l.router.branch(func() error {
		if err := mount("/etc", trueEtc, "", unix.MS_BIND|unix.MS_REC, ""); err != nil {
			return err
		}
		if err := freshEtc(); err != nil {
			return err
		}
		var err error
		lines, err = files(iproute2Dir)
		return err
	})
	return lines, err
}
