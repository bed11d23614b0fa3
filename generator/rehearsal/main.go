package rehearsal

import (
	"fmt"
	"os"
)

// requireVar is the environment variable that makes a laboratory which cannot
// be built a failure instead of a skip: CI sets it to 1.
const requireVar = "REQUIRE_NETNS"

// unavailable is why Main runs its tests outside.
var unavailable error

// Main is for TestMain: it calls run inside the namespaces of Enter and
// returns the code to exit with.
//
//	func TestMain(m *testing.M) { os.Exit(rehearsal.Main(m.Run)) }
//
// Where the kernel refuses, or the machine lacks commands that scripts or their tests need,
// the tests run outside, and tests that need a laboratory skip on Available's error. With
// REQUIRE_NETNS=1 none of them runs, and the code is 1.
func Main(run func() int) int {
	inside, exit, err := Enter()
	if err == nil && inside {
		err = lackingTools()
	}
	switch {
	case err != nil && os.Getenv(requireVar) == "1":
		fmt.Fprintf(os.Stderr, "%s=1, but there is no laboratory: %v\n", requireVar, err)
		return 1
	case err == nil && !inside:
		return exit
	}
	unavailable = err
	return run()
}

// Available returns nil where Build can work, and otherwise the reason why a
// test should be skipped.
func Available() error {
	if unavailable != nil {
		return unavailable
	}
	if !entered {
		return fmt.Errorf("not inside the namespaces of rehearsal.Enter")
	}
	return nil
}
