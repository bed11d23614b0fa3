package acceptance

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"strings"
	"time"
	"unicode"
)

// maxDetail is how many lines of a check's detail people are shown.
const maxDetail = 20

// Text is the report for people: a line for each check, and the count.
func (r Report) Text() []byte {
	var out bytes.Buffer
	for _, c := range r.Checks {
		fmt.Fprintf(&out, "%-7s %s: %s\n", c.Status, c.Name, visible(c.summary()))
		for i, line := range c.Detail {
			if i == maxDetail {
				fmt.Fprintf(&out, "          and %d lines more\n", len(c.Detail)-i)
				break
			}
			fmt.Fprintf(&out, "          %s\n", visible(strings.TrimRight(line, "\n")))
		}
	}
	fmt.Fprintln(&out, r.summary())
	return out.Bytes()
}

// summary is what was sent, what was seen and what should have been.
func (c Check) summary() string {
	text := c.Seen
	if c.Sent != "" {
		text = c.Sent + ": " + c.Seen
	}
	if c.Want != "" {
		text += "; want " + c.Want
	}
	return text
}

// visible is a line of somebody else's, a script's for instance, that does
// nothing to a terminal.
func visible(line string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return ' '
	}, line)
}

// JSON is the report as data.
func (r Report) JSON() ([]byte, error) {
	type check struct {
		Stage   string   `json:"stage"`
		Name    string   `json:"name"`
		Status  Status   `json:"status"`
		Sent    string   `json:"sent"`
		Seen    string   `json:"seen"`
		Want    string   `json:"want,omitempty"`
		Detail  []string `json:"detail,omitempty"`
		Seconds float64  `json:"seconds"`
	}
	report := struct {
		File    string  `json:"file"`
		OK      bool    `json:"ok"`
		Failed  int     `json:"failed"`
		Skipped int     `json:"skipped"`
		Noted   int     `json:"noted"`
		Seconds float64 `json:"seconds"`
		Checks  []check `json:"checks"`
	}{r.File, r.OK(), r.count(Failed), r.count(Skipped), r.count(Noted), seconds(r.Took), []check{}}
	for _, c := range r.Checks {
		report.Checks = append(report.Checks, check{c.Stage, c.Name, c.Status, c.Sent, c.Seen, c.Want, c.Detail, seconds(c.Took)})
	}
	text, err := json.MarshalIndent(report, "", "  ")
	return append(text, '\n'), err
}

func seconds(d time.Duration) float64 { return d.Round(time.Millisecond).Seconds() }

// JUnit is the report as continuous integration servers read it
// (https://github.com/testmoapp/junitxml).
func (r Report) JUnit() ([]byte, error) {
	type message struct {
		Message string `xml:"message,attr"`
		Text    string `xml:",chardata"`
	}
	type testcase struct {
		Class   string   `xml:"classname,attr"`
		Name    string   `xml:"name,attr"`
		Seconds float64  `xml:"time,attr"`
		Failure *message `xml:"failure"`
		Skipped *message `xml:"skipped"`
		Output  string   `xml:"system-out,omitempty"`
	}
	suite := struct {
		XMLName struct{}   `xml:"testsuite"`
		Name    string     `xml:"name,attr"`
		Tests   int        `xml:"tests,attr"`
		Failed  int        `xml:"failures,attr"`
		Errors  int        `xml:"errors,attr"`
		Skipped int        `xml:"skipped,attr"`
		Seconds float64    `xml:"time,attr"`
		Cases   []testcase `xml:"testcase"`
	}{Name: r.File, Tests: len(r.Checks), Failed: r.count(Failed), Skipped: r.count(Skipped), Seconds: seconds(r.Took)}
	for _, c := range r.Checks {
		t := testcase{Class: "rehearsal." + c.Stage, Name: c.Name, Seconds: seconds(c.Took)}
		switch about := (&message{c.summary(), strings.Join(c.Detail, "\n")}); c.Status {
		case Failed:
			t.Failure = about
		case Skipped:
			t.Skipped = about
		default:
			t.Output = strings.Join(append([]string{c.summary()}, c.Detail...), "\n")
		}
		suite.Cases = append(suite.Cases, t)
	}
	text, err := xml.MarshalIndent(suite, "", "  ")
	return append([]byte(xml.Header), append(text, '\n')...), err
}
