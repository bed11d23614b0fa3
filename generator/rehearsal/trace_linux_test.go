package rehearsal

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
)

// Traced is a script whose every external command runs through a shim that takes
// it down. Anything but the Tools is refused.
type Traced struct {
	Script
	Fault Fault

	// Replace gives commands another body, in the language of sh, or, with "",
	// takes them away: {"ip": `exec busybox ip "$@"`} is a machine with no
	// other ip than BusyBox's.
	Replace map[string]string

	// Tools are the external commands that the script may use; those of any
	// router if nil.
	Tools []string
}

// Fault is what goes wrong at the At-th external command, counted from 1.
type Fault struct {
	At      int
	Kind    FaultKind
	Message string // printed by a command that fails, on its standard error
	Exit    int    // of a command that fails; 1 if zero
}

// FaultKind is a way of going wrong.
type FaultKind int

// The kinds of Fault. To kill is to send SIGKILL to the whole process group.
const (
	NoFault FaultKind = iota
	KillBefore
	KillAfter
	Fail // the command is not executed
)

// defaultTools are the external commands that a script finds on any router.
var defaultTools = []string{
	"cat", "chmod", "chown", "cp", "flock", "grep", "id", "ip", "ln", "ls", "mkdir",
	"mktemp", "mv", "nft", "readlink", "rm", "rmdir", "sed", "sleep", "stat",
	"sync", "sysctl", "touch", "tr", "uname",
}

// Trace is what became of a script, and of its external commands.
type Trace struct {
	Result
	Commands  [][]string // in order
	Strangers []string   // those that are not among the tools, in order
}

// Trace is Run for a traced script.
func (l *Lab) Trace(s Traced) (Trace, error) {
	if s.Tools == nil {
		s.Tools = defaultTools
	}
	s.cover = func(shell string) (string, string, error) {
		return filepath.Join(realDir, shell), shimDir, coverCommands(s)
	}
	var t Trace
	var err error
	if t.Result, err = l.Run(s.Script); err != nil {
		return t, err
	}
	return t, l.Do(func() error { return t.read(s.Tools) })
}

// read reads what the shims have taken down.
func (t *Trace) read(tools []string) error {
	trace, err := os.ReadFile(traceFile)
	if err != nil {
		return err
	}
	words := bytes.Split(trace, []byte{0})
	for len(words) > 1 { // the last word is the nothing behind the last zero byte
		n, err := strconv.Atoi(string(words[0]))
		if err != nil || n+2 > len(words)-1 {
			return fmt.Errorf("trace: %q", trace)
		}
		var argv []string
		for _, w := range words[1 : n+2] {
			argv = append(argv, string(w))
		}
		t.Commands = append(t.Commands, argv)
		if !slices.Contains(tools, argv[0]) {
			t.Strangers = append(t.Strangers, argv[0])
		}
		words = words[n+2:]
	}
	return nil
}
