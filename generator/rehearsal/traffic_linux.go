package rehearsal

import (
	"net/netip"
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// Exchange sends one packet and waits for the answer.
func (l *Lab) Exchange(f Flow) (Report, error) {
	reports, err := l.Exchanges([]Flow{f})
	if err != nil {
		return Report{}, err
	}
	return reports[0], nil
}

// Exchanges sends one packet in each flow and waits for all answers: at once for
// as many flows as there are file descriptors for.
func (l *Lab) Exchanges(flows []Flow) ([]Report, error) {
	var reports []Report
	for len(flows) > 0 {
		n, err := l.atOnce()
		if err != nil {
			return nil, err
		}
		n = min(n, len(flows))
		some, err := l.exchange(flows[:n])
		if err != nil {
			return nil, err
		}
		reports, flows = append(reports, some...), flows[n:]
	}
	return reports, nil
}

// atOnce is how many flows can run at a time with three quarters of the process's file
// descriptors; the rest is for everything else. A flow needs one, one in each namespace
// that it may reach, and with TCP another one where it arrives.
func (l *Lab) atOnce() (int, error) {
	var limit unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_NOFILE, &limit); err != nil {
		return 0, err
	}
	open, err := os.ReadDir("/proc/self/fd")
	free := int(min(limit.Cur, maxFiles))*3/4 - len(open)
	return max(1, free/(2+max(1, len(l.providers)))), err
}

// maxFiles is more than any number of flows needs.
const maxFiles = 1 << 20

// exchange is Exchanges at once.
func (l *Lab) exchange(flows []Flow) ([]Report, error) {
	talks, err := l.openAll(flows)
	if err != nil {
		return nil, err
	}
	for i, t := range talks {
		if i%20 == 19 {
			time.Sleep(time.Millisecond) // no queue on the way is without end
		}
		t.send()
	}
	return l.finish(talks), nil
}

func (l *Lab) openAll(flows []Flow) ([]*talk, error) {
	var talks []*talk
	for _, f := range flows {
		t, err := l.open(f)
		if err != nil {
			l.finish(talks)
			return nil, err
		}
		talks = append(talks, t)
	}
	return talks, nil
}

// Spread asks each destination once and counts by which provider the
// questions left; those under "" left by none.
func (l *Lab) Spread(from Endpoint, to []netip.AddrPort) (map[string]int, error) {
	flows := make([]Flow, len(to))
	for i, dst := range to {
		flows[i] = Flow{From: from, To: Endpoint{Machine: AtInternet, Addr: dst.Addr(), Port: dst.Port()}}
	}
	reports, err := l.Exchanges(flows)
	if err != nil {
		return nil, err
	}
	counts := map[string]int{}
	for _, r := range reports {
		counts[r.Provider()]++
	}
	return counts, nil
}

// Traffic is flows that go on until they are stopped.
type Traffic struct {
	lab   *Lab
	talks []*talk
	stop  chan struct{}
	done  chan struct{}
}

// Start sends rate packets a second, spread evenly over the flows, until Stop.
func (l *Lab) Start(flows []Flow, rate int) (*Traffic, error) {
	talks, err := l.openAll(flows)
	if err != nil {
		return nil, err
	}
	t := &Traffic{lab: l, talks: talks, stop: make(chan struct{}), done: make(chan struct{})}
	go t.flow(rate)
	return t, nil
}

// flow sends at its rate, and catches up after it had to wait.
func (t *Traffic) flow(rate int) {
	defer close(t.done)
	begin, sent := time.Now(), 0
	for {
		for due := int(time.Since(begin).Seconds() * float64(rate)); sent < due; sent++ {
			t.talks[sent%len(t.talks)].send()
		}
		next := begin.Add(time.Duration(float64(sent+1) / float64(rate) * float64(time.Second)))
		select {
		case <-t.stop:
			return
		case <-time.After(time.Until(next)):
		}
	}
}

// Stop ends the sending, waits for the last answers and reports on each flow.
func (t *Traffic) Stop() []Report {
	close(t.stop)
	<-t.done
	return t.lab.finish(t.talks)
}
