package audit_test

import (
	"bytes"
	"errors"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/audit"
	"github.com/gen-splitroute/gen-splitroute/generator/script"
	"github.com/gen-splitroute/gen-splitroute/generator/script/sh"
)

// FuzzAudit: whatever a script is, it is audited or refused, with lines that it
// has; and what is carried over from it is a function that is carried over
// unchanged the next time.
func FuzzAudit(f *testing.F) {
	for _, text := range kinds(f, planOf(f, "home.hcl")) {
		f.Add(text)
		f.Add(text[:bytes.Index(text, []byte("# ==== "))])
	}
	f.Add([]byte("# ==== setup, sha256 0 ===="))
	f.Add([]byte("by_hand() { a | # ==== core, sha256 0 ====\n b <<-EOF &\n\tx\n\tEOF\n}\nmain"))
	f.Add([]byte("needs() (\n:\n) >x\nmarks() { at a; at 'b'\\''c'; ip rule; }\n# ==== core, sha256 0 ====\nmain \"$@\" | main 'x'\n"))
	f.Add([]byte("needs\n()*"))
	f.Add([]byte("by_hand() b #r a="))
	want := kinds(f, planOf(f, "home.hcl"))
	f.Fuzz(func(t *testing.T, text []byte) {
		if s, err := audit.Read("x.sh", text); err != nil {
			fault, ok := errors.AsType[sh.Fault](err)
			if !ok || fault.Line < 1 || fault.Column < 1 {
				t.Errorf("%v", err)
			}
		} else {
			checkReport(t, s.Library(), text)
			r, err := s.Compare("home.hcl", want[s.Kind.Name])
			if err != nil {
				t.Fatal(err)
			}
			checkReport(t, r, text)
		}
		if carried, err := script.Carry("x.sh", text); err == nil {
			if again, err := script.Carry("x.sh", []byte(carried)); err != nil || again != carried {
				t.Errorf("%v\n%s\n%s", err, carried, again)
			}
		}
	})
}

func checkReport(t *testing.T, r audit.Report, text []byte) {
	t.Helper()
	last := bytes.Count(text, []byte("\n")) + 1
	for _, f := range r.Findings {
		if f.Line < 1 || f.Line > last || f.Text == "" || f.Remedy == "" {
			t.Errorf("of %d lines: %+v", last, f)
		}
	}
	if _, err := r.JSON(); err != nil || len(r.Text()) == 0 {
		t.Error(err)
	}
}
