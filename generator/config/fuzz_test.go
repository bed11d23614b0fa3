package config

import (
	"net/netip"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/hcl/v2"
)

// FuzzParse: any input gives either errors that point into it and print as
// plain text, or a set that holds nothing but what its readers may rely on.
func FuzzParse(f *testing.F) {
	for _, kind := range []string{"valid", "invalid"} {
		for _, file := range fixtures(f, kind) {
			f.Add(file, readFixture(f, file))
		}
	}
	for _, test := range hostile {
		if src := test.src(); len(src) < 1000 {
			f.Add("dir/"+test.name, []byte(src))
		}
	}
	f.Fuzz(func(t *testing.T, name string, src []byte) {
		set, diags := Parse(name, src, Options{})
		checkResult(t, src, set, diags)
		again, _ := Parse(name, src, Options{})
		if diff := cmp.Diff(set, again, compareValues); diff != "" {
			t.Errorf("not the same twice:\n%s", diff)
		}
	})
}

// FuzzWriteDiagnostics: any place in any file prints without control
// characters, and in a bounded length.
func FuzzWriteDiagnostics(f *testing.F) {
	f.Add("a.hcl", []byte("x = 1\r\ny\t= é\n"), 3, 9, "summary", "detail")
	f.Add("a\x1b[2J", []byte("\x1b\x00\xff\u009b\u202e"), 1, 3, "\x1b", "\n")
	f.Add("", []byte{}, -1, 99, "", "")
	f.Fuzz(func(t *testing.T, name string, src []byte, start, end int, summary, detail string) {
		at := hcl.Range{Filename: name, Start: hcl.Pos{Line: 1, Column: 1, Byte: start}, End: hcl.Pos{Line: 1, Column: 1, Byte: end}}
		diags := hcl.Diagnostics{newDiagnostic(at, summary, detail), {Severity: hcl.DiagWarning, Summary: summary}}
		out := written(t, src, diags, false)
		checkPlain(t, string(out))
		if most := 5*(before+after) + 3*len(name) + 6*len(summary) + 3*len(detail) + 200; len(out) > most {
			t.Errorf("%d bytes, at most %d expected", len(out), most)
		}
	})
}

func checkResult(t *testing.T, src []byte, set site.Site, diags hcl.Diagnostics) {
	t.Helper()
	if !diags.HasErrors() {
		checkSet(t, set)
	} else if diff := cmp.Diff(site.Site{}, set, compareValues); diff != "" {
		t.Errorf("errors and a set: %s", diff)
	}
	for i, diag := range diags {
		checkDiagnostic(t, src, diag)
		if i > 0 && diag.Subject != nil && diag.Subject.Start.Byte < diags[i-1].Subject.Start.Byte {
			t.Error("not in the order of the file")
		}
	}
	checkPlain(t, string(written(t, src, diags, false)))
}

func checkDiagnostic(t *testing.T, src []byte, diag *hcl.Diagnostic) {
	t.Helper()
	if diag.Summary == "" || diag.Detail == "" {
		t.Errorf("nothing said: %#v", diag)
	}
	if diag.Subject == nil {
		t.Fatalf("no place: %v", diag)
	}
	start, end := diag.Subject.Start, diag.Subject.End
	if start.Byte < 0 || start.Byte > end.Byte || end.Byte > len(src) || start.Line < 1 || start.Column < 1 {
		t.Errorf("not in the file: %v of %d bytes", diag.Subject, len(src))
	}
}

// checkPlain wants nothing that a terminal acts upon.
func checkPlain(t *testing.T, out string) {
	t.Helper()
	for _, char := range out {
		if char != '\n' && char != utf8.RuneError && !unicode.IsPrint(char) {
			t.Fatalf("%U in output", char)
		}
	}
}

// The words of a set that get into scripts. These are not the expressions of
// the parser, on purpose.
var (
	nameWord      = regexp.MustCompile(`^[a-z][a-z0-9_-]*$`)
	hostWord      = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9._-]*$`)
	interfaceWord = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9_.-]*$`)
	originWord    = regexp.MustCompile(`^[A-Za-z0-9._+][A-Za-z0-9._+-]*:[1-9][0-9]*$`)
	fileWord      = regexp.MustCompile(`^/etc/iproute2/rt_tables(\.d/[A-Za-z0-9_.-]+\.conf)?$`)
)

