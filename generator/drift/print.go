package drift

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
)

// Text is the report for people.
func (r Report) Text() []byte {
	var out bytes.Buffer
	fmt.Fprintf(&out, "%s: %s\n", r.File, r.summary())
	for _, d := range r.Differences {
		fmt.Fprintf(&out, "\n%s %s\n", d.Sign, d.What)
		line := func(format string, args ...any) { fmt.Fprintf(&out, "    "+format+"\n", args...) }
		if d.Is != "" {
			line("there is: %s", d.Is)
		}
		if d.Origin.Line > 0 {
			line("%s, %s: %s", d.Origin, d.Block, d.Why)
		}
		if d.Note != "" {
			line("%s", d.Note)
		}
		if t := d.Traffic; t != nil {
			line("%s: %s instead of %s", t.Who, t.After, t.Before)
		}
	}
	for i, note := range r.Notes {
		if i == 0 {
			fmt.Fprintln(&out)
		}
		fmt.Fprintf(&out, "note: %s\n", note)
	}
	return out.Bytes()
}

func (r Report) summary() string {
	if r.OK() {
		return "the machine has what is planned"
	}
	counts := map[string]int{}
	for _, d := range r.Differences {
		counts[d.Sign]++
	}
	return fmt.Sprintf("%d missing, %d added, %d changed", counts[Missing], counts[Added], counts[Changed])
}

// difference is one as "gen-splitroute drift --json" prints it. Fields may be added;
// those that are here keep their names and meanings.
type difference struct {
	Sign    string   `json:"sign"`
	What    string   `json:"what"`
	Is      string   `json:"is,omitempty"`
	Block   string   `json:"block,omitempty"`
	Origin  *origin  `json:"origin"` // null for what nobody planned
	Why     string   `json:"why,omitempty"`
	Note    string   `json:"note,omitempty"`
	Traffic *traffic `json:"traffic"` // null where no packet takes another path
}

type origin struct {
	File string `json:"file"`
	Line int    `json:"line"`
}

type traffic struct {
	Packet  rpdb.Packet `json:"packet"`
	Who     string      `json:"who"`
	Planned string      `json:"planned"`
	Is      string      `json:"is"`
}

// JSON is the report as data.
func (r Report) JSON() ([]byte, error) {
	all := struct {
		File        string       `json:"file"`
		OK          bool         `json:"ok"`
		Tag         int          `json:"tag"` // in use; 0: none
		Differences []difference `json:"differences"`
		Notes       []string     `json:"notes"`
	}{r.File, r.OK(), r.Tag, []difference{}, append([]string{}, r.Notes...)}
	for _, d := range r.Differences {
		listed := difference{Sign: d.Sign, What: d.What, Is: d.Is, Block: d.Block, Why: d.Why, Note: d.Note}
		if d.Origin.Line > 0 {
			listed.Origin = &origin{d.Origin.File, d.Origin.Line}
		}
		if t := d.Traffic; t != nil {
			listed.Traffic = &traffic{t.Packet, t.Who, t.Before, t.After}
		}
		all.Differences = append(all.Differences, listed)
	}
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err := encoder.Encode(all)
	return text.Bytes(), err
}
