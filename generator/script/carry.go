package script

import (
	"bytes"
	"errors"
	"fmt"

	"mvdan.cc/sh/v3/syntax"

	"github.com/gen-splitroute/gen-splitroute/generator/script/sh"
)

// Carry is the function by_hand of a script, laid out as shfmt does. Its error
// is a sh.Fault where the script has none, or can't be read.
func Carry(name string, text []byte) (string, error) {
	old, err := sh.Parse(name, text)
	if err != nil {
		return "", err
	}
	switch found := old.Functions(ByHand); len(found) {
	case 0:
		return "", old.Fault(syntax.Pos{}, "the script has no function "+ByHand,
			"name a setup script; "+sh.Emptied(name))
	case 1:
		return printed(found[0])
	default:
		return "", old.Fault(found[1].Pos(), "the script has two functions "+ByHand, fmt.Sprintf("keep one; the first is in line %d", old.Line(found[0].Pos())))
	}
}

// printed is a function as shfmt prints it. What that prints may come out
// otherwise when it is printed again.
func printed(function syntax.Node) (string, error) {
	stmt := &syntax.Stmt{Cmd: function.(syntax.Command), Position: function.Pos()}
	file, before := &syntax.File{Stmts: []*syntax.Stmt{stmt}}, ""
	for range 5 {
		var out bytes.Buffer
		if err := syntax.NewPrinter().Print(&out, file); err != nil {
			return "", err
		}
		if out.String() == before {
			return before, nil
		}
		before = out.String()
		again, err := sh.Parse(ByHand, out.Bytes())
		if err != nil {
			return "", fmt.Errorf("%s can't be printed: %w", ByHand, err)
		}
		file = again.File
	}
	return "", errors.New(ByHand + " can't be laid out; run shfmt over the old script first")
}
