package rehearsal

import "time"

// Script is a shell script and how it is to be run on the router.
type Script struct {
	Text  string
	Shell Shell    // Dash if empty
	Args  []string // $1 and so on
	Env   []string // added to PATH, HOME and LANG; a later one wins

	// UID runs it as somebody else; 0 is root.
	UID int

	// Timeout kills a script that hangs; a minute if zero.
	Timeout time.Duration

	// Traced runs every external command through a shim that takes it down.
	// Anything but the Tools is then refused. A Fault or Replace imply it.
	Traced bool
	Fault  Fault

	// Replace gives commands another body, in the language of sh, or, with "",
	// takes them away: {"ip": `exec busybox ip "$@"`} is a machine with no
	// other ip than BusyBox's.
	Replace map[string]string

	// Tools are the external commands that the script may use; those of any
	// router if nil.
	Tools []string
}

// Shell is a shell to run a script with.
type Shell string

// The shells that scripts are written for.
const (
	Dash    Shell = "dash"
	Bash    Shell = "bash"
	BusyBox Shell = "busybox"
	Sh      Shell = "sh" // whichever this machine has
)

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

// Result is what became of a script.
type Result struct {
	Exit   int  // as a shell has it: 128 plus the signal for a killed one
	Killed bool // by SIGKILL
	Stdout string
	Stderr string
	Took   time.Duration

	Commands  [][]string // external commands in order, when traced
	Strangers []string   // those that are not among the tools, in order
}
