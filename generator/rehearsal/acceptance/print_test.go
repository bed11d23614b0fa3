package acceptance

import (
	"encoding/json"
	"encoding/xml"
	"slices"
	"strings"
	"testing"
	"time"
)

// report has one check of each kind, and what a script said.
var report = Report{File: "x.hcl", Took: 1234 * time.Millisecond, Checks: []Check{
	{Stage: "setup", Name: "setup", Status: OK, Sent: "sh setup.sh", Seen: "exit code 0", Took: 120 * time.Millisecond},
	{Stage: "rules", Name: `rule "a" <b>`, Status: Skipped, Seen: "nothing to see"},
	{
		Stage: "teardown", Name: "teardown", Status: Failed, Sent: "sh teardown.sh", Seen: "exit code 1", Want: "exit code 0",
		Detail: slices.Repeat([]string{"\x1b[31mred & <bold>\n"}, maxDetail+2),
	},
}}

func TestText(t *testing.T) {
	want := "ok      setup: sh setup.sh: exit code 0\n" +
		"skipped rule \"a\" <b>: nothing to see\n" +
		"failed  teardown: sh teardown.sh: exit code 1; want exit code 0\n" +
		strings.Repeat("           [31mred & <bold>\n", maxDetail) +
		"          and 2 lines more\n" +
		"x.hcl: 3 checks, 1 failed, 1 skipped, in 1.2 s\n"
	if got := string(report.Text()); got != want {
		t.Errorf("got\n%q, want\n%q", got, want)
	}
}

func TestJSON(t *testing.T) {
	text, err := report.JSON()
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		OK     bool
		Failed int
		Checks []map[string]any
	}
	if err := json.Unmarshal(text, &got); err != nil || got.OK || got.Failed != 1 || len(got.Checks) != 3 || got.Checks[0]["seconds"] != 0.12 {
		t.Errorf("%v: %s", err, text)
	}
	if empty, err := (Report{}).JSON(); err != nil || !strings.Contains(string(empty), `"checks": []`) || !strings.Contains(string(empty), `"ok": true`) {
		t.Errorf("%v: %s", err, empty)
	}
}

func TestJUnit(t *testing.T) {
	text, err := report.JUnit()
	if err != nil {
		t.Fatal(err)
	}
	type message struct {
		Message string `xml:"message,attr"`
	}
	var got struct {
		XMLName xml.Name `xml:"testsuite"`
		Tests   int      `xml:"tests,attr"`
		Failed  int      `xml:"failures,attr"`
		Cases   []struct {
			Name    string   `xml:"name,attr"`
			Failure *message `xml:"failure"`
			Skipped *message `xml:"skipped"`
		} `xml:"testcase"`
	}
	if err := xml.Unmarshal(text, &got); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	if got.Tests != 3 || got.Failed != 1 || len(got.Cases) != 3 || got.Cases[1].Name != `rule "a" <b>` ||
		got.Cases[0].Failure != nil || got.Cases[1].Skipped == nil || got.Cases[2].Failure == nil ||
		!strings.Contains(got.Cases[2].Failure.Message, "want exit code 0") {
		t.Errorf("%s", text)
	}
	if strings.Contains(string(text), "\x1b") {
		t.Error("a control character, which XML does not have")
	}
}
