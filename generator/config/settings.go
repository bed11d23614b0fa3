package config

import (
	"slices"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/site"
	"github.com/hashicorp/hcl/v2"
)

// Defaults of the settings; see the language's reference.
const (
	defaultRTTables     = "/etc/iproute2/rt_tables.d/splitroute.conf"
	defaultTableBase    = 100
	defaultPriorityBase = 20000
	defaultMask         = markMask(0x3f00)
)

var defaultProtocols = [2]int{201, 202}

// settings is the settings block as far as it could be read.
type settings struct {
	at            hcl.Range
	rtTables      field[string]
	tableBase     field[int]
	priorityBase  field[int]
	markMask      field[markMask]
	protocols     field[[2]int]
	hashPolicy    field[site.HashPolicy]
	manageSysctls field[bool]
	marks         field[bool]
}

// parseSettings reads the block; without one, all fields are absent.
func parseSettings(top block) (_ settings, f faults) {
	b, found := top.single(&f, "settings")
	if !found {
		return settings{at: top.at, hashPolicy: field[site.HashPolicy]{at: top.at}}, nil
	}
	s := settings{
		at:            b.at,
		rtTables:      read(&f, b, "rt_tables", asText, parseRTTables),
		tableBase:     read(&f, b, "table_base", asNumber, parseTableBase),
		priorityBase:  read(&f, b, "priority_base", asNumber, parsePriorityBase),
		markMask:      read(&f, b, "mark_mask", asAny, parseMask),
		protocols:     readProtocols(&f, b),
		hashPolicy:    read(&f, b, "hash_policy", asText, parseHashPolicy),
		manageSysctls: read(&f, b, "manage_sysctls", asBool, asIs[bool]),
		marks:         read(&f, b, "connection_marks", asBool, asIs[bool]),
	}
	if s.hashPolicy.ok() && !s.manageSysctls.or(true) {
		f.fail(s.hashPolicy.at, conflictingValue,
			"hash_policy is a sysctl, and manage_sysctls = false (%s) forbids to set any. Remove one of the two.",
			line(s.manageSysctls.at))
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
func readProtocols(f *faults, b block) field[[2]int] {
	list := readList(f, b, "protocols", asNumber, parseProtocol)
	pair := field[[2]int]{at: list.at, state: list.state}
	switch {
	case !list.ok():
	case len(list.value) != 2 || list.value[0].value == list.value[1].value:
		f.fail(list.at, "Invalid protocols", "Two numbers are needed, one for a setup and another one for its replacement, which is told from it by that. Write for example [201, 202].")
		pair.state = wrong
	default:
		pair.value = [2]int{list.value[0].value, list.value[1].value}
	}
	return pair
}

// marksConnections reports whether connections are marked: unless it is said
// otherwise, where those of others pass this machine (there are local networks,
// or sources to translate), and where a rule block lets packets leave by no
// other: what this machine sends, from whatever address, or what arrives, fragments
// among it (see checkFragments). Else a host by itself has its addresses to tell
// its own apart.
func (doc document) marksConnections() bool {
	confines := func(p *rule) bool { return p.model.Unreachable }
	return doc.settings.marks.or(len(doc.networks) > 0 || slices.ContainsFunc(doc.providers, (*isp).translates) ||
		slices.ContainsFunc(doc.rules, confines))
}

func (m modeller) settings(s settings, marked bool) site.Settings {
	return site.Settings{
		RTTables:         s.rtTables.or(defaultRTTables),
		TableBase:        s.tableBase.or(defaultTableBase),
		PriorityBase:     s.priorityBase.or(defaultPriorityBase),
		Protocols:        s.protocols.or(defaultProtocols),
		HashPolicy:       s.hashPolicy.or(site.HashKernel),
		ManageSysctls:    s.manageSysctls.or(true),
		ConnectionMarks:  marked,
		MarksWritten:     s.marks.written(),
		MarkMask:         uint32(s.markMask.or(defaultMask)),
		Origin:           m.origin(s.at),
		HashPolicyOrigin: m.origin(s.hashPolicy.at),
	}
}
