package main

import (
	"fmt"
	"runtime/metrics"
	"time"

	"github.com/gen-splitroute/gen-splitroute/generator/config"
)

// What the reading of a configuration may take. The largest ones need a tenth.
const (
	maxTime   = 10 * time.Second
	maxMemory = 1 << 30 // bytes
)

// watch ends the process when the reading of a configuration takes too much: a
// short expression can ask for any amount, and nothing else can stop it.
func (o outside) watch(p *config.Progress) {
	start := time.Now()
	for !p.Done() {
		time.Sleep(10 * time.Millisecond)
		switch {
		case !p.Reading():
			start = time.Now()
			continue
		case time.Since(start) > maxTime:
			o.give(p, fmt.Sprintf("takes longer than %.0f seconds", maxTime.Seconds()))
		case allocated() > maxMemory:
			o.give(p, "needs more than 1 GiB of memory")
		}
	}
}

// give gives up.
func (o outside) give(p *config.Progress, why string) {
	if p.Done() {
		return
	}
	what := "the configuration"
	if value := p.Computing(); value != "" {
		what = value
	}
	o.complain(what+" "+why, "write shorter lists and texts, or fewer for expressions in one another")
	o.Exit(failure)
}

// allocated is how many bytes the program has in use, garbage among them.
func allocated() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
