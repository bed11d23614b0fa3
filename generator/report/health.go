package report

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// listHealth says what the counts of the health blocks mean in seconds.
func listHealth(w *tabwriter.Writer, watched []site.Provider) {
	if len(watched) == 0 {
		return
	}
	listTitle(w, "Health: times are from the first unanswered or answered probe on", "ORIGIN", "PROVIDER", "TARGETS", "EACH", "SUSPECT", "DOWN", "USED AGAIN")
	for _, p := range watched {
		h := healthOf(p)
		writeRow(w, h.Origin, h.Provider, h.Targets, h.Each, h.Suspect, h.Down, h.Again)
	}
}

// healthView is how a provider is watched.
type healthView struct{ Origin, Provider, Targets, Each, Suspect, Down, Again string }

func healthOf(p site.Provider) healthView {
	h := p.Health
	return healthView{
		Origin: h.Origin.String(), Provider: p.Name, Targets: targets(p), Each: every(p),
		Suspect: site.Short(site.After(h.Suspect)), Down: site.Short(site.After(h.Fall)),
		Again: site.Short(max(site.After(h.Rise), h.Failback)),
	}
}

func writeRow(w io.Writer, cells ...string) { fmt.Fprintln(w, strings.Join(cells, "\t")) }

// targets are those of both families, and how many have to answer.
func targets(p site.Provider) string {
	var families []string
	for _, ipv6 := range []bool{false, true} {
		var names []string
		for _, t := range p.Targets(ipv6) {
			name := "gateway"
			if !t.IsGateway() {
				name = t.Address.String()
			}
			names = append(names, name)
		}
		if len(names) > 0 {
			families = append(families, fmt.Sprintf("%d of %s", p.Health.Quorum, strings.Join(names, ", ")))
		}
	}
	return strings.Join(families, "; ")
}

// every is how often a target is probed while all is well.
func every(p site.Provider) string {
	if p.Metered {
		return site.Short(p.Health.Interval) + ", idle " + site.Short(max(site.Idle, p.Health.Interval))
	}
	return site.Short(p.Health.Interval)
}
