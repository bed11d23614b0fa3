package acceptance

import (
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/script"
)

// What masquerade_except names keeps its source, and nothing else does.
func TestFaultsOfExceptions(t *testing.T) {
	testFaults(t, caseOf(t, "leased.hcl", read(t, "leased.hcl"), script.Options{}), []fault{
		{"an exception is forgotten", []string{"ip daddr != { 10.20.0.0/16, 172.16.0.0/12 } ", ""}, nil,
			"networks", "network home, 192.168.1.2, to what fibre doesn't masquerade"},
		{"all is an exception", []string{"ip daddr != { 10.20.0.0/16, 172.16.0.0/12 } ", "ip daddr 10.20.0.1 "}, nil,
			"networks", "network home, 192.168.1.2"},
	})
}
