package script

import (
	"fmt"
	"strings"
	"time"

	"github.com/gen-splitroute/gen-splitroute/generator/plan"
)

func monitorHead(p plan.Plan) head {
	h := newHead(p)
	h.Choices = choices(p.Steps)
	h.Preferred, h.Backups = strings.Join(p.Preferred, " "), strings.Join(p.Backups, " ")
	if p.MarkMask != 0 {
		h.Mask = fmt.Sprintf("%#x", p.MarkMask)
	}
	for _, w := range p.Watches {
		h.Needs = append(h.Needs, Watched(w)...)
	}
	return h
}

// Watched are the commands by which the head of a monitor script says what it watches.
func Watched(w plan.Watch) []string {
	commands := []string{watch(w)}
	for _, t := range w.Targets {
		address := "gateway"
		if t.Address.IsValid() {
			address = t.Address.String()
		}
		commands = append(commands, shell([]string{"target", address, t.Uplink, t.Dev}))
	}
	if dns := w.Health.DNS; dns.Name != "" {
		commands = append(commands, shell([]string{"resolve", dns.Name, dns.Server.String()}))
	}
	return commands
}

// watch is the command that tells the monitor what to watch, and how.
func watch(w plan.Watch) string {
	words := []string{"watch", w.Name, "uplinks='" + strings.Join(w.Uplinks, " ") + "'"}
	add := func(key string, value any) { words = append(words, fmt.Sprintf("%s=%v", key, value)) }
	ms := func(key string, d time.Duration) { add(key, d.Milliseconds()) }
	if w.Mark != 0 {
		add("mark", fmt.Sprintf("%#x", w.Mark))
	}
	add("quorum", w.Health.Quorum)
	ms("interval", w.Health.Interval)
	ms("timeout", w.Health.Timeout)
	add("suspect", w.Health.Suspect)
	add("fall", w.Health.Fall)
	add("rise", w.Health.Rise)
	ms("failback", w.Health.Failback)
	ms("window", w.Health.Window)
	if w.Health.Loss != 0 {
		add("loss", w.Health.Loss)
	}
	if w.Health.Latency != 0 {
		ms("latency", w.Health.Latency)
	}
	if w.Health.Keep {
		add("keep", 1)
	}
	if w.Metered {
		add("metered", 1)
	}
	return strings.Join(words, " ")
}