func checkSet(t *testing.T, set site.Site) {
	t.Helper()
	check := func(ok bool, what string, value any) {
		t.Helper()
		if !ok {
			t.Errorf("%s: %#v", what, value)
		}
	}
	s := set.Settings
	check(len(set.Providers) > 0, "no providers", set)
	check(s.RTTables == "" || fileWord.MatchString(s.RTTables) && !strings.Contains(s.RTTables, ".."), "rt_tables", s.RTTables)
	check(s.Protocols[0] != s.Protocols[1] && s.Protocols[0] > 4 && s.Protocols[1] > 4, "protocols", s.Protocols)
	check(s.PriorityBase > 0 && s.PriorityBase+8999 < 32766, "priority_base", s.PriorityBase)
	ids, tables := make(map[int]bool), make(map[int]bool)
	for _, p := range set.Providers {
		check(nameWord.MatchString(p.Name) && len(p.Name) <= 31, "name", p.Name)
		check(interfaceWord.MatchString(p.Interface) && len(p.Interface) <= 15, "interface", p.Interface)
		check(p.ID >= 1 && p.ID <= 899 && !ids[p.ID], "id", p.ID)
		check(p.Table > 0 && p.Table>>31 == 0 && (p.Table < 253 || p.Table > 255) && !tables[p.Table], "table", p.Table)
		check(p.Weight >= 1 && p.Weight <= 256, "weight", p.Weight)
		ids[p.ID], tables[p.Table] = true, true
		check(p.IPv4.Declared || p.IPv6.Declared, "no addresses", p)
		checkUplink(t, p.IPv4, 32)
		checkUplink(t, p.IPv6, 128)
		checkWatched(t, p)
	}
	for _, n := range set.Networks {
		check(nameWord.MatchString(n.Name), "name", n.Name)
		check(interfaceWord.MatchString(n.Interface), "interface", n.Interface)
		check(len(n.Prefixes) > 0, "prefixes", n)
		checkPrefixes(t, n.Prefixes, 32, 128)
	}
	marks := plan.RuleMarks(set)
	for _, r := range set.Rules {
		checkRule(t, set, r, marks)
	}
	for _, position := range append(set.DefaultRoute.Providers, set.DefaultRoute.Backups...) {
		check(position >= 0 && position < len(set.Providers), "reference", position)
	}
	check(set.DefaultRoute.Declared == (len(set.DefaultRoute.Providers) > 0), "default route", set.DefaultRoute)
	for _, origin := range origins(set) {
		check(originWord.MatchString(origin.String()) && origin.File == set.File, "origin", origin)
	}
}

func checkRule(t *testing.T, set site.Site, r site.Rule, marks map[string]uint32) {
	t.Helper()
	switch {
	case !nameWord.MatchString(r.Name) || len(r.Name) > 31:
		t.Errorf("name %q", r.Name)
	case r.Interface != "" && !interfaceWord.MatchString(r.Interface):
		t.Errorf("interface %q", r.Interface)
	case r.Protocol < 0 || r.Protocol > 255 || r.DSCP.Value > 63:
		t.Errorf("protocol %d, dscp %d", r.Protocol, r.DSCP.Value)
	case r.Default && len(r.Via) == 0:
	case len(r.Via) == 0 || slices.Min(r.Via) < 0 || slices.Max(r.Via) >= len(set.Providers):
		t.Errorf("providers %d", r.Via)
	case plan.NeedsMark(&r) != (marks[r.Name] != 0) || marks[r.Name]&^set.Settings.MarkMask != 0:
		t.Errorf("mark %#x in %#x", marks[r.Name], set.Settings.MarkMask)
	case !r.HasFamily(false) && !r.HasFamily(true):
		t.Errorf("no family: %v", r)
	}
	for _, ranges := range [][]site.Range{r.SourcePorts, r.DestinationPorts, r.Users} {
		for i, next := range ranges {
			if next.First > next.Last || i > 0 && uint64(next.First) <= uint64(ranges[i-1].Last)+1 {
				t.Errorf("ranges %v", ranges)
			}
		}
	}
	for _, p := range slices.Concat(r.From, r.To) {
		if !p.IsValid() || p.Prefix != p.Masked() || p.Addr().Is4In6() {
			t.Errorf("prefix %v", p)
		}
	}
}

