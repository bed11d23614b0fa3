package generator_test

import (
	"encoding/binary"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"testing"

	"github.com/hashicorp/hcl/v2"

	"github.com/gen-splitroute/gen-splitroute/generator"
	"github.com/gen-splitroute/gen-splitroute/generator/config"
	"github.com/gen-splitroute/gen-splitroute/generator/script"
	"github.com/gen-splitroute/gen-splitroute/templates"
)

// FuzzPipeline: whatever the configuration and its file are called and hold,
// there are either errors and no script, or scripts for a POSIX shell that do
// what is planned and nothing that isn't in the plan or in a template.
//
//	go test ./generator -run - -fuzz FuzzPipeline -fuzzminimizetime 20x
//
// Without the last flag the first minute goes into shortening one input.
func FuzzPipeline(f *testing.F) {
	for _, file := range fixtures(f) {
		src, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(filepath.Base(file), src)
	}
	f.Add("-", templates.Starter)
	f.Add("$(reboot)\n`reboot`'\"", templates.Starter)
	f.Add("six.hcl", []byte(markedSix))
	f.Fuzz(checkPipeline)
}

// markedSix has nothing in IPv4, and packets that nft marks.
const markedSix = `
provider "isp1" {
	interface = "if1"
	ipv6 {
		address = "2001:db8:1::2/64"
		gateway = "fe80::1"
	}
}
rule "voice" {
	dscp = "ef"
	via  = provider.isp1
}
default_route {
	prefer = provider.isp1
}
`

// FuzzValues is the same for configurations whose numbers and addresses are
// mostly right: few mutated files are, and a script is made only of those.
func FuzzValues(f *testing.F) {
	f.Add("splitroute.hcl", "isp1", "eth0.100", uint32(0xcb007102), uint8(30), uint8(1), uint16(101), uint8(1), uint8(0))
	f.Add("-", "t_1", "br-lan", uint32(0x0a000002), uint8(8), uint8(60), uint16(7000), uint8(255), uint8(7))
	f.Fuzz(func(t *testing.T, name, isp, dev string, address uint32, length, id uint8, number uint16, weight, choices uint8) {
		host := netip.AddrFrom4([4]byte(binary.BigEndian.AppendUint32(nil, address)))
		checkPipeline(t, name, fmt.Appendf(nil, values,
			spell(isp, ""), spell(dev, "ABC."), 1+id%60, 300+int(number), 1+int(weight), host, 1+length%32, host.Next(), choices&1 == 0, host,
			pick(choices>>1, "prefer = provider.", "balance = [provider.other, provider."), spell(isp, ""),
			pick(choices>>1, "", "]"), pick(choices>>2, "", "table = \"main\""),
			pick(choices>>3, "none", "/etc/iproute2/rt_tables"), pick(choices>>4, "l3", "l4"), choices>>5&1 == 0))
	})
}

// spell makes a name of a text, of letters, digits and a few characters more.
// Most are valid.
func spell(text, more string) string {
	characters := "abcdefghijklmnopqrstuvwxyz0123456789_-" + more
	name := []byte("x")
	for _, char := range []byte(text)[:min(len(text), 14)] {
		name = append(name, characters[int(char)%len(characters)])
	}
	return string(name)
}

func pick(choice uint8, even, odd string) string {
	if choice&1 == 0 {
		return even
	}
	return odd
}

const values = `provider %q {
  interface = %q
  id        = %d
  table     = %d
  weight    = %d
  ipv4 {
    address = "%s/%d"
    gateway = "%s"
    onlink  = %t
    routes  = ["%s/32"]
  }
}
provider "other" {
  interface = "if2"
  id        = 61
  ipv4 {
    address = "198.51.100.2/30"
    gateway = "198.51.100.1"
  }
}
default_route {
  %s%s%s
  %s
}
settings {
  connection_marks = false
  rt_tables        = %q
  hash_policy      = %q
  manage_sysctls   = %t
}
`

// beside reads files as they stand beside the fixtures, and no others.
var beside = config.Options{ReadFile: func(name string) ([]byte, error) {
	return os.ReadFile(filepath.Join("../testdata/valid", filepath.Base(name)))
}}

func checkPipeline(t *testing.T, name string, src []byte) {
	t.Helper()
	p, diags := generator.Plan(name, src, beside)
	for _, kind := range kinds {
		text, _, err := kind.write(name, src)
		switch {
		case err != nil:
			t.Fatal(err)
		case !diags.HasErrors():
			checkScript(t, p, text, kind)
		case text != nil:
			t.Fatal("a script in spite of errors")
		}
	}
}

// kind is one of the scripts that are made of a plan.
type kind struct {
	write   func(name string, src []byte) ([]byte, hcl.Diagnostics, error)
	undoing bool
}

var kinds = []kind{
	{write: setup(script.Options{})},
	{write: setup(script.Options{Confirm: 60})},
	{undoing: true, write: func(name string, src []byte) ([]byte, hcl.Diagnostics, error) {
		return generator.Teardown(name, src, beside)
	}},
}

func setup(o script.Options) func(name string, src []byte) ([]byte, hcl.Diagnostics, error) {
	return func(name string, src []byte) ([]byte, hcl.Diagnostics, error) {
		return generator.Setup(name, src, beside, o)
	}
}

func fixtures(f *testing.F) []string {
	f.Helper()
	files, err := filepath.Glob("../testdata/*valid/*.hcl")
	if err != nil || len(files) == 0 {
		f.Fatalf("no fixtures: %v", err)
	}
	return files
}
