package rehearsal

import (
	"fmt"
	"net"
	"net/netip"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/gen-splitroute/gen-splitroute/generator/config"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/script"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// forwarding has a rule for some destinations. With dscp, nft tells them
// however few they are. No connection is marked: every packet is a first one.
const forwarding = `
settings {
	connection_marks = false
}
network "lan" {
	interface = "if0"
	prefixes  = ["10.0.0.0/24"]
}
provider "isp1" {
	interface = "if1"
	ipv4 {
		address = "203.0.113.2/30"
		gateway = "203.0.113.1"
	}
}
provider "isp2" {
	interface = "if2"
	ipv4 {
		address = "198.51.100.2/30"
		gateway = "198.51.100.1"
	}
}
rule "listed" {
	to   = split("\n", file("list"))
	dscp = "be"
	via  = provider.isp2
}
default_route {
	prefer = provider.isp1
}
`

// forwarder is a way to lead packets to some destinations.
type forwarder struct {
	name  string
	set   site.Site
	setup string
	rules []string  // of ip, instead of the rule
	costs []float64 // nanoseconds for a packet, one for each round
}

func newForwarder(b *testing.B, name string, prefixes []string) *forwarder {
	b.Helper()
	read := func(string) ([]byte, error) { return []byte(strings.Join(prefixes, "\n")), nil }
	set, diags := config.Parse("forwarding.hcl", []byte(forwarding), config.Options{ReadFile: read})
	if diags.HasErrors() {
		b.Fatal(diags)
	}
	text, err := script.Setup(plan.New(set), script.Options{})
	if err != nil {
		b.Fatal(err)
	}
	return &forwarder{name: name, set: set, setup: string(text)}
}

// BenchmarkForward compares what it costs to forward a packet by a rule with
// ten prefixes, with ten thousand, and by ten thousand rules of ip. They are
// measured in turn, forwards and backwards, and compared within each round, so
// that what else the machine does hits all alike.
func BenchmarkForward(b *testing.B) {
	needLab(b)
	src, err := os.ReadFile("../../testdata/valid/policy-10000.txt")
	if err != nil {
		b.Fatal(err)
	}
	all := strings.Split(strings.TrimSpace(string(src)), "\n")[1:]
	var ten []string
	for i := range 10 {
		ten = append(ten, all[len(all)/20+i*len(all)/10])
	}
	rules := newForwarder(b, "rules10000", ten)
	for _, prefix := range all {
		rules.rules = append(rules.rules, "rule add priority 24001 to "+prefix+" lookup 102 protocol 203")
	}
	ways := []*forwarder{newForwarder(b, "set10", ten), newForwarder(b, "set10000", all), rules}
	lab, err := Build(ways[0].set, Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer lab.Close()
	for b.Loop() {
		for round := range 15 {
			slices.Reverse(ways)
			for _, w := range ways {
				if w.rules == nil || round%5 == 0 { // entering them takes long
					w.measure(b, lab, ten)
				}
			}
		}
	}
	report(b, ways)
}

func report(b *testing.B, ways []*forwarder) {
	costs := map[string][]float64{}
	for _, w := range ways {
		costs[w.name] = w.costs
		b.ReportMetric(middle(w.costs), "ns/packet-"+w.name)
	}
	var ratios []float64
	for round, cost := range costs["set10000"] {
		ratios = append(ratios, cost/costs["set10"][round])
	}
	b.ReportMetric(middle(ratios), "set10000/set10")
	b.ReportMetric(middle(costs["rules10000"])/middle(costs["set10"]), "rules10000/set10")
	b.ReportMetric(0, "ns/op") // of no interest: scripts and all
}

func middle(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[len(sorted)/2]
}

// measure sets one way up, and has the host in the local network send packets
// of which the provider takes none: nothing comes back.
func (w *forwarder) measure(b *testing.B, lab *Lab, to []string) {
	b.Helper()
	if r, err := lab.Run(Script{Text: w.setup}); err != nil || r.Exit != 0 {
		b.Fatal(err, r.Stderr)
	}
	if w.rules != nil {
		if r, err := lab.Run(Script{Text: "nft delete table inet splitroute_rules"}); err != nil || r.Exit != 0 {
			b.Fatal(err, r.Stderr)
		}
		if err := lab.IP(w.rules...); err != nil {
			b.Fatal(err)
		}
		defer func() {
			if err := lab.IP(strings.Split(strings.ReplaceAll(strings.Join(w.rules, "\n"), "rule add", "rule del"), "\n")...); err != nil {
				b.Fatal(err)
			}
		}()
	}
	before := sentBy(b, lab, "if2")
	var packets int
	err := lab.networks[0].do(func() (err error) {
		packets, err = w.blast(to)
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	if sent := sentBy(b, lab, "if2") - before; sent < packets {
		b.Fatalf("%s: %d of %d packets left by isp2", w.name, sent, packets)
	}
}

// blast sends in short blocks, each of which is a measurement: forwarding is
// done in the name of the thread that sends, on its processor.
func (w *forwarder) blast(to []string) (packets int, err error) {
	var conns []net.Conn
	for _, prefix := range to {
		conn, err := net.Dial("udp4", netip.AddrPortFrom(netip.MustParsePrefix(prefix).Addr().Next(), 9).String())
		if err != nil {
			return 0, err
		}
		defer conn.Close()
		conns = append(conns, conn)
	}
	const blocks, size = 40, 500
	payload := make([]byte, 64)
	var costs []float64
	for block := range blocks {
		begin := time.Now()
		for i := range size {
			if _, err := conns[i%len(conns)].Write(payload); err != nil {
				return 0, err
			}
		}
		if block >= blocks/10 { // all is warm
			costs = append(costs, float64(time.Since(begin).Nanoseconds())/size)
		}
	}
	w.costs = append(w.costs, middle(costs))
	return blocks * size, nil
}

// sentBy is how many packets an interface of the router has sent.
func sentBy(b *testing.B, lab *Lab, iface string) int {
	b.Helper()
	r, err := lab.Run(Script{Text: fmt.Sprintf("cat /sys/class/net/%s/statistics/tx_packets", iface)})
	n, wrong := strconv.Atoi(strings.TrimSpace(r.Stdout))
	if err != nil || wrong != nil {
		b.Fatal(err, wrong, r.Stderr)
	}
	return n
}
