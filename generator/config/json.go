package config

import (
	"encoding/json"
	"io"

	"github.com/hashicorp/hcl/v2"
)

// The fields of "terraform validate -json", format 1.0, which editors and CI
// know.

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

// WriteJSON prints diagnostics for programs, sorted by position. The counts are
// those of all, also where some of very many are written.
func WriteJSON(w io.Writer, src []byte, diags hcl.Diagnostics) error {
	errors := errorCount(diags)
	result := jsonResult{
		FormatVersion: "1.0", Valid: errors == 0, Diagnostics: []jsonDiagnostic{},
		ErrorCount: errors, WarningCount: len(diags) - errors,
	}
	for _, diag := range shown(diags) {
		result.Diagnostics = append(result.Diagnostics, jsonOf(diag, sourceOf(diag, src)))
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(result)
}

func jsonOf(diag *hcl.Diagnostic, src []byte) jsonDiagnostic {
	result := jsonDiagnostic{Severity: severity(diag), Summary: visible(diag.Summary), Detail: visible(diag.Detail)}
	if diag.Subject == nil {
		return result
	}
	at := *diag.Subject
	head, marked, tail := cutLine(src, at)
	result.Range = &jsonRange{visible(at.Filename), jsonPos(at.Start), jsonPos(at.End)}
	result.Snippet = &jsonSnippet{
		Code: head + marked + tail, StartLine: at.Start.Line,
		Start: len(head), End: len(head) + len(marked), Values: []struct{}{},
	}
	return result
}
