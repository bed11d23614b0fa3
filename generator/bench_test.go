package generator_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator"
	"github.com/gen-splitroute/gen-splitroute/generator/config"
	"github.com/gen-splitroute/gen-splitroute/generator/script"
)

// BenchmarkSetup60 makes the script of 60 providers, in the document's form,
// in which the number of routes grows with the square of that of providers.
func BenchmarkSetup60(b *testing.B) {
	var src, names strings.Builder
	for i := range 60 {
		fmt.Fprintf(&src, "provider \"isp%[1]d\" {\n interface = \"up%[1]d\"\n ipv4 {\n address = \"198.51.100.%[2]d/30\"\n gateway = \"198.51.100.%[3]d\"\n}\n}\n", i+1, i*4+2, i*4+1)
		fmt.Fprintf(&names, "provider.isp%d,", i+1)
	}
	fmt.Fprintf(&src, "default_route {\n balance = [%s]\n table = \"main\"\n}\n", names.String())
	for b.Loop() {
		text, diags, err := generator.Setup("sixty.hcl", []byte(src.String()), config.Options{}, script.Options{})
		if err != nil || diags.HasErrors() || len(text) == 0 {
			b.Fatal(diags, err)
		}
	}
}

// BenchmarkPolicy10000 makes the script of a rule with a list of ten thousand
// prefixes.
func BenchmarkPolicy10000(b *testing.B) {
	src, err := os.ReadFile("../testdata/valid/policy-10000.hcl")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		text, diags, err := generator.Setup("policy.hcl", src, beside, script.Options{})
		if err != nil || diags.HasErrors() || len(text) == 0 {
			b.Fatal(diags, err)
		}
	}
}

// BenchmarkValidate3900 checks as many rules as nearly fit, of one prefix, port, user,
// mark or interface each, the last with a warning each: no check compares each with each.
func BenchmarkValidate3900(b *testing.B) {
	const providers = "provider \"isp1\" {\n interface = \"if1\"\n ipv4 {\n address = \"203.0.113.2/30\"\n gateway = \"203.0.113.1\"\n}\n}\ndefault_route {\n prefer = provider.isp1\n}\n"
	for name, form := range map[string]string{
		"prefixes": "rule \"r%[1]d\" {\n to = [\"10.%[2]d.%[3]d.0/24\"]\n via = provider.isp1\n}\n",
		"users":    "rule \"r%[1]d\" {\n users = [%[1]d]\n via = provider.isp1\n}\n",
		"marks":    "rule \"r%[1]d\" {\n mark = \"%#[2]x00%02[3]x/0xff00ff\"\n via = provider.isp1\n}\n",
		"warnings": "rule \"r%[1]d\" {\n interface = \"vlan%[1]d\"\n via = provider.isp1\n}\n",
		"ports":    "rule \"r%[1]d\" {\n protocol = \"tcp\"\n destination_ports = [%[1]d]\n via = provider.isp1\n}\n",
	} {
		var src strings.Builder
		src.WriteString(providers)
		for i := range 3900 {
			fmt.Fprintf(&src, form, i+1, i>>8, i&255)
		}
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if diags := generator.Validate("rules.hcl", []byte(src.String()), config.Options{}); diags.HasErrors() {
					b.Fatal(diags)
				}
			}
		})
	}
}
