package audit

// Report is what an audit found. Fields may be added; those that are here keep
// their names and meanings.
type Report struct {
	Script   string    `json:"script"`
	Kind     string    `json:"kind"`         // setup, teardown or monitor
	Against  string    `json:"against"`      // the configuration, "" for none
	Confirm  int       `json:"confirm"`      // the seconds of --confirm, 0 for none
	Release  string    `json:"release"`      // that the head names, "" for none
	This     string    `json:"this_release"` // that audits
	Commands int       `json:"commands"`     // of the head, without those by hand
	Modules  []Module  `json:"modules"`
	Findings []Finding `json:"findings"`
	ByHand   []Line    `json:"by_hand"` // what is in the function by_hand
}

// OK reports whether nothing differs. Lines by hand are no difference.
func (r Report) OK() bool { return len(r.Findings) == 0 }

// Module is a module that the script has.
type Module struct {
	Name   string `json:"name"`
	Line   int    `json:"line"`
	Digest string `json:"digest"` // of its text, not the one in its first line
	State  State  `json:"state"`
}

// State is what a module is.
type State string

// The states.
const (
	Intact  State = "intact"        // byte for byte this release's
	Other   State = "other release" // its text is what its first line says, and not this release's
	Edited  State = "edited"        // its text isn't what its first line says
	Unknown State = "unknown"       // this release has none of this name
)

// Finding is something that differs.
type Finding struct {
	Kind   What   `json:"kind"`
	Line   int    `json:"line"`           // of the script
	Part   string `json:"part"`           // a function, a module, "variables" or "top level"
	At     string `json:"at,omitempty"`   // whose command it is, and why it is there
	Want   string `json:"want,omitempty"` // what there should be
	Have   string `json:"have,omitempty"` // what the script has
	Text   string `json:"text"`
	Remedy string `json:"remedy"`
}

// What is the kind of thing that a finding is about.
type What string

// All there are.
const (
	Added      What = "added"   // a command that the configuration doesn't yield
	Removed    What = "removed" // a command that it yields, and the script hasn't
	Changed    What = "changed" // one that is similar at the same place
	Moved      What = "moved"   // one that is at another place
	Untagged   What = "untagged"
	NotByHand  What = "not by hand" // what by_hand can't have
	Misplaced  What = "misplaced"   // a statement where none belongs
	Missing    What = "missing"     // a function, or a statement of the frame
	OfLibrary  What = "library"     // a module that isn't this release's
	OfRelease  What = "release"
	FirstTrap  What = "first statement"
	LastIsMain What = "last statement"
)

// Line is a line of the script.
type Line struct {
	Line int    `json:"line"`
	Text string `json:"text"`
}
