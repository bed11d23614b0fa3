package rehearsal

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
)

// iproute2Dir is where scripts write names of tables.
const iproute2Dir = "/etc/iproute2"

// stateDir is where scripts keep what they must remember.
const stateDir = "/run/splitroute"

// Snapshot takes down the router's state: addresses, routes, rules and next hops
// of both families, the nft ruleset, sysctls, /etc/iproute2 byte by byte, and the files
// under /run/splitroute.
func (l *Lab) Snapshot() (Snapshot, error) {
	var s Snapshot
	err := l.router.do(func() (err error) {
		s, err = snapshot()
		return err
	})
	return s, err
}

// snapshot works in the calling thread's namespaces.
func snapshot() (Snapshot, error) {
	var s Snapshot
	var errs []error
	add := func(sections []Section, err error) {
		s = append(s, sections...)
		errs = append(errs, err)
	}
	add(routing("-4"))
	add(routing("-6"))
	add(section("nft list ruleset", ruleset))
	add(section("sysctl net.ipv4", func() ([]string, error) { return sysctls("/proc/sys/net/ipv4") }))
	add(section("sysctl net.ipv6", func() ([]string, error) { return sysctls("/proc/sys/net/ipv6") }))
	add(section(iproute2Dir, func() ([]string, error) { return files(iproute2Dir) }))
	add(section(stateDir, func() ([]string, error) { return files(stateDir) }))
	return s, errors.Join(errs...)
}

func section(name string, lines func() ([]string, error)) ([]Section, error) {
	l, err := lines()
	return []Section{{name, l}}, err
}

// routing asks one ip process for everything about a family.
func routing(family string) ([]Section, error) {
	queries := []string{"address show", "route show table all", "rule show", "nexthop show"}
	out, err := output(strings.Join(queries, "\n")+"\n", "ip", "-d", "-j", family, "-batch", "-")
	if err != nil {
		return nil, err
	}
	var sections []Section
	answers := json.NewDecoder(bytes.NewReader(out))
	for _, query := range queries {
		var entries []json.RawMessage
		if err := answers.Decode(&entries); err != nil {
			return nil, fmt.Errorf("ip %s %s: %w: %s", family, query, err, out)
		}
		section := Section{Name: "ip " + family + " " + query}
		for _, e := range entries {
			section.Lines = append(section.Lines, string(e))
		}
		sections = append(sections, section)
	}
	sections[0].Lines, err = addresses(sections[0].Lines)
	return sections, err
}

// addresses are the addresses alone, each with its interface, of what ip tells
// of interfaces.
func addresses(interfaces []string) ([]string, error) {
	var lines []string
	for _, line := range interfaces {
		var iface struct {
			Name      string            `json:"ifname"`
			Addresses []json.RawMessage `json:"addr_info"`
		}
		if err := json.Unmarshal([]byte(line), &iface); err != nil {
			return nil, err
		}
		for _, a := range iface.Addresses {
			lines = append(lines, iface.Name+" "+string(a))
		}
	}
	return lines, nil
}

// ruleset is empty on a machine without nft, where no script can have one.
func ruleset() ([]string, error) {
	out, err := output("", "nft", "list", "ruleset")
	if errors.Is(err, exec.ErrNotFound) {
		return nil, nil
	}
	return strings.Split(string(out), "\n"), err
}

// sysctls reads every value below a directory of /proc/sys. Write-only files
// (route/flush) are not there to be read; a value that cannot be read
// (stable_secret before it is set) is so in every snapshot.
func sysctls(dir string) ([]string, error) {
	var lines []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		value, err := os.ReadFile(path)
		if err != nil {
			value = []byte(err.Error())
		}
		lines = append(lines, path[len("/proc/sys/"):]+" = "+strings.TrimSpace(string(value)))
		return nil
	})
	if errors.Is(err, fs.ErrNotExist) { // a kernel without IPv6
		err = nil
	}
	return lines, err
}

// files lists a directory and everything below it, with contents.
func files(dir string) ([]string, error) {
	var lines []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		stat := info.Sys().(*syscall.Stat_t)
		lines = append(lines, fmt.Sprintf("%s %v %d:%d", path, info.Mode(), stat.Uid, stat.Gid))
		content, err := contents(path, info.Mode())
		for _, line := range content {
			lines = append(lines, path+": "+line)
		}
		return err
	})
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return lines, err
}

// contents are the quoted lines of a file, so that nothing goes unseen.
func contents(path string, mode fs.FileMode) ([]string, error) {
	switch {
	case mode&fs.ModeSymlink != 0:
		target, err := os.Readlink(path)
		return []string{"-> " + target}, err
	case !mode.IsRegular():
		return nil, nil
	}
	data, err := os.ReadFile(path)
	var lines []string
	for line := range strings.Lines(string(data)) {
		lines = append(lines, fmt.Sprintf("%q", line))
	}
	return lines, err
}
