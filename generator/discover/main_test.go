package discover_test

import (
	"os"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
)

func TestMain(m *testing.M) { os.Exit(rehearsal.Main(m.Run)) }
