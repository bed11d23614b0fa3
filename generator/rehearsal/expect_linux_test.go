package rehearsal_test

import (
	"net/netip"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
)

// expectation is a flow and the provider that it leaves by, "" for none.
type expectation struct {
	flow rehearsal.Flow
	by   string
}

// expect sends one packet in each flow: flows with one source port one after another, all
// others at once.
func expect(t *testing.T, lab *rehearsal.Lab, when string, list []expectation) {
	t.Helper()
	for len(list) > 0 {
		var now, later []expectation
		taken := map[rehearsal.Endpoint]bool{}
		for _, e := range list {
			if e.flow.From.Port != 0 && taken[e.flow.From] {
				later = append(later, e)
				continue
			}
			taken[e.flow.From] = true
			now = append(now, e)
		}
		expectNow(t, lab, when, now)
		list = later
	}
}

func expectNow(t *testing.T, lab *rehearsal.Lab, when string, list []expectation) {
	t.Helper()
	flows := make([]rehearsal.Flow, len(list))
	for i, e := range list {
		flows[i] = e.flow
	}
	reports, err := lab.Exchanges(flows)
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range reports {
		by := list[i].by
		if r.Provider() != by || by == "" && len(r.Legs) > 0 || by != "" && r.Answered != 1 {
			t.Errorf("%s: %v from port %d to port %d, class %d, user %d: want it by %q",
				when, r, r.Flow.From.Port, r.Flow.To.Port, r.Flow.From.DSCP, r.Flow.From.UID, by)
		}
	}
}

func internet(addr string, port uint16) rehearsal.Endpoint {
	e := rehearsal.Internet("", netip.MustParseAddr(addr))
	e.Port = port
	return e
}

// sender changes an endpoint that asks.
type sender func(*rehearsal.Endpoint)

func as(uid int) sender       { return func(e *rehearsal.Endpoint) { e.UID = uid } }
func class(dscp uint8) sender { return func(e *rehearsal.Endpoint) { e.DSCP = dscp } }
func port(n uint16) sender    { return func(e *rehearsal.Endpoint) { e.Port = n } }

func from(addr string) sender {
	return func(e *rehearsal.Endpoint) { e.Addr = netip.MustParseAddr(addr) }
}

func host(network string, changes ...sender) rehearsal.Endpoint {
	return changed(rehearsal.Host(network), changes)
}

func router(changes ...sender) rehearsal.Endpoint {
	return changed(rehearsal.Router(netip.Addr{}), changes)
}

func changed(e rehearsal.Endpoint, changes []sender) rehearsal.Endpoint {
	for _, change := range changes {
		change(&e)
	}
	return e
}

// list makes expectations for one provider.
func by(provider string, flows ...rehearsal.Flow) []expectation {
	var list []expectation
	for _, f := range flows {
		list = append(list, expectation{f, provider})
	}
	return list
}

const far4, far6 = "198.18.0.1", "2001:db8:ffff::1"
