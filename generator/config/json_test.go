package config

// What WriteJSON writes, as its readers know it.

type jsonResult struct {
	FormatVersion string           `json:"format_version"`
	Valid         bool             `json:"valid"`
	ErrorCount    int              `json:"error_count"`
	WarningCount  int              `json:"warning_count"`
	Diagnostics   []jsonDiagnostic `json:"diagnostics"`
}

type jsonDiagnostic struct {
	Severity string       `json:"severity"`
	Summary  string       `json:"summary"`
	Detail   string       `json:"detail"`
	Range    *jsonRange   `json:"range,omitempty"`
	Snippet  *jsonSnippet `json:"snippet,omitempty"`
}

type jsonRange struct {
	Filename string  `json:"filename"`
	Start    jsonPos `json:"start"`
	End      jsonPos `json:"end"`
}

type jsonPos struct {
	Line   int `json:"line"`
	Column int `json:"column"`
	Byte   int `json:"byte"`
}

// jsonSnippet is the line of the source, or the part of a long one that
// matters.
type jsonSnippet struct {
	Context   *string    `json:"context"`
	Code      string     `json:"code"`
	StartLine int        `json:"start_line"`
	Start     int        `json:"highlight_start_offset"` // in bytes
	End       int        `json:"highlight_end_offset"`
	Values    []struct{} `json:"values"`
}
