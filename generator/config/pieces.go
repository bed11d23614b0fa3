package config

import (
	"bytes"
	"runtime"
	"sync"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// pieceSize is the least that is parsed at a time. hcl's scanner copies all
// tokens again and again as their number grows.
const pieceSize = 3 << 10

// piece is some lines of a file.
type piece struct {
	src   []byte
	start hcl.Pos
	body  *hclsyntax.Body // nil where anything is wrong
}

// parsePieces parses a large file in pieces, several at a time. It cuts before
// lines that begin with a letter, as blocks do. Inside of something, such as a
// comment of several lines, that is wrong, but then the first piece has
// something that isn't closed. Pieces without a mistake are a file without one,
// since nothing goes on from one to the next. All else is left to the parser of
// whole files.
func parsePieces(name string, src []byte, size int) (*hclsyntax.Body, bool) {
	pieces := cut(src, size)
	if len(pieces) < 2 {
		return nil, false
	}
	workers := runtime.GOMAXPROCS(0)
	var group sync.WaitGroup
	for worker := range workers {
		group.Go(func() {
			for i := worker; i < len(pieces); i += workers {
				pieces[i].parse(name)
			}
		})
	}
	group.Wait()
	return joined(pieces)
}

// cut has pieces of a size or a little more.
func cut(src []byte, size int) []piece {
	var pieces []piece
	start := hcl.InitialPos
	for start.Byte < len(src) {
		end := min(start.Byte+size, len(src))
		for end < len(src) && !(src[end-1] == '\n' && 'a' <= src[end] && src[end] <= 'z') {
			end++
		}
		text := src[start.Byte:end]
		pieces = append(pieces, piece{src: text, start: start})
		start = hcl.Pos{Line: start.Line + bytes.Count(text, []byte{'\n'}), Column: 1, Byte: end}
	}
	return pieces
}

func (p *piece) parse(name string) {
	if !sound(name, p.src) {
		return
	}
	file, diags := hclsyntax.ParseConfig(p.src, name, p.start)
	if len(diags) == 0 {
		p.body = file.Body.(*hclsyntax.Body)
	}
}

// joined is one body of several. An attribute could be in two of them; outside
// of blocks there is none that a file may have.
func joined(pieces []piece) (*hclsyntax.Body, bool) {
	whole := hclsyntax.Body{Attributes: hclsyntax.Attributes{}}
	for i, p := range pieces {
		if p.body == nil || len(p.body.Attributes) > 0 {
			return nil, false
		}
		if i == 0 {
			whole.SrcRange = p.body.SrcRange
		}
		whole.SrcRange.End, whole.EndRange = p.body.SrcRange.End, p.body.EndRange
		whole.Blocks = append(whole.Blocks, p.body.Blocks...)
	}
	return &whole, true
}
