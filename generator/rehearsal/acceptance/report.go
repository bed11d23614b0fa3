package acceptance

import (
	"fmt"
	"strings"
	"time"
)

// Report is the result of a Case.
type Report struct {
	File   string        // the configuration
	Checks []Check       // in the order in which they were made
	Took   time.Duration // the laboratory and all
}

// Check is one comparison.
type Check struct {
	Stage  string // as in the package comment
	Name   string // unique in the report
	Status Status
	Sent   string   // what was done
	Seen   string   // what happened
	Want   string   // what should have, when it did not
	Detail []string // more about what happened, a line each
	Took   time.Duration
}

// Status is how a check ended.
type Status string

// How a check can end.
const (
	OK      Status = "ok"
	Failed  Status = "failed"
	Skipped Status = "skipped" // it cannot be made; Seen says why
	Noted   Status = "note"    // nothing is wrong, and people should know
)

// OK reports whether no check failed.
func (r Report) OK() bool { return r.count(Failed) == 0 }

func (r Report) count(s Status) int {
	n := 0
	for _, c := range r.Checks {
		if c.Status == s {
			n++
		}
	}
	return n
}

// summary is the final count.
func (r Report) summary() string {
	parts := []string{fmt.Sprintf("%d checks", len(r.Checks))}
	if len(r.Checks) == 1 {
		parts[0] = "1 check"
	}
	parts = append(parts, fmt.Sprintf("%d failed", r.count(Failed)))
	if skipped := r.count(Skipped); skipped > 0 {
		parts = append(parts, fmt.Sprintf("%d skipped", skipped))
	}
	if noted := r.count(Noted); noted > 0 {
		parts = append(parts, fmt.Sprintf("%d to note", noted))
	}
	return fmt.Sprintf("%s: %s, in %.1f s", r.File, strings.Join(parts, ", "), r.Took.Seconds())
}
