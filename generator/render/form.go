package render

import "github.com/gen-splitroute/gen-splitroute/generator/iproute"

// form is how scripts carry an operation out: the one place where the kinds of
// operations differ.
type form struct {
	do    string   // function of the script that the command goes through
	guard string   // function that decides whether to do it, "" for always
	key   string   // parameter of the kernel that it sets, "" for none
	table string   // of nft, likewise
	input []string // what the command reads
}

func formOf(op iproute.Op) form {
	switch op := op.(type) {
	case iproute.Sysctl:
		f := form{do: "tune", key: op.Key}
		if op.Strict != "" {
			f.guard = "strict " + op.Strict
		}
		return f
	case iproute.Tabular:
		return form{do: "load", table: op.Table(), input: op.Input()}
	}
	return form{do: "run"}
}
