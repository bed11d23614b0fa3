package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// BenchmarkStart runs the program, from its start to its end, on the document's
// example, and in turn a program that prints one line. "times" is how many times
// as long the first takes.
func BenchmarkStart(b *testing.B) {
	oneLine := filepath.Join(b.TempDir(), "main.go")
	if err := os.WriteFile(oneLine, []byte("package main\n\nimport \"fmt\"\n\nfunc main() { fmt.Println(\"one line\") }\n"), 0o600); err != nil {
		b.Fatal(err)
	}
	ours, theirs := build(b, "."), build(b, oneLine)
	configuration := filepath.Join("..", "..", "testdata", "valid", "lartc.hcl")
	var times, baseline []time.Duration
	for b.Loop() {
		times = append(times, elapsed(b, ours, configuration))
		baseline = append(baseline, elapsed(b, theirs))
	}
	b.ReportMetric(median(times).Seconds()*1e3, "ms")
	b.ReportMetric(median(baseline).Seconds()*1e3, "ms/one-line")
	b.ReportMetric(median(times).Seconds()/median(baseline).Seconds(), "times")
}

// build builds a program as a release is built.
func build(b *testing.B, what string) string {
	b.Helper()
	program := filepath.Join(b.TempDir(), "program.exe") // a name that Windows starts, too
	command := exec.Command("go", "build", "-o", program, what)
	command.Env = append(os.Environ(), "CGO_ENABLED=0")
	if text, err := command.CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, text)
	}
	return program
}

// elapsed is how long a command takes.
func elapsed(b *testing.B, name string, arg ...string) time.Duration {
	b.Helper()
	start := time.Now()
	if err := exec.Command(name, arg...).Run(); err != nil {
		b.Fatal(err)
	}
	return time.Since(start)
}

func median(list []time.Duration) time.Duration {
	slices.Sort(list)
	return list[len(list)/2]
}
