package rpdb

import (
	"regexp"
	"strings"
)

// Health is the state that the monitor keeps for the setup script (templates/lib/health.sh).
type Health struct {
	monitor [2]string         // its process and when that began; "" where none is named
	began   map[string]string // when processes that run began
	out     []string
	refused map[bool][]string
}

// Given reports whether anything of a monitor is given.
func (h *Health) Given() bool { return h.monitor[0] != "" }

// Running reports whether the monitor runs. A setup ignores what a monitor found that has
// ended.
func (h *Health) Running() bool { return h.Given() && h.began[h.monitor[0]] == h.monitor[1] }

// Out are the uplinks, as in plan.Step.Block, that the monitor finds down, suspect or
// rising.
func (h *Health) Out() []string { return h.out }

// Refused are the marks of connections that are refused since their provider is down.
func (h *Health) Refused(ipv6 bool) []string { return h.refused[ipv6] }

// process is a line of /proc/PID/stat: the name of the program is in brackets, and the
// 20th field behind it is when the process began (proc_pid_stat(5)).
var process = regexp.MustCompile(`^(\d+) \(.*\)((?: \S+){20})`)

// addHealth reads a line of what the monitor keeps, or of its process, and reports
// whether it is one.
func (h *Health) addHealth(line string) bool {
	if p := process.FindStringSubmatch(line); p != nil {
		if h.began == nil {
			h.began = map[string]string{}
		}
		h.began[p[1]] = p[2][strings.LastIndexByte(p[2], ' ')+1:]
		return true
	}
	words := strings.Fields(line)
	switch {
	case len(words) == 3 && words[0] == "monitor":
		h.monitor = [2]string{words[1], words[2]}
	case len(words) == 2 && words[0] == "out":
		h.out = append(h.out, words[1])
	case len(words) == 3 && words[0] == "refuse":
		if h.refused == nil {
			h.refused = map[bool][]string{}
		}
		h.refused[words[1] == "ipv6"] = append(h.refused[words[1] == "ipv6"], words[2])
	default:
		return false
	}
	return true
}
