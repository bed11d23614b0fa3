package discover

import (
	"fmt"
	"strings"
	"testing"
)

// printed is what ip prints for one interface, a default route, and whatever else.
func printed(addresses, route, more string) string {
	const wire = `{"ifname":"eth0","flags":["UP"],"link_type":"ether","addr_info":[%s]},
{"ifname":"lan0","flags":["UP"],"link_type":"ether","addr_info":[{"family":"inet","local":"192.168.1.1","prefixlen":24,"scope":"global"}]}`
	return fmt.Sprintf("["+wire+"]\n[%s%s]\n", addresses, route, more)
}

const (
	static = `{"family":"inet","local":"203.0.113.2","prefixlen":30,"scope":"global"}`
	via    = `{"type":"unicast","dst":"default","gateway":"203.0.113.1","dev":"eth0","table":"main","protocol":"boot","flags":[]}`
)

// guesses are machines, each with parts of the configuration that is written from it.
var guesses = map[string]struct{ live, want string }{
	"DHCP by the protocol of the route": {
		printed(static, strings.Replace(via, "boot", "dhcp", 1), ""), `address = "auto" # DHCP gave the default route`,
	},
	"the source of the route": {
		printed(static+`,{"family":"inet","local":"203.0.113.5","prefixlen":29,"scope":"global"}`, strings.Replace(via, `"dev"`, `"prefsrc":"203.0.113.5","dev"`, 1), ""),
		`address = "203.0.113.5/29"`,
	},
	"the address with the gateway": {
		printed(`{"family":"inet","local":"10.9.0.1","prefixlen":24,"scope":"global"},`+static, via, ""), `address = "203.0.113.2/30"`,
	},
	"a gateway in another network": {
		printed(static, strings.Replace(via, "203.0.113.1", "198.51.100.1", 1), `,{"type":"unicast","dst":"198.51.100.0/30","dev":"eth0","table":"main","protocol":"boot","flags":[]}`),
		`network = "198.51.100.0/30"`,
	},
	"a gateway with a route of its own": {
		printed(static, strings.Replace(via, "203.0.113.1", "198.51.100.1", 1), `,{"type":"unicast","dst":"198.51.100.1","dev":"eth0","table":"main","protocol":"boot","flags":[]}`),
		"onlink = true",
	},
	"an address of IPv6 that isn't the internet's": {
		printed(`{"family":"inet6","local":"fd00::2","prefixlen":64,"scope":"global"},`+static, via, `,{"type":"unicast","dst":"default","gateway":"fe80::1","dev":"eth0","table":"main","protocol":"ra","pref":"medium","flags":[]}`),
		"eth0: a default route of main leaves by it, for which there is no provider here: it has no address for use in the internet.",
	},
	"deprecated and temporary addresses": {
		printed(`{"family":"inet6","local":"2001:db8::3","prefixlen":64,"scope":"global","deprecated":true},{"family":"inet6","local":"2001:db8::4","prefixlen":64,"scope":"global","temporary":true},{"family":"inet6","local":"2001:db8::5","prefixlen":64,"scope":"global"}`,
			`{"type":"unicast","dst":"default","gateway":"fe80::1","dev":"eth0","table":"main","protocol":"static","pref":"medium","flags":[]}`, ""),
		`address = "2001:db8::5/64"`,
	},
	"a local network that overlaps": {
		printed(strings.Replace(strings.Replace(static, "203.0.113.2", "192.168.1.7", 1), "30", "24", 1), strings.Replace(via, "203.0.113.1", "192.168.1.254", 1), ""),
		"lan0: 192.168.1.0/24 overlaps the network of the provider on eth0.",
	},
	"what a table has and main hasn't": {
		printed(static, via, `,{"type":"unicast","dst":"default","gateway":"203.0.113.1","dev":"eth0","table":"7","protocol":"boot","flags":[]},{"type":"unicast","dst":"10.9.0.0/16","gateway":"192.168.1.9","dev":"lan0","table":"7","protocol":"boot","flags":[]}`) +
			`[{"priority":100,"src":"203.0.113.2","table":"7","protocol":"boot"}]`,
		"Table 7 has a route to 10.9.0.0/16 that main doesn't have",
	},
	"a rule behind one that stays": {
		printed(static, via, `,{"type":"unicast","dst":"default","gateway":"203.0.113.1","dev":"eth0","table":"7","protocol":"boot","flags":[]}`) +
			`[{"priority":25000,"src":"all","table":"9","protocol":"boot"},{"priority":26000,"src":"192.168.1.0","srclen":24,"table":"7","protocol":"boot"}]`,
		"- rule 26000 from 192.168.1.0/24 lookup 7.",
	},
	"a rule behind one that stays, for other packets": {
		printed(static, via, `,{"type":"unicast","dst":"default","gateway":"203.0.113.1","dev":"eth0","table":"7","protocol":"boot","flags":[]}`) +
			`[{"priority":25000,"src":"10.0.0.0","srclen":8,"table":"9","protocol":"boot"},{"priority":26000,"src":"192.168.1.0","srclen":24,"table":"7","protocol":"boot"}]`,
		"- Rules that this configuration replaces: 26000.",
	},
	"a setup with other tags": {
		printed(static, via, `,{"type":"unicast","dst":"default","gateway":"203.0.113.9","dev":"lan0","table":"1000","protocol":"211","flags":[]}`) +
			`[{"priority":22001,"src":"203.0.113.2","table":"101","protocol":"211"},{"priority":32765,"src":"255.255.255.255","nop":null,"protocol":"211"}]`,
		"in place, which init has skipped.\n# That setup carries protocol 211: write its protocols into settings",
	},
	"users and ports": {
		printed(static, via, `,{"type":"unicast","dst":"default","gateway":"203.0.113.1","dev":"eth0","table":"7","protocol":"boot","flags":[]}`) +
			`[{"priority":100,"src":"all","uid_start":1000,"uid_end":1999,"ipproto":"tcp","dport_start":80,"dport_end":81,"table":"7","protocol":"boot"}]`,
		"destination_ports = [\"80-81\"]\nprotocol = \"tcp\"\nto = [\"0.0.0.0/0\"]\nusers = [\"1000-1999\"]\nvia = provider.eth0\n",
	},
}

