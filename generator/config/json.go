package config

import (
	"encoding/json"
	"io"

	"github.com/hashicorp/hcl/v2"
)

// object is one of "terraform validate -json", format 1.0, which editors and CI know.
type object map[string]any

// WriteJSON prints diagnostics for programs, sorted by position. The counts are
// those of all, also where some of very many are written.
func WriteJSON(w io.Writer, src []byte, diags hcl.Diagnostics) error {
	errors, list := errorCount(diags), []object{}
	for _, diag := range shown(diags) {
		list = append(list, jsonOf(diag, sourceOf(diag, src)))
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(object{
		"format_version": "1.0", "valid": errors == 0, "diagnostics": list,
		"error_count": errors, "warning_count": len(diags) - errors,
	})
}

func jsonOf(diag *hcl.Diagnostic, src []byte) object {
	result := object{"severity": severity(diag), "summary": visible(diag.Summary), "detail": visible(diag.Detail)}
	if diag.Subject == nil {
		return result
	}
	position := func(p hcl.Pos) object { return object{"line": p.Line, "column": p.Column, "byte": p.Byte} }
	at := *diag.Subject
	head, marked, tail := snippet(src, at)
	result["range"] = object{"filename": visible(at.Filename), "start": position(at.Start), "end": position(at.End)}
	result["snippet"] = object{ // the line of the source, or the part of a long one that matters
		"context": nil, "code": head + marked + tail, "start_line": at.Start.Line, "values": []object{},
		"highlight_start_offset": len(head), "highlight_end_offset": len(head) + len(marked), // in bytes
	}
	return result
}
