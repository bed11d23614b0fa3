package rehearsal

// Refusal is the error about something that a laboratory needs and this machine
// does not have, or does not allow.
type Refusal struct {
	Reason string
	Remedy string // what to do about it
}

// Error returns the reason.
func (r Refusal) Error() string { return r.Reason }