// Each guess, one by one.
func TestGuesses(t *testing.T) {
	for name, test := range guesses {
		text, err := Configuration([]byte(test.live))
		if got := strings.ReplaceAll(string(text), "\n# ", " "); err != nil || !strings.Contains(got, test.want) && !strings.Contains(string(text), test.want) {
			t.Errorf("%s: %v, want %q in:\n%s", name, err, test.want, text)
		}
	}
}

// Nothing of a setup with other tags is taken for the machine's.
func TestOtherTags(t *testing.T) {
	const ours = `,{"type":"unicast","dst":"default","gateway":"192.168.1.9","dev":"lan0","table":"TABLE","protocol":"211","flags":[]},{"type":"unicast","dst":"10.9.0.0/16","gateway":"192.168.1.9","dev":"lan0","table":"main","protocol":"211","flags":[]}`
	want, err := Configuration([]byte(printed(static, via, "")))
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range []string{"main", "102", "1000"} {
		got, err := Configuration([]byte(printed(static, via, strings.ReplaceAll(ours, "TABLE", table)) +
			`[{"priority":20000,"src":"all","nop":null,"protocol":"211"},{"priority":22002,"src":"192.168.1.1","table":"102","protocol":"211"},{"priority":32765,"src":"255.255.255.255","nop":null,"protocol":"211"}]`))
		if _, rest, found := strings.Cut(string(got), "take it down first.\n"); err != nil || !found || !strings.HasSuffix(string(want), rest) {
			t.Errorf("%s: %v\n%s\nwant\n%s", table, err, got, want)
		}
	}
}

// Text that ip never prints does not end up in a value.
func TestStrangeTexts(t *testing.T) {
	more := `,{"type":"unicast","dst":"default","gateway":"203.0.113.1","dev":"eth0","table":"7","protocol":"boot","flags":[]}`
	for _, field := range []string{
		`"ipproto":"${1}"`, `"iif":"a\"b"`, `"fwmark":"${1}","fwmask":"1"`, `"dport":"1], users = [2"`, `"dst":"\n}","oif":"\n}"`,
	} {
		text, err := Configuration([]byte(printed(static, via, more) + `[{"priority":100,"src":"all",` + field + `,"table":"7\nx","protocol":"boot"}]`))
		text2, err2 := Configuration([]byte(printed(static, via, more) + `[{"priority":100,"src":"all",` + field + `,"table":"7","protocol":"boot"}]`))
		for _, line := range strings.Split(string(text)+string(text2), "\n") {
			if strings.ContainsAny(line, "$") && !strings.HasPrefix(line, "#") || strings.HasPrefix(line, "users") || err != nil || err2 != nil {
				t.Errorf("%s: %q, %v, %v", field, line, err, err2)
			}
		}
	}
}

// Where there is no provider, the reason is said.
func TestNoProvider(t *testing.T) {
	other := strings.Replace(via, `"gateway":"203.0.113.1"`, `"via":{"family":"inet6","host":"fe80::1"}`, 1)
	for live, want := range map[string]string{
		printed(static, other, ""): "its gateway fe80::1 is of the other family",
		printed("", via, ""):       "it has no address for use in the internet",
		strings.ReplaceAll(printed(static, via, ""), "eth0", "a+b"): "a configuration doesn't take its name",
	} {
		if _, err := Configuration([]byte(live)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
}

// Names of interfaces become names of blocks.
func TestNames(t *testing.T) {
	d := &draft{taken: map[string]bool{"main": true}}
	for _, test := range [][2]string{
		{"eth0", "eth0"}, {"eth0", "eth0-2"}, {"eth0.100", "eth0-100"}, {"WAN", "wan"}, {"4g", "line-4g"}, {"main", "main-2"}, {"-", "line-"},
		{"eth0_100", "eth0_100-2"}, // a configuration refuses names that differ in "-" and "_" alone
	} {
		if got := d.newName(test[0]); got != test[1] {
			t.Errorf("%s: %s, want %s", test[0], got, test[1])
		}
	}
}

// A machine with many routes gets a configuration that a person can read, soon.
func TestManyRoutes(t *testing.T) {
	var more strings.Builder
	for i := range 20000 {
		protocol := "static"
		if i%2 == 0 {
			protocol = "bird"
		}
		fmt.Fprintf(&more, `,{"type":"unicast","dst":"10.%d.%d.0/24","gateway":"192.168.1.9","dev":"lan0","table":"main","protocol":%q,"flags":[]}`, i/250, i%250, protocol)
		fmt.Fprintf(&more, `,{"type":"unicast","dst":"11.%d.%d.0/24","gateway":"192.168.1.9","dev":"lan0","table":"7","protocol":"boot","flags":[]}`, i/250, i%250)
	}
	more.WriteString(`,{"type":"unicast","dst":"default","gateway":"203.0.113.1","dev":"eth0","table":"7","protocol":"boot","flags":[]}`)
	text, err := Configuration([]byte(printed(static, via, more.String()) + `[{"priority":100,"src":"203.0.113.2","table":"7","protocol":"boot"}]`))
	if lines := strings.Count(string(text), "\n"); err != nil || lines > 60 {
		t.Errorf("%v, %d lines", err, lines)
	}
}
