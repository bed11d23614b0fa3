package rehearsal_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
)

// example is a line that the head of a setup script gives as one to add by
// hand.
var example = regexp.MustCompile(`(?m)^#   (ip (?:route|rule) .*)\n`)

// Lines that are added by hand as the script says, in each family, are replaced
// by the next run, and taken down, like all others.
func TestLinesAddedByHand(t *testing.T) {
	c := configure(t, "both.hcl", inFamilies(true, true, "", "prefer = provider.isp1"))
	lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(c.set, 100)})
	before := snapshot(t, lab)
	edited := byHand(c.setup, examples(t, c.setup))
	succeed(t, lab, rehearsal.Script{Text: edited})
	whole := snapshot(t, lab)
	for _, added := range []string{`"dst":"192.0.2.128/25"`, `"dst":"192.0.2.128","dstlen":25`, `"dst":"2001:db8:77::/48"`, `"dst":"2001:db8:77::","dstlen":48`} {
		if !strings.Contains(rehearsal.Diff(before, whole), added) {
			t.Errorf("%s was not added", added)
		}
	}
	for _, shell := range shells {
		succeed(t, lab, rehearsal.Script{Text: edited, Shell: shell})
		same(t, string(shell), untagged(whole), untagged(snapshot(t, lab)))
	}
	r := succeed(t, lab, rehearsal.Script{Text: c.teardown})
	if !strings.Contains(r.Stderr, "also found") {
		t.Errorf("says nothing of what it found besides: %s", r.Stderr)
	}
	same(t, "teardown", before, snapshot(t, lab))
}

// byHand puts lines into a script where it says.
func byHand(setup, lines string) string {
	return strings.Replace(setup, "by_hand() {\n\t:\n", "by_hand() {\n"+lines, 1)
}

// examples fills the examples of a script in, for both families.
func examples(t *testing.T, setup string) string {
	t.Helper()
	four := strings.NewReplacer("GATEWAY", "203.0.113.1", "INTERFACE", "if1", "TABLE", "101", "N to", "24999 to", "192.0.2.0/24", "192.0.2.128/25")
	six := strings.NewReplacer("GATEWAY", "2001:db8:1::1", "INTERFACE", "if1", "table TABLE", `table 101 metric "$metric"`, "lookup TABLE", "lookup 101", "N to", "24999 to", "192.0.2.0/24", "2001:db8:77::/48", "ip ", "ip -6 ")
	found := example.FindAllStringSubmatch(setup, -1)
	if len(found) != 2 {
		t.Fatalf("examples: %q", found)
	}
	var lines strings.Builder
	for _, e := range found {
		lines.WriteString(four.Replace(e[1]) + "\n" + six.Replace(e[1]) + "\n")
	}
	return lines.String()
}

// What by_hand can't hold, or what would never be taken away, is found before
// anything is changed; so is a head that is wrong.
func TestWrongByHand(t *testing.T) {
	c := fixture(t, "lartc")
	lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(c.set, 100)})
	before := snapshot(t, lab)
	for _, test := range []struct{ name, text, want string }{
		{"no tag", byHand(c.setup, "ip rule add priority 24999 to 192.0.2.0/24 lookup 101\n"), `proto "$tag"`},
		{"another command", byHand(c.setup, "iptables -F\n"), "iptables: "},
		{"a command that would change something", byHand(c.setup, "touch /run/evil\n"), "touch: "},
		{"another kind", byHand(c.setup, `ip route replace default dev if1 proto "$tag"`+"\n"), "by_hand takes"},
		{"no priority", byHand(c.setup, `ip rule add to 192.0.2.0/24 lookup 101 protocol "$tag"`+"\n"), "by_hand takes"},
		{"a sysctl", byHand(c.setup, "sysctl -w net.ipv4.ip_forward=1\n"), "by_hand takes"},
		{"what it prints", byHand(c.setup, "echo hello\n"), "by_hand takes"},
		{"an unset variable", byHand(c.setup, `ip route prepend 192.0.2.0/24 dev "$no_such" proto "$tag"`+"\n"), "no_such"},
		{"a misspelt word", strings.Replace(c.setup, "\tip rule add priority 22001", "\tipp rule add priority 22001", 1), "ipp: "},
		{"a stray quote", strings.Replace(c.setup, "table 101 proto \"$tag\"", "table 101 proto \"$tag", 1), ""},
		{"a line of the head without its tag", strings.Replace(c.setup, ` lookup 101 protocol "$tag"`, " lookup 101", 1), `proto "$tag"`},
	} {
		for _, shell := range shells {
			r := run(t, lab, rehearsal.Script{Text: test.text, Shell: shell})
			if r.Exit != 1 && (r.Exit != 2 || test.want != "") || !strings.Contains(r.Stderr, test.want) || !strings.Contains(r.Stderr, "nothing") {
				t.Errorf("%s, %s: exit %d: %s", test.name, shell, r.Exit, r.Stderr)
			}
			same(t, test.name, before, snapshot(t, lab))
		}
	}
	if left := shellOut(t, lab, "ls /run"); strings.Contains(left, "evil") {
		t.Error("something was executed")
	}
}

// A script that is cut short, wherever that is, does nothing, and says so.
func TestCutShort(t *testing.T) {
	c := fixture(t, "lartc")
	lab := build(t, c.set, rehearsal.Options{Defaults: defaultBy(c.set, 100)})
	before := snapshot(t, lab)
	for i, text := range []string{c.setup, c.teardown} {
		lines := strings.SplitAfter(text, "\n")
		for at := 3; at < len(lines)-1; at += 1 + len(lines)/60 { // the trap is in line 2
			cut := strings.Join(lines[:at], "")
			if at%2 == 1 {
				cut += lines[at][:len(lines[at])/2]
			}
			shell := shells[(at+i)%len(shells)]
			r := run(t, lab, rehearsal.Script{Text: cut, Shell: shell})
			if r.Exit == 0 || !strings.Contains(r.Stderr, "cut short") {
				t.Errorf("cut at line %d, %s: exit %d: %s", at, shell, r.Exit, r.Stderr)
			}
		}
		for missing := 2; missing < 16; missing++ { // a word must not be lost either
			r := run(t, lab, rehearsal.Script{Text: text[:len(text)-missing], Shell: shells[missing%len(shells)], Args: []string{"show"}})
			if r.Exit == 0 || !strings.Contains(r.Stderr, "cut short") {
				t.Errorf("%d bytes are missing: exit %d: %s", missing, r.Exit, r.Stderr)
			}
		}
		same(t, "cut short", before, snapshot(t, lab))
	}
}
