package rehearsal_test

import (
	"os"
	"strings"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
)

const (
	hashPolicy  = "/proc/sys/net/ipv4/fib_multipath_hash_policy"
	reversePath = "/proc/sys/net/ipv4/conf/if1/rp_filter"
)

// value reads a file of the router's, or writes it first.
func value(t *testing.T, lab *rehearsal.Lab, file, write string) string {
	t.Helper()
	text := "cat " + file
	if write != "" {
		text = "echo " + write + " >" + file + "; " + text
	}
	r, err := lab.Run(rehearsal.Script{Text: text})
	if err != nil || r.Exit != 0 {
		t.Fatal(err, r.Stderr)
	}
	return r.Stdout[:len(r.Stdout)-1]
}

// Parameters are set where they have to be, and given back where they are
// still as we set them.
func TestSysctls(t *testing.T) {
	policy, plain := fixture(t, "hash-policy"), fixture(t, "backup")
	src, err := os.ReadFile("../../testdata/valid/backup.hcl")
	if err != nil {
		t.Fatal(err)
	}
	unmanaged := configure(t, "unmanaged.hcl", strings.Replace(string(src), "settings {", "settings {\n  manage_sysctls = false", 1))
	for _, test := range []struct {
		name       string
		before     string // rp_filter of if1
		scripts    []configuration
		other      string // what somebody else sets rp_filter to after them
		wantPolicy string // after the scripts
		wantFilter string
		restored   string // rp_filter after teardown
	}{
		{"strict", "1", []configuration{policy}, "", "1", "2", "1"},
		{"off", "0", []configuration{policy}, "", "1", "0", "0"},
		{"loose already", "2", []configuration{policy}, "", "1", "2", "2"},
		{"somebody else's now", "1", []configuration{policy}, "0", "1", "2", "0"},
		{"not asked for any more", "1", []configuration{policy, policy, plain}, "", "0", "2", "1"},
		{"not managed", "1", []configuration{unmanaged}, "", "0", "1", "1"},
		{"not managed any more", "1", []configuration{policy, unmanaged}, "", "0", "1", "1"},
	} {
		{
			lab := build(t, policy.set, rehearsal.Options{})
			value(t, lab, reversePath, test.before)
			var last configuration
			for i, c := range test.scripts {
				last = c
				succeed(t, lab, rehearsal.Script{Text: c.setup, Shell: shells[i%len(shells)]})
			}
			if got := value(t, lab, hashPolicy, ""); got != test.wantPolicy {
				t.Errorf("%s: the hash policy is %s, want %s", test.name, got, test.wantPolicy)
			}
			if got := value(t, lab, reversePath, ""); got != test.wantFilter {
				t.Errorf("%s: rp_filter is %s, want %s", test.name, got, test.wantFilter)
			}
			if test.other != "" {
				value(t, lab, reversePath, test.other)
			}
			succeed(t, lab, rehearsal.Script{Text: last.teardown})
			if got := value(t, lab, reversePath, ""); got != test.restored {
				t.Errorf("%s: after teardown rp_filter is %s, want %s", test.name, got, test.restored)
			}
			if err := lab.Close(); err != nil {
				t.Fatal(err)
			}
		}
	}
}
