//go:build !linux

package acceptance

import "github.com/gen-splitroute/gen-splitroute/generator/rehearsal"

// Test needs the laboratory, and that needs Linux.
func Test(Case, func(stage string)) (Report, error) { return Report{}, rehearsal.Available() }
