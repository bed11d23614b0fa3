package deliver

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/script"
)

// hook is a hook of a program, as the template reads it.
type hook struct {
	kind
	Release, File, Setup string
	Links                []link
	IPv6                 bool // an address of IPv6 is "auto"
	Delegated            bool // the program names delegated prefixes, and some are "auto"
}

// link is an interface that has a provider with something "auto".
type link struct {
	Dev       string
	Uplinks   []string // which of their values are "auto", for people
	Gives     []string // NAME=VALUE for the environment of the script
	Delegated bool     // prefixes, too
}

// Hook is the hook of a kind of program: it runs the setup script, found at a path,
// after that program has changed an address of a provider that is "auto".
func Hook(kind string, p plan.Plan, setup string) ([]byte, error) {
	i := slices.IndexFunc(kinds, func(k kindOf) bool { return k.name == kind })
	if i < 0 {
		return nil, fmt.Errorf("there is no hook of %q: write one of %s", kind, strings.Join(Kinds(), ", "))
	}
	if err := checkPath(setup); err != nil {
		return nil, err
	}
	h := hook{kind: kinds[i].kind, Release: script.Release, File: p.File, Setup: setup}
	for _, n := range p.Needs {
		if n.Provider != "" && (n.AutoAddress || n.AutoGateway || n.Delegated) {
			h.add(n)
		}
	}
	if len(h.Links) == 0 {
		return nil, fmt.Errorf("nothing is \"auto\" in %s: its addresses don't change, and it needs no hook", p.File)
	}
	return execute("hook.tmpl", h)
}

// add adds what is "auto" of an uplink.
func (h *hook) add(n plan.Need) {
	i := slices.IndexFunc(h.Links, func(l link) bool { return l.Dev == n.Dev })
	if i < 0 {
		i = len(h.Links)
		h.Links = append(h.Links, link{Dev: n.Dev})
	}
	l := &h.Links[i]
	var reads []string
	if n.AutoAddress {
		reads = append(reads, "address")
		h.IPv6 = h.IPv6 || n.IPv6
	}
	if n.AutoGateway {
		reads = append(reads, "gateway")
	}
	if n.Delegated {
		reads = append(reads, "prefixes")
		l.Delegated = l.Delegated || len(h.Prefixes) > 0
		h.Delegated = h.Delegated || l.Delegated
	}
	l.Uplinks = append(l.Uplinks, fmt.Sprintf("%s: %s on %s", n.Block, strings.Join(reads, ", "), n.Dev))
	for _, what := range reads {
		if value := h.value(what, n.IPv6); value != "" {
			l.Gives = append(l.Gives, n.Variable+"_"+what+"="+value)
		}
	}
}

// value is how the hook says what its program knows, "" where it knows nothing.
func (k kind) value(what string, ipv6 bool) string {
	switch {
	case what == "address" && !ipv6 && k.Address != nothing:
		return "$address"
	case what == "gateway" && !ipv6 && k.Gateway != nothing:
		return "${gateway%% *}" // the first of several
	case what == "gateway" && ipv6 && k.Gateway6 != nothing:
		return "$gateway6"
	case what == "prefixes" && len(k.Prefixes) > 0:
		return "$prefixes"
	}
	return ""
}
