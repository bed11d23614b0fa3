package report

import (
	"bytes"
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
)

// MatrixTable shows where packets go, in a table for each family with a line for
// each destination and a column for each sender.
func MatrixTable(matrices []rpdb.Matrix) []byte {
	var text bytes.Buffer
	for i, m := range matrices {
		if i > 0 {
			fmt.Fprintln(&text)
		}
		w := tabwriter.NewWriter(&text, 0, 0, 2, ' ', 0)
		columns := []string{familyName(m.IPv6) + ": TO"}
		for _, from := range m.Senders {
			columns = append(columns, "FROM "+from.Name)
		}
		fmt.Fprintln(w, strings.Join(columns, "\t"))
		for j, to := range m.Destinations {
			columns := []string{to.Name}
			for k := range m.Senders {
				columns = append(columns, m.Cells[k][j].Summary())
			}
			fmt.Fprintln(w, strings.Join(columns, "\t"))
		}
		w.Flush() // writing to a buffer can't fail
	}
	return trimmed(text.Bytes())
}

func familyName(ipv6 bool) string {
	if ipv6 {
		return "IPv6"
	}
	return "IPv4"
}

// Cell is a pair of the matrix as "explain --matrix --json" prints it.
type Cell struct {
	IPv6        bool   `json:"ipv6"`
	Sender      string `json:"sender"`
	Destination string `json:"destination"`
	Packet      Packet `json:"packet"`
	Arrives     bool   `json:"arrives"`
	Paths       []Path `json:"ways"`
}

// MatrixJSON is the matrix as a list of cells.
func MatrixJSON(matrices []rpdb.Matrix) ([]byte, error) {
	cells := []Cell{}
	for _, m := range matrices {
		for i, from := range m.Senders {
			for j, to := range m.Destinations {
				t := m.Cells[i][j]
				c := Cell{IPv6: m.IPv6, Sender: from.Name, Destination: to.Name, Packet: t.Packet, Arrives: t.Arrives()}
				for _, w := range t.Paths {
					c.Paths = append(c.Paths, listedPath(w))
				}
				cells = append(cells, c)
			}
		}
	}
	return indented(cells)
}
