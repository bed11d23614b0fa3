package render

import (
	"fmt"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/provider"
)

// need is a call that checks for something.
type need struct {
	At   string // where it is asked for, "" for where the one before is
	Call string
}

// gatewayInNetwork is the gateway, or "" when it is in no network of the
// address: then the kernel takes the first address of the link.
func gatewayInNetwork(n plan.Need) string {
	if n.Gateway.IsValid() && n.Address.Masked().Contains(n.Gateway) {
		return n.Gateway.String()
	}
	return ""
}

// needs are the calls that check for all that a plan needs.
func needs(p plan.Plan) []need {
	var l needList
	for _, n := range p.Needs {
		l.addUplink(n)
	}
	l.addLoopback(p.Steps)
	for _, t := range p.Tables.Names {
		l.addTable(t, p.MarkMask)
	}
	return l.list
}

// needList collects calls.
type needList struct {
	list []need
	at   provider.Origin // of the last one
}

func (l *needList) add(o provider.Origin, words ...string) { l.addCall(o, shell(words)) }

func (l *needList) addCall(o provider.Origin, call string) {
	n := need{Call: call}
	if o != l.at {
		n.At = o.String()
	}
	l.at = o
	l.list = append(l.list, n)
}

// addUplink asks for the link of a provider or of a local network, and for what
// a provider needs there.
func (l *needList) addUplink(n plan.Need) {
	if len(n.Read) > 0 {
		l.addCall(n.Origin, readCall(n))
		l.addCall(n.Origin, assignments(n))
		return
	}
	l.add(n.Origin, "need_link", n.Dev)
	if n.Address.IsValid() {
		l.add(n.Origin, "need_address", n.Dev, n.Address.String())
	}
	if n.Gateway.IsValid() {
		l.add(n.Origin, "need_gateway", n.Dev, n.Gateway.String())
	}
	if n.Source {
		l.add(n.Origin, "need_source", n.Dev, n.Address.String(), gatewayInNetwork(n))
	}
}

// addTable asks whether a table, and the mark of its provider, are to be had.
func (l *needList) addTable(t plan.TableName, mask uint32) {
	var addresses []string
	for _, address := range t.Addresses {
		addresses = append(addresses, address.String())
	}
	number := fmt.Sprint(t.Number)
	l.add(t.Origin, append([]string{"need_table", number, t.Name}, addresses...)...)
	if mask != 0 && t.Mark != 0 {
		l.add(t.Origin, append([]string{"need_mark", fmt.Sprintf("%#x/%#x", t.Mark, mask), number}, addresses...)...)
	}
}

// addLoopback asks for the interface of this machine itself, where there are
// routes by it.
func (l *needList) addLoopback(steps []plan.Step) {
	for _, s := range steps {
		if r, ok := s.Op.(iproute.Route); ok && r.Dev == iproute.Local {
			l.add(s.Origin, "need_link", r.Dev)
			return
		}
	}
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
