package render

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/provider"
)

// view is what the templates see: texts in the order in which they are printed.
type view struct {
	File                        string
	Uplinks                     string   // "2 providers"
	Providers                   []string // one line about each
	A, B                        int      // the tags
	FirstPriority, LastPriority int
	Sign                        string   // the last rule as iproute2 prints it, without priority and protocol
	MainFirst                   bool     // main is looked at before our own tables
	IPv6                        bool     // there are routes or rules of IPv6
	Routes6                     bool     // there are routes of IPv6
	Addresses                   []string // of the providers
	Balanced                    bool     // some need the kernel to choose their address

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
	Batch              []line    // routes and rules, when they are not in Sections
	Batch6             []line    // those of IPv6
	Last               []section // what comes after the batch
}

// need is a call that checks for something.
type need struct {
	At   string // where it is asked for, "" for where the one before is
	Call string
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

// titles of the sections.
var titles = map[plan.Section]string{
	plan.Sysctls:        "Parameters of the kernel",
	plan.Marks:          "Connection marks and address translation",
	plan.ProviderTables: "A table for each provider",
	plan.NetworkRoutes:  "The networks of the providers, in the default table",
	plan.Rules:          "Which table decides",
	plan.Default:        "The default route",
	plan.Policies:       "Packets that nft tells for the rules",
	plan.Complete:       "The end",
}

func newView(p plan.Plan) view {
	v := view{
		File: p.File, Uplinks: count(p.Providers(), "provider"),
		A: p.Tags[0], B: p.Tags[1],
		FirstPriority: p.FirstPriority, LastPriority: p.LastPriority,
		Sign: p.Sign.String(), MainFirst: p.MainFirst, IPv6: p.IPv6,
		RTTables: p.Tables.File, RTTablesIsMain: p.Tables.File == "/etc/iproute2/rt_tables",
		Names: p.Tables.Names, Any: p.Any,
	}
	v.Routes6 = slices.ContainsFunc(p.Steps, func(s plan.Step) bool {
		r, ok := s.Op.(iproute.Route)
		return ok && r.IPv6
	})
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
		if i == 0 || s.Section != steps[i-1].Section {
			*sections = append(*sections, section{Title: titles[s.Section]})
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

// comment says whose the step is, where it was asked for and why it is there.
func comment(s plan.Step) string {
	if s.Provider == "" {
		return fmt.Sprintf("%s: %s", s.Origin, s.Why)
	}
	return fmt.Sprintf("%s (%s): %s", s.Provider, s.Origin, s.Why)
}

// gatewayInNetwork is the gateway, or "" when it is in no network of the
// address: then the kernel takes the first address of the link.
func gatewayInNetwork(n plan.Need) string {
	if n.Gateway.IsValid() && n.Address.Masked().Contains(n.Gateway) {
		return n.Gateway.String()
	}
	return ""
}

func needs(p plan.Plan) []need {
	var list []need
	var at provider.Origin
	add := func(o provider.Origin, words ...string) {
		n := need{Call: shell(words)}
		if o != at {
			n.At = o.String()
		}
		at = o
		list = append(list, n)
	}
	for _, n := range p.Needs {
		if len(n.Read) > 0 {
			list = append(list, need{At: n.Origin.String(), Call: readCall(n)}, need{Call: assignments(n)})
			at = n.Origin
			continue
		}
		add(n.Origin, "need_link", n.Dev)
		if n.Address.IsValid() {
			add(n.Origin, "need_address", n.Dev, n.Address.String())
		}
		if n.Gateway.IsValid() {
			add(n.Origin, "need_gateway", n.Dev, n.Gateway.String())
		}
		if n.Source {
			add(n.Origin, "need_source", n.Dev, n.Address.String(), gatewayInNetwork(n))
		}
	}
	for _, t := range p.Tables.Names {
		words := []string{"need_table", fmt.Sprint(t.Number), t.Name}
		for _, address := range t.Addresses {
			words = append(words, address.String())
		}
		add(t.Origin, words...)
	}
	return list
}

// readCall has the script look for what is read when it runs.
func readCall(n plan.Need) string {
	address, gateway := addressOf(n), gatewayOf(n)
	if n.AutoAddress {
		address = fromEnvironment(n, "address")
	}
	if n.AutoGateway {
		gateway = fromEnvironment(n, "gateway")
	}
	if gateway == "" {
		gateway = "''"
	}
	call := fmt.Sprintf("read_uplink %s %s %s %d %s %s", n.Provider, n.Dev, flag(n.IPv6), n.Table, address, gateway)
	if n.Optional {
		call += " optional"
	}
	return call
}

// fromEnvironment is a variable that whoever runs the script may have set.
func fromEnvironment(n plan.Need, what string) string {
	return `"${` + n.Variable + "_" + what + ":-" + auto + `}"`
}

// assignments keep what a function of the script has found.
func assignments(n plan.Need) string {
	var words []string
	for _, what := range n.Read {
		words = append(words, n.Variable+"_"+what+"=$"+what)
	}
	return strings.Join(words, " ")
}

// flag is a family as ip takes it.
func flag(ipv6 bool) string {
	if ipv6 {
		return "-6"
	}
	return "-4"
}
