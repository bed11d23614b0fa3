package acceptance

import (
	"strings"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/script"
)

// A setup that has to be confirmed passes as any other, and is taken back.
func TestConfirm(t *testing.T) {
	r := rehearse(t, caseOf(t, "confirm.hcl", twoProviders, script.Options{Confirm: 60}))
	if !r.OK() {
		t.Errorf("%s", r.Text())
	}
	for _, line := range []string{
		"ok      setup, confirmed: sh setup.sh confirm: exit code 0 ",
		"ok      setup taken back: sh setup.sh revert: exit code 0 ",
		"ok      connections while setup is taken back: ",
		"ok      state after setup was taken back: ",
		"ok      state after setup was taken back to nothing: ",
	} {
		if !strings.Contains(string(r.Text()), line) {
			t.Errorf("no %q in:\n%s", line, r.Text())
		}
	}
}

// What can be wrong with it, and the check that sees it first.
func TestConfirmFaults(t *testing.T) {
	c := caseOf(t, "confirm.hcl", twoProviders, script.Options{Confirm: 60})
	const flush = "for t in 201 202; do command ip rule flush protocol $t; done; sleep 0.1; "
	for _, f := range []fault{
		{"it cannot be confirmed", []string{"say 'confirmed'\n", "die 'not today'\n"}, nil, "setup", "setup, confirmed"},
		{"it cannot be taken back", []string{"return_former\n\tsay", "die 'not today'\n\tsay"}, nil, "return", "setup taken back"},
		{"not all comes back", []string{"enter \"$commands\" anyway", "enter \"$(printf '%s\\n' \"$commands\" | sed '/priority 23900 /d')\" anyway"}, nil, "return", "state after setup was taken back"},
		{"coming back takes time", []string{"return_former() {\n", "return_former() {\n" + flush}, nil, "return", "connections while setup is taken back"},
		{"names stay", []string{"set_names \"$names_before\" \"$block_before\" || back=''", ":"}, nil, "return, teardown", "state after setup was taken back to nothing"},
	} {
		t.Run(f.name, func(t *testing.T) {
			broken := c
			broken.Setup = broke(t, c.Setup, f.setup)
			if got := firstFailure(t, broken, f); got.Name != f.broken || got.Want == "" && len(got.Detail) == 0 {
				t.Errorf("seen first by %+v, want by %q", got, f.broken)
			}
		})
	}
}
