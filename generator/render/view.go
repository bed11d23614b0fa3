package render

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
)

// view is what the templates see: texts in the order in which they are printed.
type view struct {
	File, Origin                string   // the configuration, and the place in it of what belongs to no provider
	Uplinks                     string   // "2 providers"
	Providers                   []string // one line about each
	A, B                        int      // the tags
	FirstPriority, LastPriority int
	BehindMain, Confined        int
	Priorities                  int
	Sign                        string   // the last rule as iproute2 prints it, without priority and protocol
	MainFirst                   bool     // main is looked at before our own tables
	IPv6, NeedsIPv6             bool     // there are routes or rules of IPv6; without it there is nothing to do
	Routes6                     bool     // there are routes of IPv6
	Addresses                   []string // of the providers
	Balanced                    bool     // some need the kernel to choose their address
	Mask                        string   // bits of the marks of connections, "" where they are not marked
	Ranks6                      []string // of the defaults of IPv6 in main, as digits behind $metric

	RTTables       string // file for the names of tables, "" for none
	RTTablesIsMain bool   // it is rt_tables itself, not a file of rt_tables.d
	Names          []plan.TableName

	Nft    bool     // the plan has tables of nft
	Tables []string // their names
	Needs  []need
	Reads  bool   // some of them are read when the script runs
	Wants  []need // what teardown reads again
	// Undoes tells that teardown has commands of its own to undo, besides a batch.
	Undoes bool
	Any    []plan.Any
	// Forwarding are the interfaces between which packets have to pass, Strict
	// those whose rp_filter may be strict and isn't changed.
	Forwarding, Strict []string
	Keys               []string // sysctls that the plan sets
	Confirm            int      // seconds to confirm in, 0 for no need to
	Sections           []section
	Batched            bool      // routes and rules are handed to ip as a batch: not all in Sections
	Batch              []line    // those of IPv4, of which there may be none
	Batch6             []line    // those of IPv6
	Last               []section // what comes after the batch
}

type section struct {
	Title string
	Lines []line
}

// line is a command with its comment.
type line struct {
	Comment   string
	At        string // as in need
	Guard     string // command that decides whether Command is run, "" for always
	Command   string
	Input     []string // what Command reads
	Open      bool     // there are variables of the script in Input
	BatchLine string   // Command as a line for "ip -batch"
	IPv6      bool     // that is for "ip -6 -batch"
}

func newView(p plan.Plan) view {
	v := view{
		File: p.File, Origin: p.Origin.String(), Uplinks: count(p.Providers(), "provider"),
		A: p.Tags[0], B: p.Tags[1],
		FirstPriority: p.FirstPriority, LastPriority: p.LastPriority, BehindMain: p.BehindMain, Confined: p.Confined, Priorities: p.LastPriority - p.FirstPriority + 1,
		Sign: p.Marker.String(), MainFirst: p.MainFirst, IPv6: p.IPv6, NeedsIPv6: p.NeedsIPv6,
		RTTables: p.Tables.File, RTTablesIsMain: p.Tables.File == "/etc/iproute2/rt_tables",
		Names: p.Tables.Names, Any: p.Any,
	}
	if p.MarkMask != 0 {
		v.Mask = fmt.Sprintf("%#x", p.MarkMask)
	}
	v.addRoutes6(p.Steps)
	for _, n := range p.Uplinks() {
		v.Providers = append(v.Providers, about(n))
		v.Balanced = v.Balanced || n.Source
		if len(n.Read) > 0 {
			v.Reads = true
		} else {
			v.Addresses = append(v.Addresses, n.Address.Addr().String())
		}
	}
	return v
}

// addRoutes6 notes what there is of routes of IPv6.
func (v *view) addRoutes6(steps []plan.Step) {
	for _, s := range steps {
		r, ok := s.Op.(iproute.Route)
		if !ok || !r.IPv6 {
			continue
		}
		v.Routes6 = true
		if r.Table == iproute.MainTable && !r.Dst.IsValid() {
			v.Ranks6 = append(v.Ranks6, strings.TrimPrefix(fmt.Sprint(r.Metric), "0"))
		}
	}
}

