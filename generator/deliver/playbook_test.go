package deliver_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator"
	"github.com/gen-splitroute/gen-splitroute/generator/config"
	"github.com/gen-splitroute/gen-splitroute/generator/deliver"
)

func playbookOf(health bool) deliver.Playbook {
	return deliver.Playbook{
		File: "sites/all.hcl", Setup: deliver.DefaultSetup, Hosts: "routers:!spare", Confirm: 120,
		Declared: config.Declared{Health: health, Variables: []config.Variable{{Name: "wan", Needed: true}, {Name: "by-isp2"}}},
	}
}

// The playbook knows the variables of a file, needed or not, and whether there is
// something to monitor, without any value.
func TestPlaybookOfFile(t *testing.T) {
	const src = `
variable "wan" {}
variable "weight" {
  default = 1
}
provider "isp1" {
  interface = var.wan
  weight    = var.weight
  ipv4 {
    address = "203.0.113.2/30"
    gateway = "203.0.113.1"
  }
  health {
    targets = ["192.0.2.1"]
  }
}
`
	p := playbookOf(false)
	for _, health := range []bool{true, false} {
		text := src
		if !health {
			text = regexp.MustCompile(`(?s)  health.*?\n  }\n`).ReplaceAllString(src, "")
		}
		said, diags, err := generator.Playbook([]byte(text), p)
		if err != nil || diags.HasErrors() {
			t.Fatal(diags, err)
		}
		contains(t, string(said), "that: splitroute_var_wan is defined", "'--var', 'weight=' ~ ")
		if strings.Contains(string(said), "that: splitroute_var_weight") || strings.Contains(string(said), "monitor.sh, content") != health {
			t.Errorf("%s", said)
		}
	}
	_, diags, _ := generator.Playbook([]byte("variable wan {\n"), p)
	if !diags.HasErrors() {
		t.Error("a file with a mistake is taken")
	}
	if said, _, err := generator.Playbook([]byte("settings {\n}\n"), p); err != nil || !strings.Contains(string(said), "splitroute_given: []") {
		t.Errorf("%v\n%s", err, said)
	}
}

// What a playbook can't say is refused, with what to write.
func TestPlaybookRefuses(t *testing.T) {
	for want, change := range map[string]func(*deliver.Playbook){
		"name a file":              func(p *deliver.Playbook) { p.File = "{{ x }}.hcl" },
		"can't stand in":           func(p *deliver.Playbook) { p.File = "-x" },
		"write a group":            func(p *deliver.Playbook) { p.Hosts = "a b" },
		"write 30 or more":         func(p *deliver.Playbook) { p.Confirm = 29 },
		"write an absolute one":    func(p *deliver.Playbook) { p.Setup = "setup.sh" },
		"letters of ASCII":         func(p *deliver.Playbook) { p.Declared.Variables[0].Name = "größe" },
		"are both splitroute_var_": func(p *deliver.Playbook) { p.Declared.Variables[0].Name = "by_isp2" },
	} {
		p := playbookOf(true)
		change(&p)
		if text, err := p.Text(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q\n%.100s", err, want, text)
		}
	}
}

// Ansible reads the playbook, in both forms.
func TestPlaybookSyntax(t *testing.T) {
	needs(t, "ansible-playbook")
	for _, health := range []bool{false, true} {
		text, err := playbookOf(health).Text()
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Join(t.TempDir(), "splitroute.yml")
		if err := os.WriteFile(name, text, 0o600); err != nil {
			t.Fatal(err)
		}
		command := exec.Command("ansible-playbook", "--syntax-check", "-i", "r1,", "-e", "ansible_python_interpreter=/usr/bin/python3", name)
		command.Env = append(os.Environ(), "HOME="+t.TempDir(), "LC_ALL=C.UTF-8")
		if out, err := command.CombinedOutput(); err != nil || strings.Contains(string(out), "duplicate") {
			t.Errorf("%v: %s", err, out)
		}
	}
}

// systemd, OpenRC or procd restarts a monitor that runs, and stops the services before a
// teardown. A machine without a service manager gets no command.
func TestPlaybookServices(t *testing.T) {
	needs(t, "sh")
	text, err := playbookOf(true).Text()
	if err != nil {
		t.Fatal(err)
	}
	blocks := regexp.MustCompile(`shell: \|\n((?: {12}.*\n)+|(?: {8}.*\n)+)`).FindAllStringSubmatch(string(text), -1)
	if len(blocks) != 2 {
		t.Fatal(len(blocks), " blocks of shell")
	}
	for _, test := range []struct{ manager, restart, stop string }{
		{"systemd", "systemctl restart splitroute-monitor\n",
			"systemctl disable --now splitroute-monitor\nsystemctl disable --now splitroute\n"},
		{"openrc", "rc-service splitroute-monitor restart\n",
			"rc-service splitroute-monitor stop\nrc-update -a del splitroute-monitor\nrc-service splitroute stop\nrc-update -a del splitroute\n"},
		{"procd", "splitroute reload\n", "splitroute stop\nsplitroute disable\n"},
		{"none", "", ""},
	} {
		dir := filepath.ToSlash(t.TempDir())
		for i, want := range []string{test.restart, test.stop} {
			said, err := exec.Command("sh", "-euc", manager(t, dir, test.manager)+strings.NewReplacer(
				"/run/systemd/system", dir+"/systemd", "/etc/openwrt_release", dir+"/procd", "/etc/init.d", dir+"/init.d",
			).Replace(blocks[i][1])).CombinedOutput()
			if err != nil || string(said) != want {
				t.Errorf("%s: %v, %q, want %q", test.manager, err, said, want)
			}
		}
	}
}

// manager makes stand-ins for the commands of a service manager, which print the changes
// that they are asked for.
func manager(t *testing.T, dir, name string) string {
	t.Helper()
	const says = `case "$*" in *is-active* | *status* | *running* | *enabled*) ;; *) echo "${0##*/} $*" ;; esac` + "\n"
	names := map[string][]string{"systemd": {"systemctl"}, "openrc": {"rc-service", "rc-update"}, "procd": {"init.d/splitroute"}, "none": nil}
	for _, program := range names[name] {
		path := filepath.Join(dir, filepath.FromSlash(program))
		if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("#!/bin/sh\n"+says), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.MkdirAll(filepath.Join(dir, name), 0o750); err != nil {
		t.Fatal(err)
	}
	return "PATH=" + dir + ":/usr/bin:/bin\n"
}
