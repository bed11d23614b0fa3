package config_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/config"
)

// TestTablesOfLists: there are tables for so many lists that are balanced or watched,
// and no more.
func TestTablesOfLists(t *testing.T) {
	for _, health := range []string{"", "health {\n targets = [\"192.0.2.53\", \"192.0.2.54\"]\n}\n"} {
		src := health + "default_route {\n prefer = provider.p1\n}\n"
		for i := 1; i <= 12; i++ {
			src += fmt.Sprintf("provider \"p%d\" {\n interface = \"if%d\"\n ipv4 {\n address = \"203.0.113.%d/30\"\n gateway = \"203.0.113.%d\"\n }\n}\n", i, i, 4*i+2, 4*i+1)
		}
		rules := 0
		for i := 1; i <= 12; i++ {
			for j := 1; j <= 12 && rules < 100; j++ {
				if i != j {
					rules++
					src += fmt.Sprintf("rule \"r%d\" {\n to = [\"198.18.%d.0/24\"]\n via = [provider.p%d, provider.p%d]\n}\n", rules, rules, i, j)
				}
			}
		}
		_, diags := config.Parse("lists.hcl", []byte(src), config.Options{})
		refused := diags.HasErrors() && strings.Contains(diags.Error(), "This is list number 100 that needs a table, and there are tables for 99.")
		if refused != (health != "") {
			t.Errorf("%q: %v", health, diags)
		}
	}
}