func checkWatched(t *testing.T, p site.Provider) {
	t.Helper()
	h := p.Health
	if !h.Watched {
		if !reflect.ValueOf(h).IsZero() || p.Metered {
			t.Errorf("%+v of a provider that nobody watches, metered %t", h, p.Metered)
		}
		return
	}
	for _, ipv6 := range []bool{false, true} {
		if n := len(p.Targets(ipv6)); n > 0 && h.Quorum > n {
			t.Errorf("quorum %d of %d", h.Quorum, n)
		}
	}
	for _, target := range h.Targets {
		if a := target.Address; a.IsValid() && (!a.IsGlobalUnicast() || a.Is4In6() || a.Zone() != "") {
			t.Errorf("target %v", a)
		}
	}
	switch {
	case len(p.Targets(false))+len(p.Targets(true)) == 0:
		t.Errorf("no targets: %+v", h)
	case h.Quorum < 1 || h.Suspect < 1 || h.Fall < h.Suspect || h.Rise < 1 || h.Loss < 0 || h.Loss > 100:
		t.Errorf("counts %+v", h)
	case h.Interval < site.Retry || h.Timeout < 0 || h.Latency < 0 || h.Window <= 0 || h.Failback < 0:
		t.Errorf("durations %+v", h)
	case h.DNS != (site.DNSCheck{}) && (!hostWord.MatchString(h.DNS.Name) || !h.DNS.Server.IsValid() || h.DNS.Server.Zone() != ""):
		t.Errorf("DNS %+v", h.DNS)
	}
}

func checkUplink(t *testing.T, u site.Uplink, bits int) {
	t.Helper()
	if !u.Declared {
		if !reflect.ValueOf(u).IsZero() {
			t.Errorf("%+v is there and not declared", u)
		}
		return
	}
	onLink := u.Onlink || u.AutoAddress && !u.Network.IsValid() || u.Network.Contains(u.Gateway) && u.HasNetwork() || u.Gateway.IsLinkLocalUnicast() && bits == 128
	usable := func(a netip.Addr) bool { return a.BitLen() == bits && !a.Is4In6() && a.Zone() == "" }
	switch {
	case u.AutoAddress == u.Address.IsValid():
		t.Errorf("address %v, auto %t", u.Address, u.AutoAddress)
	case !u.AutoAddress && (!usable(u.Address.Addr()) || !u.Address.Addr().IsGlobalUnicast()):
		t.Errorf("address %v", u.Address)
	case !u.AutoAddress && !u.Network.IsValid() || u.Network != u.Network.Masked():
		t.Errorf("network %v", u.Network)
	case u.AutoGateway && u.Gateway.IsValid():
		t.Errorf("gateway %v is not read", u.Gateway)
	case u.Gateway.IsValid() && (!usable(u.Gateway) || u.Gateway.IsMulticast() || u.Gateway.IsUnspecified() || u.Gateway == u.Address.Addr() || !onLink):
		t.Errorf("gateway %v of %v in %v", u.Gateway, u.Address, u.Network)
	case u.Onlink && !u.Gateway.IsValid() && !u.AutoGateway:
		t.Error("onlink without a gateway")
	}
	checkPrefixes(t, u.Prefixes, bits)
	checkPrefixes(t, u.Routes, bits)
}

func checkPrefixes(t *testing.T, list []site.Prefix, bits ...int) {
	t.Helper()
	for _, p := range list {
		if !p.IsValid() || p.Prefix != p.Masked() || p.Bits() == 0 || !slices.Contains(bits, p.Addr().BitLen()) || p.Addr().Is4In6() {
			t.Errorf("prefix %v", p)
		}
	}
}

func origins(set site.Site) []site.Origin {
	list := []site.Origin{set.Settings.Origin, set.Settings.HashPolicyOrigin}
	of := func(prefixes []site.Prefix) {
		for _, p := range prefixes {
			list = append(list, p.Origin)
		}
	}
	for _, p := range set.Providers {
		list = append(list, p.Origin)
		if h := p.Health; h.Watched {
			list = append(list, h.Origin)
			for _, target := range h.Targets {
				list = append(list, target.Origin)
			}
		}
		for _, u := range []site.Uplink{p.IPv4, p.IPv6} {
			if u.Declared {
				list = append(list, u.Origin)
			}
			of(u.Prefixes)
			of(u.Routes)
		}
	}
	for _, n := range set.Networks {
		list = append(list, n.Origin)
		of(n.Prefixes)
	}
	for _, r := range set.Rules {
		list = append(list, r.Origin)
		of(r.From)
		of(r.To)
	}
	if d := set.DefaultRoute; d.Declared {
		list = append(list, d.Origin, d.ProvidersOrigin, d.BackupsOrigin)
	}
	return list
}
