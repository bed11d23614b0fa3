package rpdb_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os/exec"
	"regexp"
	"strconv"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
)

// reply is what "ip route get" says: a route, or the words of an error.
type reply struct {
	Type    string
	Gateway string
	Via     struct{ Host string }
	Dev     string
	Table   string
	Prefsrc string
	failure string
}

// ask has one ip for each family look up all packets on the router.
func ask(lab *rehearsal.Lab, packets []rpdb.Packet) ([]reply, error) {
	replies := make([]reply, len(packets))
	for _, family := range []string{"-4", "-6"} {
		var lines strings.Builder
		var asked []int
		for i, p := range packets {
			if p.To.Is6() == (family == "-6") {
				lines.WriteString(question(p) + "\n")
				asked = append(asked, i)
			}
		}
		if len(asked) == 0 {
			continue
		}
		list, err := askFamily(lab, family, lines.String(), len(asked))
		if err != nil {
			return nil, err
		}
		for n, i := range asked {
			replies[i] = list[n]
		}
	}
	return replies, nil
}

// question is a packet as a line for ip.
func question(p rpdb.Packet) string {
	line := fmt.Sprintf("route get %s", p.To)
	if p.From.IsValid() {
		line += fmt.Sprintf(" from %s", p.From)
	}
	if p.Interface != rpdb.Self {
		line += " iif " + p.Interface
	} else {
		line += fmt.Sprintf(" uid %d", p.UID)
	}
	if p.Bound != "" {
		line += " oif " + p.Bound
	}
	if p.Mark != 0 {
		line += fmt.Sprintf(" mark %#x", p.Mark)
	}
	// Without a protocol, IPv4 would take UDP (inet_rtm_getroute).
	line += fmt.Sprintf(" ipproto %d", p.Protocol)
	if p.DSCP != 0 {
		line += fmt.Sprintf(" tos %#02x", p.DSCP<<2)
	}
	if p.SourcePort != 0 {
		line += fmt.Sprintf(" sport %d", p.SourcePort)
	}
	if p.DestinationPort != 0 {
		line += fmt.Sprintf(" dport %d", p.DestinationPort)
	}
	return line
}

var failed = regexp.MustCompile(`(?m)^(?:RTNETLINK answers|Error): (.*)\nCommand failed -:(\d+)$`)

func askFamily(lab *rehearsal.Lab, family, lines string, n int) ([]reply, error) {
	var stdout, stderr bytes.Buffer
	err := lab.Do(func() error {
		ip := exec.Command("ip", family, "-N", "-force", "-j", "-d", "-batch", "-")
		ip.Stdin, ip.Stdout, ip.Stderr = strings.NewReader(lines), &stdout, &stderr
		if err := ip.Run(); err != nil && stderr.Len() == 0 {
			return err
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	replies := make([]reply, n)
	for _, m := range failed.FindAllStringSubmatch(stderr.String(), -1) {
		i, err := strconv.Atoi(m[2])
		if err != nil {
			return nil, err
		}
		replies[i-1].failure = m[1]
	}
	decoder := json.NewDecoder(&stdout)
	for i := range replies {
		if replies[i].failure != "" {
			continue
		}
		var list []reply
		if err := decoder.Decode(&list); err != nil || len(list) != 1 {
			return nil, fmt.Errorf("reply %d of %d: %v, %w: %s", i, n, list, err, stderr.String())
		}
		replies[i] = list[0]
	}
	return replies, nil
}
