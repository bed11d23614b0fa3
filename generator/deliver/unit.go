package deliver

import (
	"errors"
	"path"

	"github.com/gen-splitroute/gen-splitroute/generator/script"
)

// Unit says what runs the scripts at boot.
type Unit struct {
	Setup   string // the path of the setup script; the others are in its folder
	Monitor bool   // the unit of the monitor instead of the setup's
	OpenWrt bool   // an init script of procd, for both, instead of units of systemd
	OpenRC  bool   // an init script of OpenRC instead of a unit of systemd
	File    string // the name of the configuration; "" for any, as in a package
	Watched bool   // it has providers with health
}

// unit is a unit or an init script, as the template reads it.
type unit struct {
	Release, File                  string
	Setup, Teardown, MonitorScript string
	Watched                        bool
}

// Text is the file.
func (u Unit) Text() ([]byte, error) {
	if err := checkPath(u.Setup); err != nil {
		return nil, err
	}
	u.Watched = u.Watched || u.File == ""
	if u.Monitor && !u.Watched {
		return nil, errors.New("no provider of " + u.File + " has health: there is nothing to monitor")
	}
	name := "service.tmpl"
	switch {
	case u.OpenWrt:
		name = "init.tmpl"
	case u.OpenRC && u.Monitor:
		name = "openrc-monitor.tmpl"
	case u.OpenRC:
		name = "openrc.tmpl"
	case u.Monitor:
		name = "monitor.tmpl"
	}
	beside := func(name string) string { return path.Join(path.Dir(u.Setup), name) }
	return execute(name, unit{script.Release, u.File, u.Setup, beside("teardown.sh"), beside("monitor.sh"), u.Watched})
}
