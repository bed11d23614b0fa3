package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestTour: the commands of the README's tour print what stands there. They run in
// namespaces, with a router as the README describes it and an ssh that leads there.
// TOUR_UPDATE=1 rewrites the README.
func TestTour(t *testing.T) {
	if ok, err := condition("namespaces"); err != nil || !ok {
		t.Skip("the kernel gives no new namespaces")
	}
	for _, tool := range []string{"ip", "nft", "unshare"} {
		if ok, err := condition("tool:" + tool); err != nil || !ok {
			t.Skip("there is no ", tool, err)
		}
	}
	const name = "../../README.md"
	readme := mustRead(t, name)
	tour := stepsOf(readme)
	if len(tour) < 10 {
		t.Fatalf("found %d commands", len(tour))
	}
	for i, out := range onTour(t, tour) {
		step := tour[i]
		if diff := cmp.Diff(measured.ReplaceAllString(step.out, "N"), measured.ReplaceAllString(out, "N")); diff != "" {
			t.Errorf("$ %s (-README +now):\n%s", step.command, diff)
		}
		readme = strings.Replace(readme, "$ "+step.command+"\n"+step.out, "$ "+step.command+"\n"+out, 1)
	}
	if os.Getenv("TOUR_UPDATE") != "" {
		if err := os.WriteFile(name, []byte(readme), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// measured matches numbers that differ from run to run, or change with each new check of
// rehearse.
var measured = regexp.MustCompile(`\d+ checks|\d+\.\d+ s`)

// step is a command of the tour, and what it prints.
type step struct{ command, out string }

// stepsOf reads the blocks of the tour: commands behind a dollar sign, with what they
// print below.
func stepsOf(readme string) []step {
	var steps []step
	for _, block := range regexp.MustCompile("(?s)<!-- tour -->\n```console\n(.*?)```").FindAllStringSubmatch(readme, -1) {
		for line := range strings.Lines(block[1]) {
			if command, found := strings.CutPrefix(line, "$ "); found {
				steps = append(steps, step{command: strings.TrimSuffix(command, "\n")})
			} else {
				steps[len(steps)-1].out += line
			}
		}
	}
	return steps
}

// onTour runs the commands one after another, and returns what each prints.
func onTour(t *testing.T, steps []step) []string {
	t.Helper()
	dir := t.TempDir()
	if err := os.Symlink(must(filepath.Abs(os.Args[0])), filepath.Join(dir, program)); err != nil {
		t.Fatal(err)
	}
	text := surroundings
	for i, s := range steps {
		command := filepath.Join(dir, fmt.Sprint("command", i))
		if err := os.WriteFile(command, []byte(s.command+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		text += fmt.Sprintf("sh %s 2>&1; printf '\\036'\n", command)
	}
	flags := []string{"-mnpf", "--mount-proc", "sh", "-c", text}
	if os.Getuid() != 0 {
		flags = append([]string{"-Ur"}, flags...)
	}
	run := exec.Command("unshare", flags...)
	run.Env = append(os.Environ(), "PATH="+dir+":"+os.Getenv("PATH")+":/usr/sbin:/sbin")
	out, err := run.Output()
	parts := strings.Split(string(out), "\036")
	if err != nil || len(parts) != len(steps)+1 {
		t.Fatalf("%v, %d parts of %d: %q", err, len(parts), len(steps), out)
	}
	for i := range steps {
		parts[i] = regexp.MustCompile(` +\n`).ReplaceAllString(parts[i], "\n") // of ip route get
	}
	return parts[:len(steps)]
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

// surroundings are the router, what its interfaces are connected to, and an ssh and an
// scp that lead to it.
const surroundings = `set -e
mount -t tmpfs tmpfs /run
cp -r /etc/iproute2 /run/iproute2
mount --bind /run/iproute2 /etc/iproute2
ip netns add splitroute-router
ip netns add splitroute-peers
for name in eth0 wwan0 br-lan; do
	ip link add "$name" netns splitroute-router type veth peer name "$name" netns splitroute-peers
	ip -n splitroute-router link set "$name" up
	ip -n splitroute-peers link set "$name" up
done
ip -n splitroute-router link set lo up
ip netns exec splitroute-router sysctl -q -w net.ipv4.ip_forward=1
ip -n splitroute-router -batch - <<'E'
address add 203.0.113.57/24 brd + dev eth0 valid_lft 3600 preferred_lft 3600
route add default via 203.0.113.1 dev eth0 proto dhcp src 203.0.113.57 metric 100
address add 10.64.64.9/30 brd + dev wwan0 valid_lft 7200 preferred_lft 7200
route add default via 10.64.64.10 dev wwan0 proto dhcp src 10.64.64.9 metric 700
address add 192.168.1.1/24 brd + dev br-lan
E
mkdir /run/bin /run/root /run/laptop
cat >/run/bin/ssh <<'E'
#!/bin/sh
shift
cd /run/root && exec ip netns exec splitroute-router sh -c "$*"
E
cat >/run/bin/scp <<'E'
#!/bin/sh
shift && exec cp "$1" "$2" /run/root
E
chmod +x /run/bin/*
PATH=/run/bin:$PATH
cd /run/laptop
set +e
`
