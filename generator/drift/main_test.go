package drift_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator"
	"github.com/gen-splitroute/gen-splitroute/generator/config"
	"github.com/gen-splitroute/gen-splitroute/generator/drift"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

func TestMain(m *testing.M) { os.Exit(rehearsal.Main(m.Run)) }

const fixtures = "../../testdata/valid"

func source(t *testing.T, name string) string {
	t.Helper()
	src, err := os.ReadFile(filepath.Join(fixtures, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(src)
}

func setOf(t *testing.T, name string) site.Site {
	t.Helper()
	return read(t, name, source(t, name))
}

func parsed(t *testing.T, src string) site.Site {
	t.Helper()
	return read(t, "splitroute.hcl", src)
}

func read(t *testing.T, name, src string) site.Site {
	t.Helper()
	set, diags := generator.Read(name, []byte(src), config.Options{ReadFile: func(name string) ([]byte, error) {
		return os.ReadFile(filepath.Join(fixtures, name))
	}})
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	return set
}

func configurations(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob(fixtures + "/*.hcl")
	if err != nil || len(files) == 0 {
		t.Fatal("no configurations: ", err)
	}
	for i := range files {
		files[i] = filepath.Base(files[i])
	}
	return files
}

func compare(t *testing.T, set site.Site, live string) drift.Report {
	t.Helper()
	l, err := rpdb.ReadLive([]byte(live))
	if err != nil {
		t.Fatal(err)
	}
	return drift.Compare(set, plan.New(set), l)
}

// mutations calls f with what a machine has with one entry of ours less, or one more,
// for each entry: routes and rules, and in nft's tables rules, chains and elements of
// sets; of these, several at once, of which each has to be named.
func mutations(t *testing.T, set site.Site, live string, f func(what, live string)) {
	t.Helper()
	lines := strings.Split(live, "\n")
	for n, line := range lines {
		with := func(what, line string) {
			changed := append(append(append([]string{}, lines[:n]...), line), lines[n+1:]...)
			f(what, strings.Join(changed, "\n"))
		}
		switch {
		case strings.HasPrefix(line, "["):
			mutateEntries(t, set, line, with)
		case strings.HasPrefix(line, "{"):
			mutateRuleset(t, line, with)
		case strings.Contains(line, "\t") && !strings.HasPrefix(line, "#"):
			fields := strings.Fields(line)
			if len(fields) == 2 && len(fields[0]) > 2 && fields[0] != "255" && fields[0] != "254" && fields[0] != "253" {
				with("without the name "+line, "")
			}
		}
	}
}

// withoutElements begins what is said of a set that has less, and maxNamed is how many
// elements a report names.
const (
	withoutElements = "without elements "
	maxNamed        = 8
)

// split is a list in two parts.
func split(list []json.RawMessage, first func(i int) bool) (one, two []json.RawMessage) {
	for i, e := range list {
		if first(i) {
			one = append(one, e)
		} else {
			two = append(two, e)
		}
	}
	return one, two
}

// found reports whether a report has a change, and not much else.
func found(t *testing.T, what string, r drift.Report) bool {
	t.Helper()
	if r.OK() || len(r.Differences) > 2 {
		return false
	}
	elements, are := strings.CutPrefix(what, withoutElements)
	return !are || len(strings.Split(r.Differences[0].What, ", ")) == len(listOf(t, elements))
}

func listOf(t *testing.T, line string) []json.RawMessage {
	t.Helper()
	var list []json.RawMessage
	if err := json.Unmarshal([]byte(line), &list); err != nil {
		t.Fatal(err)
	}
	return list
}

func joined(list []json.RawMessage) string {
	return "[" + string(bytes.Join(toBytes(list), []byte(","))) + "]"
}

func toBytes(list []json.RawMessage) [][]byte {
	all := make([][]byte, len(list))
	for i := range list {
		all[i] = list[i]
	}
	return all
}

func mutateEntries(t *testing.T, set site.Site, line string, with func(what, line string)) {
	t.Helper()
	list := listOf(t, line)
	for i, e := range list {
		text := string(e)
		if !strings.Contains(text, fmt.Sprintf(`"protocol":"%d"`, set.Settings.Protocols[0])) {
			continue
		}
		without := append(append([]json.RawMessage{}, list[:i]...), list[i+1:]...)
		with("without "+text, joined(without))
		more := strings.Replace(text, `"dev":"`, `"dev":"x`, 1)
		if strings.Contains(text, `"priority":`) {
			more = strings.Replace(text, `"src":"`, `"iif":"another0","src":"`, 1)
			if strings.Contains(text, `"iif":`) {
				more = strings.Replace(text, `"iif":"`, `"iif":"x`, 1)
			}
		}
		if more == text || strings.Contains(text, `"type":"7"`) { // an unreachable route has no interface, whatever is printed
			more = strings.Replace(text, `"table":"`, `"table":"1`, 1)
		}
		if more == text {
			t.Fatalf("%s isn't changed", text)
		}
		with("with "+more, joined(append(append([]json.RawMessage{}, list...), json.RawMessage(more))))
		with(more+" in place of it", joined(append(append([]json.RawMessage{}, without...), json.RawMessage(more))))
	}
}

// mutateRuleset takes away, one after the other, each object of our tables and each
// element of a set, and adds a rule.
func mutateRuleset(t *testing.T, line string, with func(what, line string)) {
	t.Helper()
	var ruleset struct {
		NFTables []json.RawMessage `json:"nftables"`
	}
	if err := json.Unmarshal([]byte(line), &ruleset); err != nil {
		t.Fatal(err)
	}
	list := ruleset.NFTables
	put := func(what string, list []json.RawMessage) { with(what, `{"nftables": `+joined(list)+"}") }
	for i, o := range list {
		text := string(o)
		if !strings.Contains(text, `"table": "splitroute`) {
			continue
		}
		without := append(append([]json.RawMessage{}, list[:i]...), list[i+1:]...)
		put("without "+text, without)
		if strings.HasPrefix(text, `{"rule"`) {
			more := json.RawMessage(strings.Replace(text, `"expr": [`, `"expr": [{"counter": {"packets": 0, "bytes": 0}}, `, 1))
			put("with "+string(more), append(append([]json.RawMessage{}, list...), more))
		}
		if at := strings.Index(text, `"elem": [`); at >= 0 {
			var set struct {
				Set struct{ Elem []json.RawMessage }
			}
			if err := json.Unmarshal(o, &set); err != nil {
				t.Fatal(err)
			}
			each := max(2, (len(set.Set.Elem)+maxNamed-1)/maxNamed)
			for n := 0; n < each && len(set.Set.Elem) > 1; n++ {
				gone, left := split(set.Set.Elem, func(i int) bool { return i%each == n })
				changed := json.RawMessage(text[:at] + `"elem": ` + joined(left) + "}}")
				put(withoutElements+joined(gone), append(append(append([]json.RawMessage{}, list[:i]...), changed), list[i+1:]...))
			}
		}
	}
}
