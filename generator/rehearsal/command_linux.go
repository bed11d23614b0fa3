package rehearsal

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// Path is the PATH of an ordinary root shell (Debian's /etc/profile).
// Whoever runs this may have another, without ip in it.
const Path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

// commandDirs are where commands are looked for, links to another of them left
// out.
func commandDirs() []string {
	var dirs []string
	for dir := range strings.SplitSeq(Path, ":") {
		if info, err := os.Lstat(dir); err == nil && info.IsDir() {
			dirs = append(dirs, dir)
		}
	}
	return dirs
}

// findCommand is where a command of the machine is.
func findCommand(name string) (string, error) {
	for _, dir := range commandDirs() {
		path := filepath.Join(dir, name)
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() && info.Mode().Perm()&0o111 != 0 {
			return path, nil
		}
	}
	return "", fmt.Errorf("no %s on this machine: %w", name, exec.ErrNotFound)
}

// tools are what scripts and their tests run, and the packages that have them.
var tools = []struct{ name, of string }{
	{"ip", "iproute2"}, {"nft", "nftables"}, {"sysctl", "procps"}, {"flock", "util-linux"},
	{"dash", "dash"}, {"bash", "bash"}, {"busybox", "busybox"},
}

// lackingTools returns an error that names the tools that this machine lacks.
func lackingTools() error {
	var lacking []string
	for _, tool := range tools {
		if _, err := findCommand(tool.name); err != nil {
			lacking = append(lacking, fmt.Sprintf("%s (package %s)", tool.name, tool.of))
		}
	}
	if len(lacking) == 0 {
		return nil
	}
	return fmt.Errorf("this machine has no %s", strings.Join(lacking, ", "))
}

// batch has one ip process do all lines (ip(8), -batch).
func (s *space) batch(lines []string) error {
	if len(lines) == 0 {
		return nil
	}
	return s.do(func() error { return ipBatch(lines) })
}

// ipv6 begins a line for "ip -6". Lines about routes and addresses do without:
// their family shows.
const ipv6 = "-6 "

// ipBatch works in the calling thread's namespaces. The family is an option of
// a whole process's, so each run of lines of one family is a process.
func ipBatch(lines []string) error {
	for len(lines) > 0 {
		args := []string{"ip", "-batch", "-"}
		six := strings.HasPrefix(lines[0], ipv6)
		if six {
			args = []string{"ip", "-6", "-batch", "-"}
		}
		var input strings.Builder
		for len(lines) > 0 && strings.HasPrefix(lines[0], ipv6) == six {
			input.WriteString(strings.TrimPrefix(lines[0], ipv6) + "\n")
			lines = lines[1:]
		}
		if _, err := output(input.String(), args...); err != nil {
			return err
		}
	}
	return nil
}

// output runs a command in the calling thread's namespaces and returns what it
// prints on its standard output.
func output(input string, argv ...string) ([]byte, error) {
	var stdout, stderr bytes.Buffer
	path, err := findCommand(argv[0])
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(path, argv[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(input), &stdout, &stderr
	cmd.Dir = "/"
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("%s: %w: %s%s", strings.Join(argv, " "), err, bytes.TrimSpace(stderr.Bytes()), quoted(input))
	}
	return stdout.Bytes(), nil
}

func quoted(input string) string {
	if input == "" {
		return ""
	}
	return "\nthe input was:\n" + input
}

// NeedsRoot reports whether what a command said is what the kernel says to somebody
// who isn't root, in namespaces of a user namespace: there are none or few other users
// for a rule with uidrange, and no buffer for a long message (SO_SNDBUFFORCE,
// socket(7)), as which ip and nft send a list.
func NeedsRoot(said string) bool {
	if !inUserNamespace() {
		return false
	}
	for _, text := range []string{"Invalid uid range", "Message too long", "No buffer space available"} {
		if strings.Contains(said, text) {
			return true
		}
	}
	return false
}

// inUserNamespace reports whether root here isn't the machine's. The first user
// namespace maps all users there can be (user_namespaces(7)).
func inUserNamespace() bool {
	known, err := os.ReadFile("/proc/self/uid_map")
	fields := strings.Fields(string(known)) // the first number inside, the first outside, how many
	return err == nil && !(len(fields) == 3 && fields[2] == "4294967295")
}
