package rehearsal_test

import (
	"fmt"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
)

// However often setups change a parameter, what they give back is what it was
// before the first one.
func TestFormerValue(t *testing.T) {
	ask := func(settings string) configuration {
		return configure(t, "policy.hcl", inFamilies(true, true, settings, "balance = [provider.isp1, provider.isp3]"))
	}
	l4, l3, none := ask(`hash_policy = "l4"`), ask(`hash_policy = "l3"`), ask("")
	lab := build(t, l4.set, rehearsal.Options{})
	for former := range 4 { // addresses, and ports, inner headers, a choice of its own
		for i, setups := range [][]configuration{{l4, l3, none}, {l3, l4, l3}} {
			was := fmt.Sprint(former)
			policies(t, lab, was)
			for k, c := range setups {
				succeed(t, lab, rehearsal.Script{Text: c.setup, Shell: shells[k]})
				want := map[string]string{l4.setup: "1", l3.setup: "0", none.setup: was}[c.setup]
				samePolicies(t, lab, fmt.Sprintf("from %s, sequence %d, setup %d", was, i, k), want)
			}
			succeed(t, lab, rehearsal.Script{Text: setups[2].teardown, Shell: shells[i]})
			samePolicies(t, lab, fmt.Sprintf("from %s, sequence %d, teardown", was, i), was)
		}
	}
}

// hashPolicies are the same parameter of both families.
var hashPolicies = []string{hashPolicy, "/proc/sys/net/ipv6/fib_multipath_hash_policy"}

func policies(t *testing.T, lab *rehearsal.Lab, write string) {
	t.Helper()
	for _, file := range hashPolicies {
		value(t, lab, file, write)
	}
}

func samePolicies(t *testing.T, lab *rehearsal.Lab, what, want string) {
	t.Helper()
	for _, file := range hashPolicies {
		if got := value(t, lab, file, ""); got != want {
			t.Errorf("%s: %s is %s, want %s", what, file, got, want)
		}
	}
}
