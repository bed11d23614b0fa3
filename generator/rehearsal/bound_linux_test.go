package rehearsal_test

import (
	"strings"
	"testing"
	"time"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
)

func on(device string) sender { return func(e *rehearsal.Endpoint) { e.Device = device } }

func unconnected(e *rehearsal.Endpoint) { e.Unconnected = true }

// A socket that is bound to the interface of a provider reaches the internet via that
// provider, whether or not the default route has it: ping -I, resolvers that ask on
// each link.
func TestSocketBoundToAnInterface(t *testing.T) {
	for name, rest := range map[string]string{
		"neither default nor backup": "default_route {\n prefer = provider.isp1\n}",
		"backup":                     "default_route {\n prefer = provider.isp1\n backup = [provider.isp2]\n}",
		"balance":                    "default_route {\n balance = [provider.isp1, provider.isp2]\n}",
		"main":                       "default_route {\n prefer = provider.isp1\n table = \"main\"\n}",
		"no default":                 "rule \"r\" {\n to = [\"192.0.2.0/24\"]\n via = provider.isp1\n}",
		"rules":                      "rule \"r\" {\n to = [\"192.0.2.0/24\"]\n via = provider.isp2\n otherwise = \"unreachable\"\n}\nrule \"n\" {\n dscp = 10\n via = provider.isp1\n}\ndefault_route {\n prefer = provider.isp1\n}",
	} {
		for _, marks := range []string{"", "settings {\n connection_marks = false\n}\n"} {
			t.Run(name, func(t *testing.T) {
				c := configure(t, "bound.hcl", marks+cables+rest)
				lab := build(t, c.set, rehearsal.Options{Patience: 200 * time.Millisecond})
				before := snapshot(t, lab)
				succeed(t, lab, rehearsal.Script{Text: c.setup})
				boundTo(t, lab, "if1", "isp1")
				boundTo(t, lab, "if2", "isp2")
				expect(t, lab, "to a local network", by("", rehearsal.Flow{From: router(on("if0")), To: host("lan")}))
				succeed(t, lab, rehearsal.Script{Text: c.teardown})
				same(t, "teardown", before, snapshot(t, lab))
			})
		}
	}
}

func boundTo(t *testing.T, lab *rehearsal.Lab, device, provider string) {
	t.Helper()
	for _, to := range []string{far4, far6} {
		expect(t, lab, "bound to "+device, by(provider,
			rehearsal.Flow{From: router(on(device)), To: internet(to, 0)},
			rehearsal.Flow{From: router(on(device), unconnected), To: internet(to, 0)}))
	}
}

// Of several providers on the interface that a socket is bound to, the first one in
// the default route has it.
func TestSocketBoundToASharedInterface(t *testing.T) {
	shared := strings.NewReplacer(`"if2"`, `"if1"`).Replace(cables)
	for rest, want := range map[string]string{
		"default_route {\n prefer = provider.isp2\n}":                                               "isp2",
		"default_route {\n prefer = provider.isp2\n backup = [provider.isp1]\n table = \"main\"\n}": "isp2",
		"rule \"r\" {\n to = [\"192.0.2.0/24\"]\n via = provider.isp2\n}":                           "isp1",
		"default_route {\n prefer = provider.isp1\n backup = [provider.isp2]\n}":                    "isp1",
	} {
		c := configure(t, "bound.hcl", shared+rest)
		lab := build(t, c.set, rehearsal.Options{Patience: 200 * time.Millisecond})
		succeed(t, lab, rehearsal.Script{Text: c.setup})
		boundTo(t, lab, "if1", want)
		if err := lab.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// A socket that is bound to an interface doesn't pass a rule that confines it to a
// provider: the kernel looks for the destination on the link, and nobody answers.
func TestSocketBoundToAnInterfaceIsConfined(t *testing.T) {
	const rest = "rule \"r\" {\n users = [1001]\n via = provider.isp1\n otherwise = \"unreachable\"\n}\ndefault_route {\n prefer = provider.isp1\n}"
	c := configure(t, "bound.hcl", cables+rest)
	lab := build(t, c.set, rehearsal.Options{Patience: 200 * time.Millisecond})
	succeed(t, lab, rehearsal.Script{Text: c.setup})
	for _, to := range []string{far4, far6} {
		expect(t, lab, "confined", by("isp1", rehearsal.Flow{From: router(as(1001), on("if1")), To: internet(to, 0)}))
		expect(t, lab, "confined", by("",
			rehearsal.Flow{From: router(as(1001), on("if2")), To: internet(to, 0)},
			rehearsal.Flow{From: router(as(1001), on("if2"), unconnected), To: internet(to, 0)}))
	}
}

// The interface may be a tunnel without a gateway, or one whose address is read.
func TestSocketBoundToATunnel(t *testing.T) {
	for _, table := range []string{"", " table = \"main\"\n"} {
		auto := strings.NewReplacer(`"198.51.100.2/30"`, `"auto"`, `"198.51.100.1"`, `"auto"`, `"2001:db8:2::2/64"`, `"auto"`, `"2001:db8:2::1"`, `"auto"`)
		c := configure(t, "bound.hcl", auto.Replace(withTunnel("", "default_route {\n prefer = provider.isp1\n"+table+"}")))
		lab := build(t, c.set, rehearsal.Options{Patience: 200 * time.Millisecond})
		succeed(t, lab, rehearsal.Script{Text: c.setup})
		boundTo(t, lab, "wg0", "vpn")
		boundTo(t, lab, "if2", "isp2")
		if err := lab.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
