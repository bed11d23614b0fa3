package rehearsal_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
)

// stops are signals, and whom they reach: that of a terminal all commands of the
// script, that of kill(1) its shell alone.
var stops = []string{"kill -INT -$group", "kill -TERM $group", "kill -HUP -$group"}

// A setup that is stopped by a signal takes back what it did, and the one before
// stays: while the script looks, while it puts the names of tables in place, when
// the sysctls are set, and when all routes and rules are there.
func TestStoppedBySignal(t *testing.T) {
	c := threeConfigurations(t)
	lab := build(t, c[0].set, rehearsal.Options{Defaults: defaultBy(c[0].set, 100)})
	succeed(t, lab, rehearsal.Script{Text: c[0].setup})
	before := snapshot(t, lab)
	for _, test := range []struct{ text, tool, command, says string }{
		{c[1].setup, "find", `*`, "stopped by a signal\nsplitroute: nothing was changed\n"},
		{c[1].setup, "cp", `*`, "stopped by a signal\nsplitroute: everything is as it was before\n"},
		{c[1].setup, "sysctl", `*`, "stopped by a signal\nsplitroute: everything is as it was before\n"},
		{c[1].setup, "ip", `"-4 -batch -"`, "stopped by a signal\nsplitroute: everything is as it was before\n"},
	} {
		for i, stop := range stops {
			r := trace(t, lab, rehearsal.Traced{
				Script:  rehearsal.Script{Text: test.text, Shell: shells[i]},
				Replace: stopped(test.tool, test.command, stop),
			})
			what := fmt.Sprintf("%s: %s after %s %s", shells[i], stop, test.tool, test.command)
			if r.Exit != 1 || !strings.HasSuffix(r.Stderr, test.says) {
				t.Errorf("%s: exit %d: %s", what, r.Exit, r.Stderr)
			}
			same(t, what, before, snapshot(t, lab))
			if r := run(t, lab, rehearsal.Script{Text: "rm /run/stopped"}); r.Exit != 0 {
				t.Errorf("%s: there was no signal", what)
			}
		}
	}
}

// stopped has a tool send a signal, once, after it has done a command that fits.
// The script is the head of its group (proc_pid_stat(5)).
func stopped(tool, command, stop string) map[string]string {
	return map[string]string{tool: `read -r _ _ _ _ group _ </proc/$$/stat
		case $* in
		` + command + `) ;;
		*) exec ` + tool + ` "$@" ;;
		esac
		` + tool + ` "$@"
		result=$?
		[ -e /run/stopped ] || {
			: >/run/stopped
			` + stop + `
		}
		exit $result`}
}
