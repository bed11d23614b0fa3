package config

import (
	"bytes"
	"runtime"
	"sync"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// pieceSize is how many bytes of a large file are parsed at a time. hcl's
// scanner copies all tokens again and again as their number grows.
const pieceSize = 4 << 10

// parsePieces parses a file that can be cut at some of its lines, and several
// pieces at a time. Where anything is wrong it leaves that to the parser of
// whole files, which knows what comes before and behind.
func parsePieces(name string, src []byte, ends []int, size int) (*hclsyntax.Body, bool) {
	cuts := cutAt(ends, size, len(src))
	bodies := make([]*hclsyntax.Body, len(cuts))
	starts := make([]hcl.Pos, len(cuts))
	pos := hcl.InitialPos
	for i, end := range cuts {
		starts[i] = pos
		pos = hcl.Pos{Line: pos.Line + bytes.Count(src[pos.Byte:end], []byte{'\n'}), Column: 1, Byte: end}
	}
	workers := runtime.GOMAXPROCS(0)
	var group sync.WaitGroup
	for worker := range workers {
		group.Go(func() {
			for i := worker; i < len(cuts); i += workers {
				bodies[i] = parsePiece(name, src[starts[i].Byte:cuts[i]], starts[i])
			}
		})
	}
	group.Wait()
	return joined(bodies)
}

// cutAt are the ends of pieces of a size or a little more, of so many bytes.
func cutAt(ends []int, size, all int) []int {
	var cuts []int
	last := 0
	for _, end := range ends {
		if end-last >= size && end < all {
			cuts, last = append(cuts, end), end
		}
	}
	return append(cuts, all)
}

// parsePiece is nil where anything is wrong.
func parsePiece(name string, src []byte, start hcl.Pos) *hclsyntax.Body {
	file, diags := hclsyntax.ParseConfig(src, name, start)
	if len(diags) > 0 {
		return nil
	}
	return file.Body.(*hclsyntax.Body)
}

// joined is one body of several. An attribute could be in two of them; outside
// of blocks there is none that a file may have.
func joined(bodies []*hclsyntax.Body) (*hclsyntax.Body, bool) {
	whole := hclsyntax.Body{Attributes: hclsyntax.Attributes{}}
	for i, body := range bodies {
		if body == nil || len(body.Attributes) > 0 {
			return nil, false
		}
		if i == 0 {
			whole.SrcRange = body.SrcRange
		}
		whole.SrcRange.End, whole.EndRange = body.SrcRange.End, body.EndRange
		whole.Blocks = append(whole.Blocks, body.Blocks...)
	}
	return &whole, true
}
