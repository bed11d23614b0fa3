package rpdb_test

import (
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// newKind is an operation that nobody has told this package about.
type newKind struct{}

func (newKind) Do() iproute.Command   { return iproute.Command{"ip", "neigh", "flush", "all"} }
func (newKind) Undo() iproute.Command { return nil }

// TestUnknownOperation: what isn't simulated would make answers wrong, so it
// never passes unseen.
func TestUnknownOperation(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("nobody noticed")
		}
	}()
	rpdb.New(site.Site{}, plan.Plan{Steps: []plan.Step{{Op: newKind{}}}}, rpdb.Options{})
}
