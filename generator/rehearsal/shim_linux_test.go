package rehearsal

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/sys/unix"
)

// A traced script finds shims where it looks for commands, and nothing else:
// the directories of commands are covered for its mount namespace alone.
const (
	realDir     = ownDir + "/real"      // the covered directories, as /run/rehearsal/real/usr/bin
	shimDir     = ownDir + "/bin"       // a shim for each tool
	strangerDir = ownDir + "/strangers" // a shim for each other command
	linkDir     = ownDir + "/links"     // tools whose links lead to a covered directory
	toolShim    = ownDir + "/tool"
	strangeShim = ownDir + "/stranger"
	toolsFile   = ownDir + "/tools" // whom strangerDir has no shims for
	countFile   = ownDir + "/count"
	traceFile   = ownDir + "/trace"
)

// bindCommands keeps the directories of commands reachable under realDir.
func bindCommands() error {
	for _, dir := range commandDirs() {
		if err := os.MkdirAll(realDir+dir, 0o755); err != nil {
			return err
		}
		if err := mount(dir, realDir+dir, "", unix.MS_BIND|unix.MS_REC, ""); err != nil {
			return err
		}
	}
	return nil
}

// coverCommands makes the shims of one run and covers the directories of
// commands in the calling thread's mount namespace.
func coverCommands(s Traced) error {
	if err := bindCommands(); err != nil {
		return err
	}
	shell, err := shimShell()
	if err != nil {
		return err
	}
	files := map[string]string{
		toolShim:    shell + toolText(s),
		strangeShim: shell + strangeText,
		countFile:   "0\n",
		traceFile:   "",
	}
	for path, text := range files {
		// Writable for a script that runs as somebody else.
		if err := os.WriteFile(path, []byte(text), 0o777); err != nil {
			return err
		}
		if err := os.Chmod(path, 0o777); err != nil {
			return err
		}
	}
	if err := linkStrangers(s.Tools); err != nil {
		return err
	}
	if err := linkTools(s); err != nil {
		return err
	}
	for _, dir := range commandDirs() {
		if err := mount(strangerDir, dir, "", unix.MS_BIND, ""); err != nil {
			return err
		}
	}
	return nil
}

// linkTools gives the tools their shims, but those that the machine does not
// have or is not to have.
func linkTools(s Traced) error {
	present := func(tool string) bool {
		if body, replaced := s.Replace[tool]; replaced {
			return body != ""
		}
		return slices.ContainsFunc(commandDirs(), func(dir string) bool {
			_, err := os.Stat(filepath.Join(realDir+dir, tool))
			return err == nil
		})
	}
	if err := emptyDir(shimDir); err != nil {
		return err
	}
	if err := emptyDir(linkDir); err != nil {
		return err
	}
	for _, tool := range s.Tools {
		if !present(tool) {
			continue
		}
		if target := elsewhere(tool); target != "" {
			if err := os.Symlink(realDir+target, filepath.Join(linkDir, tool)); err != nil {
				return err
			}
		}
		if err := os.Symlink(toolShim, filepath.Join(shimDir, tool)); err != nil {
			return err
		}
	}
	return nil
}

// linkStrangers gives every other command of the machine its shim. There are a
// thousand of them, so what one run has made serves the next.
func linkStrangers(tools []string) error {
	key := []byte(strings.Join(tools, " "))
	if known, err := os.ReadFile(toolsFile); err == nil && bytes.Equal(known, key) {
		return nil
	}
	if err := os.WriteFile(toolsFile, key, 0o600); err != nil {
		return err
	}
	if err := emptyDir(strangerDir); err != nil {
		return err
	}
	for _, dir := range commandDirs() {
		entries, err := os.ReadDir(realDir + dir)
		if err != nil {
			return err
		}
		for _, e := range entries {
			if slices.Contains(tools, e.Name()) {
				continue
			}
			err := os.Symlink(strangeShim, filepath.Join(strangerDir, e.Name()))
			if err != nil && !errors.Is(err, os.ErrExist) { // in two directories
				return err
			}
		}
	}
	return nil
}

func emptyDir(dir string) error {
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	return os.Mkdir(dir, 0o755)
}

// shimShell is the first line of a shim: dash starts fastest.
func shimShell() (string, error) {
	shell, err := findCommand("dash")
	if err != nil {
		shell, err = findCommand("sh")
	}
	return "#!" + realDir + shell + "\n", err
}

// takeDown counts a command and writes it to the trace: the number of
// arguments, the name and each argument, all ended by a zero byte.
const takeDown = `read -r n <` + countFile + `
n=$((n + 1))
echo $n >` + countFile + `
name=${0##*/}
printf '%s\0' $# "$name" "$@" >>` + traceFile + `
`

// toolText is the shim of a tool.
func toolText(s Traced) string {
	var b strings.Builder
	b.WriteString(takeDown)
	fault := ""
	switch s.Fault.Kind {
	case KillBefore:
		fault = "kill -9 0"
	case Fail:
		fault = fmt.Sprintf("exit %d", cmp.Or(s.Fault.Exit, 1))
		if s.Fault.Message != "" {
			fault = fmt.Sprintf("printf '%%s\\n' %s >&2; %s", shellQuote(s.Fault.Message), fault)
		}
	}
	if fault != "" {
		fmt.Fprintf(&b, "if [ $n = %d ]; then %s; fi\n", s.Fault.At, fault)
	}
	fmt.Fprintf(&b, "PATH=%s:%s\n", linkDir, realPath())
	b.WriteString("run() {\n\tcase $name in\n")
	for _, name := range slices.Sorted(maps.Keys(s.Replace)) {
		fmt.Fprintf(&b, "%s) %s ;;\n", name, s.Replace[name])
	}
	b.WriteString("*) exec \"$name\" \"$@\" ;;\n\tesac\n}\n")
	if s.Fault.Kind == KillAfter {
		fmt.Fprintf(&b, "if [ $n = %d ]; then (run \"$@\"); kill -9 0; fi\n", s.Fault.At)
	}
	b.WriteString("run \"$@\"\n")
	return b.String()
}

// elsewhere is the command that a link to /etc/alternatives leads to, as for
// awk; "" for a tool that is no such link. The directory that it leads to is covered.
func elsewhere(tool string) string {
	for _, dir := range commandDirs() {
		link, err := os.Readlink(filepath.Join(realDir+dir, tool))
		if err == nil && filepath.Dir(link) == "/etc/alternatives" {
			target, _ := os.Readlink(link)
			return target
		}
	}
	return ""
}

// strangeText is the shim of a command that the script should not use.
const strangeText = takeDown + "echo \"$name: not among the commands that the script may use\" >&2\nexit 127\n"

// realPath is Path with its directories uncovered.
func realPath() string {
	dirs := commandDirs()
	for i, dir := range dirs {
		dirs[i] = realDir + dir
	}
	return strings.Join(dirs, ":")
}

func shellQuote(s string) string {
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
