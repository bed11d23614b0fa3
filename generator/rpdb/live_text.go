package rpdb

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Print is the command that prints what ReadLive reads, for a router's shell. What
// it lacks isn't printed.
const Print = "(ip -N -j -d route show table all; ip -N -j -d rule; ip -N -j -d -6 rule; nft -j list ruleset; " +
	"grep -H . /proc/sys/net/ipv[46]/conf/*/rp_filter /proc/sys/net/ipv[46]/conf/*/ignore_routes_with_linkdown " +
	"/proc/sys/net/ipv[46]/fib_multipath_hash_*; cat /etc/iproute2/rt_tables /etc/iproute2/rt_tables.d/*.conf; " +
	"cat /run/splitroute/health; read -r _ pid _ </run/splitroute/health && cat /proc/$pid/stat; true) 2>/dev/null"

// ReadLive reads what these commands print, one behind the other:
//
//	ip -j -d route show table all
//	ip -j -d rule
//	ip -j -d -6 rule
//	nft -j list ruleset
//	sysctl KEY..., or grep -H . /proc/sys/...
//	cat /etc/iproute2/rt_tables /etc/iproute2/rt_tables.d/*.conf
//	cat /run/splitroute/health, and /proc/PID/stat of the monitor that it names
//
// The first list of rules is taken for IPv4's and a second one for IPv6's. The
// last four are not needed, and may come anywhere.
func ReadLive(text []byte) (Live, error) {
	live := Live{bare: [2]bool{true, true}, Sysctls: map[string]string{}}
	for {
		text = bytes.TrimLeft(text, " \t\r\n")
		if len(text) == 0 {
			return live, nil
		}
		var n int
		var err error
		switch text[0] {
		case '[', '{':
			n, err = live.addJSON(text)
		default:
			n, err = live.addLine(text)
		}
		if err != nil {
			return live, err
		}
		text = text[n:]
	}
}

// addJSON reads a list of ip, or the ruleset of nft, and returns how long it is.
func (l *Live) addJSON(text []byte) (int, error) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	if text[0] == '{' {
		var ruleset struct{ NFTables json.RawMessage }
		if err := decoder.Decode(&ruleset); err != nil || ruleset.NFTables == nil {
			return 0, fmt.Errorf("this isn't what nft -j list ruleset prints: %.60q", text)
		}
		l.NFT = ruleset.NFTables
		return int(decoder.InputOffset()), nil
	}
	var list []json.RawMessage
	switch err := decoder.Decode(&list); {
	case err != nil && plainHop.Match(text):
		return 0, errors.New("a multipath route isn't JSON there: have ip of iproute2 5.4 or newer print it")
	case err != nil:
		return 0, fmt.Errorf("this isn't what ip -j prints: %w", err)
	}
	return int(decoder.InputOffset()), l.add(list)
}

// addLine reads a sysctl, the name of a table or what the monitor keeps, and returns how
// long the line is.
func (l *Live) addLine(text []byte) (int, error) {
	line, _, _ := bytes.Cut(text, []byte("\n"))
	said, _, _ := strings.Cut(string(line), "#")
	said = strings.TrimSpace(said)
	if said == "" || l.Health.addHealth(strings.TrimSpace(string(line))) {
		return len(line), nil
	}
	if path, found := strings.CutPrefix(said, "/proc/sys/"); found {
		if key, value, found := strings.Cut(path, ":"); found {
			l.Sysctls[key] = value
			return len(line), nil
		}
	}
	if key, value, found := strings.Cut(said, " = "); found && strings.HasPrefix(key, "net") {
		l.Sysctls[sysctlPath(key)] = strings.TrimSpace(value)
		return len(line), nil
	}
	fields := strings.Fields(said)
	if number, err := strconv.ParseInt(fields[0], 0, 64); err == nil && len(fields) == 2 {
		l.Names = append(l.Names, TableName{int(number), fields[1]})
		return len(line), nil
	}
	return 0, fmt.Errorf("this isn't what ip -j prints, nor a sysctl, nor the name of a table: %.60q", said)
}

// sysctlPath is the path of a sysctl as sysctl(8) prints it: with dots for slashes
// and slashes for dots, unless it begins with a slash.
func sysctlPath(key string) string {
	if dot, slash := strings.IndexByte(key, '.'), strings.IndexByte(key, '/'); dot < 0 || slash >= 0 && slash < dot {
		return key
	}
	return strings.Map(func(r rune) rune {
		switch r {
		case '.':
			return '/'
		case '/':
			return '.'
		}
		return r
	}, key)
}
