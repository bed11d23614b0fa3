package report

import (
	"slices"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// maxColumns is how many senders have room beside one another on a sheet of A4.
const maxColumns = 6

// matrixView is who goes where in one family: a table of senders and destinations
// where there is room for it, or else a list.
type matrixView struct {
	Family  string
	Columns []string
	Rows    [][]string // a destination, and where the packets of each sender go
	Groups  []flow
}

// flow is what several senders send to a destination.
type flow struct {
	To            string
	From          []string
	Before, After string // Before is "" where nothing changes
}

func viewOf(m rpdb.Matrix) matrixView {
	v := matrixView{Family: familyName(m.IPv6)}
	if len(m.Senders) > maxColumns {
		for j, to := range m.Destinations {
			v.Groups = grouped(v.Groups, m, j, func(i int) flow { return flow{To: to.Name, After: m.Cells[i][j].Summary()} })
		}
		return v
	}
	for _, s := range m.Senders {
		v.Columns = append(v.Columns, s.Name)
	}
	for j, to := range m.Destinations {
		row := []string{to.Name}
		for i := range m.Senders {
			row = append(row, m.Cells[i][j].Summary())
		}
		v.Rows = append(v.Rows, row)
	}
	return v
}

// grouped adds the flows to the destination at a position, one for all senders
// that have the same. A flow without an end is none.
func grouped(flows []flow, m rpdb.Matrix, j int, of func(i int) flow) []flow {
	first := len(flows)
	for i, sender := range m.Senders {
		f := of(i)
		if f.To == "" {
			continue
		}
		same := func(g flow) bool { return g.Before == f.Before && g.After == f.After }
		if at := slices.IndexFunc(flows[first:], same); at >= 0 {
			flows[first+at].From = append(flows[first+at].From, sender.Name)
			continue
		}
		f.From = []string{sender.Name}
		flows = append(flows, f)
	}
	return flows
}

// outage is what changes when a provider is down.
type outage struct {
	Provider string
	How      string // down or silent
	Ask      string // options of explain that show all changes
	Also     string // other providers on the interface
	Changes  []flow
	More     int // flows that aren't listed
}

// maxChanges is how many flows are listed for each provider.
const maxChanges = 40

// outages are those of interfaces and, where a monitor watches the provider, of lines that
// fall silent.
func outages(set site.Site, p plan.Plan, before []rpdb.Matrix) []outage {
	var all []outage
	add := func(o outage, state *rpdb.State) {
		after, err := state.Matrices()
		if err != nil { // as many as before, when there was room for them
			return
		}
		for n, m := range before {
			o.Changes = append(o.Changes, changedFlows(m, after[n])...)
		}
		if n := len(o.Changes); n > maxChanges {
			o.Changes, o.More = o.Changes[:maxChanges], n-maxChanges
		}
		all = append(all, o)
	}
	for _, isp := range set.Providers {
		down := outage{Provider: isp.Name, How: "down", Ask: "--without " + isp.Name, Also: strings.Join(others(set, isp), ", ")}
		add(down, rpdb.New(set, p, rpdb.Options{Down: []string{isp.Interface}}))
		if uplinks := p.WatchedAs(isp.Name); len(uplinks) > 0 {
			silent := outage{Provider: isp.Name, How: "silent", Ask: "--health " + isp.Name + "=down"}
			add(silent, rpdb.New(set, p.Without(uplinks), rpdb.Options{}))
		}
	}
	return all
}

// others are the other providers on the interface of one.
func others(set site.Site, isp site.Provider) []string {
	var names []string
	for _, other := range set.Providers {
		if other.Interface == isp.Interface && other.Name != isp.Name {
			names = append(names, other.Name)
		}
	}
	return names
}

func changedFlows(before, after rpdb.Matrix) []flow {
	var flows []flow
	for j, to := range before.Destinations {
		flows = grouped(flows, before, j, func(i int) flow {
			was, is := before.Cells[i][j].Summary(), after.Cells[i][j].Summary()
			if was == is {
				return flow{}
			}
			return flow{To: familyName(before.IPv6) + " " + to.Name, Before: was, After: is}
		})
	}
	return flows
}

// changeView is what comes of a configuration in place of another one.
type changeView struct {
	File           string // the other one
	Removed, Added []change
	Packets        []packetChange
	More           int // of them that aren't listed
}

type packetChange struct {
	Who, Packet, Before, After string
}

func changeOf(f Previous, s Subject) *changeView {
	was, is := changes(f.Plan), changes(s.Plan)
	v := &changeView{File: f.Set.File, Removed: listed(missing(was, is)), Added: listed(missing(is, was))}
	before, after := rpdb.New(f.Set, f.Plan, rpdb.Options{}), rpdb.New(s.Set, s.Plan, rpdb.Options{})
	for _, d := range rpdb.NewComparison(before).With(after) {
		v.Packets = append(v.Packets, packetChange{d.Who, d.Packet.String(), d.Before, d.After})
	}
	if n := len(v.Packets); n > maxChanges {
		v.Packets, v.More = v.Packets[:maxChanges], n-maxChanges
	}
	return v
}

// listed is a list without nft's comments and the lines that only open, close or replace
// a block. A file stands beside the name in it, since a title has a narrow column.
func listed(list []change) []change {
	list = slices.DeleteFunc(list, func(c change) bool {
		about, line, _ := strings.Cut(c.Text, ": ")
		frame := strings.HasSuffix(line, "{") || line == "}" || strings.HasPrefix(line, "#") ||
			strings.HasPrefix(line, "table ") || strings.HasPrefix(line, "delete table ")
		return strings.HasPrefix(about, "nft ") && frame
	})
	for i, c := range list {
		if title, file, found := strings.Cut(c.Title, ", in /"); found {
			list[i].Title, list[i].Text = title, c.Text+" in /"+file
		}
	}
	return list
}
