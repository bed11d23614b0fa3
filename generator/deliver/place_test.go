package deliver_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gen-splitroute/gen-splitroute/generator"
	"github.com/gen-splitroute/gen-splitroute/generator/config"
	"github.com/gen-splitroute/gen-splitroute/generator/deliver"
)

// changing has all that a hook can be about: two families, delegated prefixes, a
// gateway alone, and a provider that never changes.
const changing = `
provider "fibre-1" {
  interface = "eth0"
  ipv4 {
    address = "auto"
    gateway = "auto"
  }
  ipv6 {
    address  = "auto"
    gateway  = "auto"
    prefixes = ["auto"]
  }
}
provider "dsl" {
  interface = "ppp0"
  ipv4 {
    address = "auto"
  }
}
provider "old" {
  interface = "eth2"
  ipv4 {
    address = "203.0.113.2/30"
    gateway = "auto"
  }
}
provider "static" {
  interface = "eth9"
  ipv4 {
    address = "198.51.100.2/30"
    gateway = "198.51.100.1"
  }
}
`

// says is a setup script that keeps what it is given.
const says = `for name in fibre_1_ipv4_address fibre_1_ipv4_gateway fibre_1_ipv6_gateway fibre_1_ipv6_prefixes dsl_ipv4_address old_ipv4_gateway; do
	eval "value=\${$name-unset}"
	[ "$value" = unset ] || printf '%s=%s ' "$name" "$value"
done
echo end
`

// netifd is a stand-in for OpenWrt's functions about interfaces: wan6 has prefixes.
const netifd = `network_flush_cache() { :; }
network_get_prefixes6() {
	unset "$1"
	[ "$2" = wan6 ] && export "$1=2001:db8:1::/56 2001:db8:2::/56"
}
`

// place is a folder for a hook of changing, and for what it runs.
type place struct{ dir, hook string }

func newPlace(t *testing.T, kind, setup string) place {
	t.Helper()
	p := place{dir: filepath.ToSlash(t.TempDir())}
	text := hookOf(t, kind)
	text = strings.ReplaceAll(text, deliver.DefaultSetup, p.dir+"/setup.sh")
	text = strings.ReplaceAll(text, "dir=/run/splitroute-hook", "dir="+p.dir)
	text = strings.ReplaceAll(text, "/etc/udhcpc/", p.dir+"/")
	text = strings.ReplaceAll(text, "/usr/share/udhcpc/", p.dir+"/other/")
	text = strings.ReplaceAll(text, "/lib/functions/", p.dir+"/")
	p.hook = p.dir + "/hook"
	for name, text := range map[string]string{p.hook: text, p.dir + "/setup.sh": setup, p.dir + "/network.sh": netifd} {
		if err := os.WriteFile(name, []byte(text), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	return p
}

func hookOf(t *testing.T, kind string) string {
	t.Helper()
	text, diags, err := generator.Hook("changing.hcl", []byte(changing), config.Options{}, kind, deliver.DefaultSetup)
	if err != nil || diags.HasErrors() {
		t.Fatal(diags, err)
	}
	return string(text)
}

// run runs the hook, or reads it as its program does.
func (p place) run(t *testing.T, shell, env string, args ...string) {
	t.Helper()
	words := append(strings.Fields(shell), "-euc", `. "$0"`, p.hook)
	command := exec.Command(words[0], append(words[1:], args...)...)
	command.Env = append(strings.Split(env, "|"), "PATH="+os.Getenv("PATH"))
	if out, err := command.CombinedOutput(); err != nil || len(out) > 0 {
		t.Errorf("%s %q: %v, %s", env, args, err, out)
	}
}

// said is what the setup said, once it has run, and "" where the hook doesn't run
// it.
func (p place) said(t *testing.T, link string) string {
	t.Helper()
	if _, err := os.Stat(p.dir + "/" + link); err != nil {
		return ""
	}
	for range 300 {
		if text, err := os.ReadFile(p.dir + "/log"); err == nil && strings.HasSuffix(string(text), "end\n") {
			return strings.TrimSuffix(string(text), "end\n")
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Error("the setup doesn't end")
	return ""
}
