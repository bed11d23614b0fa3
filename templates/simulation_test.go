package templates_test

import (
	"bufio"
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// perHour is how many ticks of 200 ms an hour has.
const perHour = 5 * 3600

// hours is how long a line is simulated: HOURS, such as 24.
func hours() int {
	if n, err := strconv.Atoi(os.Getenv("HOURS")); err == nil {
		return n
	}
	return 1
}

// line is what a line does with a probe at each tick: the round trip in ms, or -1
// for one that is lost.
type line func(r *rand.Rand, tick int) int

func losing(percent float64) line {
	return func(r *rand.Rand, _ int) int {
		if r.Float64()*100 < percent {
			return -1
		}
		return 20 + r.IntN(10)
	}
}

// stalling loses everything for so many ticks, so often.
func stalling(every, ticks int) line {
	return func(r *rand.Rand, tick int) int {
		if tick%every < ticks {
			return -1
		}
		return 20 + r.IntN(10)
	}
}

// filling is as slow as a line whose buffers are full, half of the time.
func filling(r *rand.Rand, tick int) int {
	if tick%300 < 150 {
		return 600 + r.IntN(300)
	}
	return 20 + r.IntN(10)
}

// bursts loses probes in bursts: Gilbert's model of a radio link.
func bursts(in, out float64) line {
	bad := false
	return func(r *rand.Rand, _ int) int {
		if bad = bad && r.Float64() > out || !bad && r.Float64() < in; bad {
			return -1
		}
		return 30 + r.IntN(100)
	}
}

// lines are those that are simulated, with what ours may make of them in an hour.
var lines = []struct {
	name     string
	line     line
	downs    int // at most, in an hour
	outages  int // so many ticks without an answer, each quarter of an hour
	jittered bool
}{
	{name: "no loss, and answers that come two at a time", line: losing(0), jittered: true},
	{name: "1 % loss", line: losing(1)},
	{name: "5 % loss", line: losing(5)},
	{name: "10 % loss", line: losing(10)},
	{name: "20 % loss", line: losing(20)},
	{name: "30 % loss", line: losing(30)},
	{name: "20 stalls of 0.4 s an hour", line: stalling(perHour/20, 2)},
	{name: "20 stalls of 1.2 s an hour", line: stalling(perHour/20, 6)},
	{name: "full buffers for 30 s each minute", line: filling},
	{name: "bursts of 0.4 s, 2 % of the time", line: bursts(0.01, 0.5)},
	{name: "an outage of a minute each quarter of an hour", line: losing(1), outages: 300, downs: 4},
	{name: "flaps: 5 s each 10 s", line: stalling(50, 25), downs: 1},
}

// probes are the answers of a line, tick by tick.
func probes(l line, outages, n int) []int {
	r := rand.New(rand.NewPCG(1, 7))
	rtts := make([]int, n)
	for i := range rtts {
		rtts[i] = l(r, i)
		if at := i % (perHour / 4); outages > 0 && at >= perHour/8 && at < perHour/8+outages {
			rtts[i] = -1
		}
	}
	return rtts
}

// change is a change of the state.
type change struct {
	tick  int
	state string
}

// tool is how another tool judges: the kind of rule, with numbers as they are often
// set.
type tool struct {
	name                 string
	every                int // ticks between two probes
	fall, rise           int // probes in a row
	loss, window, answer int // percent over ticks, and percent at which it is up again
}

var others = []tool{
	{name: "20 % of a minute (dpinger in OPNsense)", every: 5, loss: 20, window: 300, answer: 20},
	{name: "3 in a row, each 10 s (mwan3)", every: 50, fall: 3, rise: 3},
	{name: "3 in a row, each second (asusmerlin)", every: 5, fall: 3, rise: 3},
}

// judge is what a tool makes of answers.
func (o tool) judge(rtts []int) []change {
	var changes []change
	var recent []bool
	up, missed, answered := true, 0, 0
	for i := 0; i < len(rtts); i += o.every {
		ok := rtts[i] >= 0
		if ok {
			answered, missed = answered+1, 0
		} else {
			answered, missed = 0, missed+1
		}
		down, back := o.fall > 0 && missed >= o.fall, o.fall > 0 && answered >= o.rise
		if o.window > 0 {
			recent = append(recent, !ok)
			recent = recent[max(0, len(recent)-o.window/o.every):]
			lost := 0
			for _, miss := range recent {
				if miss {
					lost++
				}
			}
			share := lost * 100 / (o.window / o.every)
			down, back = share >= o.loss, share < o.answer
		}
		switch {
		case up && down:
			up, changes = false, append(changes, change{i, "down"})
		case !up && back:
			up, changes = true, append(changes, change{i, "up"})
		}
	}
	return changes
}

// driver feeds the library's state machine, a tick for each line of standard input:
// the answers that came, as NUMBER:MS.
const driver = `
suspect=$1 fall=$2 rise=$3 hold=$4 quorum=1 condition=up held=0 now=0
begin_target 1
while read -r answers; do
	now=$((now + 1))
	for answer in $answers; do heard 1 "${answer%:*}" "${answer#*:}"; done
	pass 1 1
	[ "$((now % 75))" != 0 ] || turn 1
	[ "$condition" != rising ] || held=$((held + 1))
	survey 1
	judge
	[ "$next" != "$condition" ] || continue
	condition=$next held=0
	echo "$now $condition"
done
`

// judged is what the library makes of answers.
func judged(t *testing.T, rtts []int, jittered bool) []change {
	t.Helper()
	text, err := os.ReadFile("lib/judge.sh")
	if err != nil {
		t.Fatal(err)
	}
	var input bytes.Buffer
	waits := ""
	for i, rtt := range rtts {
		answer := ""
		if rtt >= 0 {
			answer = fmt.Sprintf("%d:%d ", i%65536, rtt)
		}
		if jittered && i%2 == 0 { // this one comes with the next
			waits += answer
			answer = ""
		}
		if i%2 == 1 {
			answer, waits = waits+answer, ""
		}
		fmt.Fprintln(&input, answer)
	}
	cmd := exec.Command("sh", "-c", "set -eu\n"+string(text)+driver, "sh", "4", "15", "15", "150")
	cmd.Stdin, cmd.Stderr = &input, os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var changes []change
	for scanner := bufio.NewScanner(bytes.NewReader(out)); scanner.Scan(); {
		tick, state, _ := strings.Cut(scanner.Text(), " ")
		n, _ := strconv.Atoi(tick)
		changes = append(changes, change{n, state})
	}
	return changes
}

// count is how often a state is reached, other than from rising, and share the
// percentage of the time in it.
func count(changes []change, state string, ticks int) (n int, share float64) {
	slices.SortStableFunc(changes, func(a, b change) int { return a.tick - b.tick })
	for i, c := range changes {
		if c.state != state {
			continue
		}
		end := ticks
		if i+1 < len(changes) {
			end = changes[i+1].tick
		}
		if i == 0 || changes[i-1].state != "rising" {
			n++
		}
		share += float64(end-c.tick) * 100 / float64(ticks)
	}
	return n, share
}

// TestSimulation feeds the state machine hours of answers, beside the rules of other
// tools. With -v it prints both; HOURS=24 makes it a day.
func TestSimulation(t *testing.T) {
	long := hours()
	for _, l := range lines {
		t.Run(l.name, func(t *testing.T) {
			t.Parallel()
			rtts := probes(l.line, l.outages, long*perHour)
			ours := judged(t, rtts, l.jittered)
			downs, _ := count(ours, "down", len(rtts))
			suspects, share := count(ours, "suspect", len(rtts))
			said := fmt.Sprintf("ours: %d downs; %d times suspect, %.1f %% of the time", downs, suspects, share)
			for _, o := range others {
				n, _ := count(o.judge(rtts), "down", len(rtts))
				said += fmt.Sprintf("; %s: %d", o.name, n)
			}
			t.Log(said)
			if downs > l.downs*long {
				t.Errorf("%d downs in %d hours", downs, long)
			}
			if l.outages > 0 {
				detects(t, ours, long)
			}
		})
	}
}

// detects checks when the outages are noticed.
func detects(t *testing.T, changes []change, long int) {
	t.Helper()
	for begin := perHour / 8; begin < long*perHour; begin += perHour / 4 {
		first := map[string]int{}
		for _, c := range changes {
			if _, known := first[c.state]; c.tick > begin && !known {
				first[c.state] = c.tick - begin
			}
		}
		if first["suspect"] < 2 || first["suspect"] > 6 || first["down"] > 17 || first["up"] > 300+15+150+25 {
			t.Errorf("an outage at tick %d: %v ticks later", begin, first)
		}
	}
}
