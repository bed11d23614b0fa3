package main

import (
	"fmt"
	"runtime/debug"

	"github.com/alecthomas/kong"

	"github.com/gen-splitroute/gen-splitroute/generator/script"
)

// versionFlag is "--version".
type versionFlag bool

// BeforeReset prints the version before anything else is looked at.
func (versionFlag) BeforeReset(app *kong.Kong) error {
	digest, err := script.LibraryDigest()
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(app.Stdout, "%s %s\ncommit %s\nlibrary sha256 %s\n", program, script.Release, commit(), digest)
	app.Exit(success)
	return err
}

// commit is what this program was built from, as the go command stamps it (go help
// buildvcs).
func commit() string {
	settings := map[string]string{}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			settings[s.Key] = s.Value
		}
	}
	switch revision := settings["vcs.revision"]; {
	case revision == "":
		return "unknown"
	case settings["vcs.modified"] == "true":
		return revision + ", with changes"
	default:
		return revision
	}
}
