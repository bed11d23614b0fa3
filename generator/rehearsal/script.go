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

	// Confined: the file system is read-only, except where scripts have to write.
	Confined bool

	// Timeout kills a script that hangs; a minute if zero.
	Timeout time.Duration

	// cover, unless it is nil, is called in the script's own namespaces, and can mount
	// over what the machine has there. It gets the path of the shell, and returns its path
	// afterwards, and the directories of commands.
	cover func(shell string) (covered, path string, err error)
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

// Result is what became of a script.
type Result struct {
	Exit   int  // as a shell has it: 128 plus the signal for a killed one
	Killed bool // by SIGKILL
	Stdout string
	Stderr string
	Took   time.Duration
}
