package rehearsal

import (
	"strings"
	"testing"
)

// What a laboratory costs: hundreds of runs must stay bearable.
func BenchmarkBuild(b *testing.B) {
	needLab(b)
	for b.Loop() {
		lab, err := Build(twoProviders(), Options{Defaults: []Default{{"isp1", 100}}})
		if err != nil {
			b.Fatal(err)
		}
		if err := lab.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSnapshot(b *testing.B) {
	lab := benchLab(b)
	for b.Loop() {
		if _, err := lab.Snapshot(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkExchange(b *testing.B) {
	lab := benchLab(b)
	for b.Loop() {
		r, err := lab.Exchange(Flow{Internet("isp1", somebody), Router(address1)})
		if err != nil || r.Answered != 1 {
			b.Fatal(r, err)
		}
	}
}

// BenchmarkRun has a script of a hundred commands and one of none, with shims
// and without.
func BenchmarkRun(b *testing.B) {
	for name, text := range map[string]string{
		"empty":  ":\n",
		"100×ip": strings.Repeat("ip rule show >/dev/null\n", 100),
	} {
		s := Script{Text: text}
		benchRun(b, name+"/plain", func(lab *Lab) (Result, error) { return lab.Run(s) })
		benchRun(b, name+"/traced", func(lab *Lab) (Result, error) {
			trace, err := lab.Trace(Traced{Script: s})
			return trace.Result, err
		})
	}
}

func benchRun(b *testing.B, name string, run func(*Lab) (Result, error)) {
	b.Helper()
	b.Run(name, func(b *testing.B) {
		lab := benchLab(b)
		for b.Loop() {
			if r, err := run(lab); err != nil || r.Exit != 0 {
				b.Fatal(r, err)
			}
		}
	})
}

func needLab(b *testing.B) {
	b.Helper()
	if err := Available(); err != nil {
		b.Skip(err)
	}
}

func benchLab(b *testing.B) *Lab {
	b.Helper()
	needLab(b)
	lab, err := Build(twoProviders(), Options{Defaults: []Default{{"isp1", 100}}})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := lab.Close(); err != nil {
			b.Error(err)
		}
	})
	return lab
}
