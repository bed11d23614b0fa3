package config

import (
	"slices"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// Defaults of the settings; see the language's reference.
const (
	defaultRTTables     = "/etc/iproute2/rt_tables.d/splitroute.conf"
	defaultTableBase    = 100
	defaultPriorityBase = 20000
	defaultMask         = uint32(0x3f00)
)

var defaultProtocols = [2]int{201, 202}

// settings is the settings block.
type settings struct {
	site.Settings
	block
	marks bool
}

// parseSettings reads the block; without one, all attributes are absent.
func parseSettings(top block) (_ settings, f faults) {
	b, _ := top.single(&f, "settings")
	s := settings{block: b, Settings: site.Settings{
		RTTables:      read(&f, b, "rt_tables", defaultRTTables, asText, parseRTTables),
		TableBase:     read(&f, b, "table_base", defaultTableBase, asNumber, parseTableBase),
		PriorityBase:  read(&f, b, "priority_base", defaultPriorityBase, asNumber, parsePriorityBase),
		MarkMask:      read(&f, b, "mark_mask", defaultMask, asAny, parseMask),
		Protocols:     readProtocols(&f, b),
		HashPolicy:    read(&f, b, "hash_policy", site.HashKernel, asText, parseHashPolicy),
		ManageSysctls: read(&f, b, "manage_sysctls", true, asBool, asIs[bool]),
		Origin:        b.origin(b.at),
	}}
	s.marks = read(&f, b, "connection_marks", false, asBool, asIs[bool])
	s.MarksWritten = b.place("connection_marks").written()
	hashPolicy := b.place("hash_policy")
	s.HashPolicyOrigin = b.origin(hashPolicy.at)
	if hashPolicy.ok() && !s.ManageSysctls {
		f.fail(hashPolicy.at, conflictingValue,
			"hash_policy is a sysctl, and manage_sysctls = false (%s) forbids to set any. Remove one of the two.",
			line(b.place("manage_sysctls").at))
	}
	return s, f
}

// isRTTables reports whether ip looks for names of tables in a file: iproute2
// reads rt_tables and the files *.conf of rt_tables.d that don't begin with a
// dot, and nothing else (rtnl_rttable_initialize in lib/rt_names.c).
func isRTTables(path string) bool {
	name, isDropIn := strings.CutPrefix(path, "/etc/iproute2/rt_tables.d/")
	if !isDropIn {
		return path == "/etc/iproute2/rt_tables"
	}
	stem, isConf := strings.CutSuffix(name, ".conf")
	return isConf && isWord(stem, 59, letters+digits+"_", letters+digits+"_.-")
}

// parseRTTables returns "" for "none".
func parseRTTables(raw string) (string, *fault) {
	switch {
	case raw == "none":
		return "", nil
	case !isRTTables(raw):
		return "", faultf(invalidChoice, "%s is not a file in which ip looks for the names of tables. "+
			"Write \"/etc/iproute2/rt_tables\", \"/etc/iproute2/rt_tables.d/NAME.conf\" or \"none\".", quote(raw))
	}
	return raw, nil
}

var parseHashPolicy = oneOf(map[string]site.HashPolicy{"l3": site.HashL3, "l4": site.HashL4, "source": site.HashSource},
	"%s is not a hash policy. Write \"l3\" to balance by addresses, \"l4\" to balance by connections, or \"source\" to have each client always use the same provider.")

// readProtocols reads the pair of tags. A setup takes the one that the setup
// before it did not, so they have to differ.
func readProtocols(f *faults, b block) [2]int {
	list, p := readList(f, b, "protocols", asNumber, parseProtocol), b.place("protocols")
	switch {
	case !p.ok():
	case len(list) != 2 || list[0] == list[1]:
		f.fail(p.at, "Invalid protocols", "Two numbers are needed, one for a setup and another one for its replacement, so that they differ. Write for example [201, 202].")
	default:
		return [2]int{list[0], list[1]}
	}
	return defaultProtocols
}

// marksConnections reports whether connections are marked. By default they are if this
// machine forwards packets (there are local networks, or sources to translate), or if a rule
// block confines packets to its providers, whatever source they have and also in fragments
// (see checkFragments). On other machines, the source address of a connection identifies its
// provider.
func (doc document) marksConnections() bool {
	if doc.settings.place("connection_marks").ok() {
		return doc.settings.marks
	}
	confines := func(p *rule) bool { return p.Unreachable }
	return len(doc.networks) > 0 || slices.ContainsFunc(doc.providers, (*isp).translates) || slices.ContainsFunc(doc.rules, confines)
}