func count(n int, noun string) string {
	if n == 1 {
		return "one " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func about(n plan.Need) string {
	gateway := gatewayOf(n)
	if gateway == "" {
		return fmt.Sprintf("%s: %s on %s, point-to-point", n.Provider, addressOf(n), n.Dev)
	}
	return fmt.Sprintf("%s: %s on %s, gateway %s", n.Provider, addressOf(n), n.Dev, gateway)
}

// auto is how a configuration and the words of a script say that something is
// read when the script runs.
const auto = "auto"

// addressOf is the address of a need, "" for none.
func addressOf(n plan.Need) string {
	switch {
	case n.AutoAddress:
		return auto
	case n.Address.IsValid():
		return n.Address.String()
	}
	return ""
}

// gatewayOf is the gateway of a need, "" for none.
func gatewayOf(n plan.Need) string {
	switch {
	case n.AutoGateway:
		return auto
	case n.Gateway.IsValid():
		return n.Gateway.String()
	}
	return ""
}

func setupView(p plan.Plan, o Options) view {
	v := newView(p)
	v.Needs = needs(p)
	v.Confirm = o.Confirm
	v.Forwarding, v.Strict = forwarding(p), p.Strict
	v.addSteps(p.Steps, o, doLine)
	for _, s := range p.Steps {
		f := formOf(s.Op)
		if f.key != "" {
			v.Keys = append(v.Keys, f.key)
		}
		if f.table != "" {
			v.Tables = append(v.Tables, f.table)
		}
	}
	v.Nft = len(v.Tables) > 0
	return v
}

func teardownView(p plan.Plan, o Options) view {
	v := newView(p)
	for _, n := range p.Uplinks() {
		if len(n.Read) > 0 {
			v.Wants = append(v.Wants, need{
				At:   fmt.Sprintf("%s (%s)", n.Provider, n.Origin),
				Call: fmt.Sprintf("find_uplink %s %d %d", flag(n.IPv6), n.Table, n.Priority) + "\n" + assignments(n),
			})
		}
	}
	steps := slices.Clone(p.Steps)
	slices.Reverse(steps)
	v.addSteps(steps, o, undoLine)
	for _, s := range v.Sections {
		v.Undoes = v.Undoes || slices.ContainsFunc(s.Lines, func(l line) bool { return strings.HasPrefix(l.Command, "undo ") })
	}
	return v
}

// forwarding are all interfaces, if there are local networks.
func forwarding(p plan.Plan) []string {
	var devs []string
	local := false
	for _, n := range p.Needs {
		local = local || n.Provider == ""
		if !slices.Contains(devs, n.Dev) {
			devs = append(devs, n.Dev)
		}
	}
	if !local {
		return nil
	}
	return devs
}

// addSteps prints steps with print and sorts them into sections. What nft
// marks packets for must be there before: where there is such a step, it comes
// after the batch with all that follows.
func (v *view) addSteps(steps []plan.Step, o Options, print func(plan.Step) line) {
	v.Batched = o.Batch
	at := v.File
	sections := &v.Sections
	for i, s := range steps {
		l := print(s)
		l.Comment = comment(s)
		if o.Batch && s.Section == plan.Policies && l.At != "" {
			sections, at = &v.Last, v.File
		}
		if o.Batch && l.BatchLine != "" && sections == &v.Sections {
			batch := &v.Batch
			if l.IPv6 {
				batch = &v.Batch6
			}
			*batch = append(*batch, l)
			continue
		}
		if l.At == at {
			l.At = ""
		} else if l.At != "" {
			at = l.At
		}
		if i == 0 || s.Title() != steps[i-1].Title() {
			*sections = append(*sections, section{Title: s.Title()})
		}
		last := &(*sections)[len(*sections)-1]
		last.Lines = append(last.Lines, l)
	}
}

func doLine(s plan.Step) line {
	f, c := formOf(s.Op), s.Op.Do()
	l := line{At: s.Origin.String(), Guard: guard(s.If, f.guard), Command: f.do + " " + shell(c), Input: f.input}
	l.Open = slices.ContainsFunc(f.input, func(line string) bool { return strings.Contains(line, "$") })
	l.BatchLine, l.IPv6 = batchLine(s.If, c)
	return l
}

// undoLine puts a parameter of the kernel back by its name: only the script
// that set it has kept the value.
func undoLine(s plan.Step) line {
	if key := formOf(s.Op).key; key != "" {
		return line{Command: "put_back " + key}
	}
	c := s.Op.Undo()
	l := line{Guard: guard(s.If, ""), Command: "undo " + shell(c)}
	l.BatchLine, l.IPv6 = batchLine(s.If, c)
	return l
}

// guard joins what has to be there for a step with a condition of its own.
func guard(present, condition string) string {
	switch {
	case present == "":
		return condition
	case condition == "":
		return `[ -z "$` + present + `_off" ]`
	}
	return `[ -z "$` + present + `_off" ] && ` + condition
}

// batchLine is a command as a line for "ip -batch", if it is one of ip's: a
// comment when what it needs isn't there.
func batchLine(present string, c iproute.Command) (line string, ipv6 bool) {
	line, ipv6, ok := c.BatchLine()
	if ok && present != "" {
		line = "${" + present + "_off}" + line
	}
	return line, ipv6
}

// comment says what asks for the step, where, and why it is there.
func comment(s plan.Step) string { return fmt.Sprintf("%s (%s): %s", s.Block, s.Origin, s.Why) }
