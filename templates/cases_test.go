package templates_test

import (
	"fmt"
	"os"
	"strconv"
	"strings"
)

// libraryCase is a call of functions of the library: what is there, and what
// must be said and done.
//
// Tables of them stand in lib/testdata. The first line of a table names the
// modules that are read. A case begins with "== NAME"; the shell commands that
// call the functions follow, and then sections:
//
//	-- file PATH    what is in a file
//	-- no PATH      a file or a command that isn't there
//	-- COMMAND      how the stand-in of a command answers, as shell commands
//	-- exit CODE    the exit code, unless it is 0
//	-- fails        any other exit code, for failures that each shell has its own for
//	-- prints       standard output
//	-- says         standard error
//	-- gets         what stand-ins got: arguments, and standard input behind a tab
//
// A section that isn't there means nothing. A line "~ PATTERN" of what is
// expected is a regular expression, for words that are the shell's own.
type libraryCase struct {
	name    string
	modules []string
	run     string
	files   map[string]string
	without []string
	answers map[string]string
	exit    int
	prints  string
	says    string
	gets    string
}

// anyFailure stands for each exit code but 0.
const anyFailure = -1

// wantExit is the exit code that is asked for, in words.
func (c libraryCase) wantExit() string {
	if c.exit == anyFailure {
		return "another one than 0"
	}
	return strconv.Itoa(c.exit)
}

// readCases reads a table.
func readCases(path string) ([]libraryCase, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	head, rest, _ := strings.Cut(string(text), "\n== ")
	modules, ok := strings.CutPrefix(head, "modules: ")
	if !ok {
		return nil, fmt.Errorf("%s: the first line isn't \"modules: NAME...\"", path)
	}
	modules, _, _ = strings.Cut(modules, "\n")
	var cases []libraryCase
	seen := make(map[string]bool)
	for _, text := range strings.Split(rest, "\n== ") {
		c, err := readCase(strings.TrimSuffix(text, "\n") + "\n")
		if err == nil && seen[c.name] {
			err = fmt.Errorf("a second case has this name")
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %s: %w", path, c.name, err)
		}
		seen[c.name] = true
		c.modules = strings.Fields(modules)
		cases = append(cases, c)
	}
	return cases, nil
}

// readCase reads one case.
func readCase(text string) (libraryCase, error) {
	sections := strings.Split(text, "\n-- ")
	name, run, _ := strings.Cut(sections[0], "\n")
	c := libraryCase{name: name, run: run, files: make(map[string]string), answers: make(map[string]string)}
	for i, section := range sections[1:] {
		if i < len(sections)-2 {
			section += "\n"
		}
		title, body, _ := strings.Cut(section, "\n")
		kind, argument, _ := strings.Cut(title, " ")
		var err error
		switch kind {
		case "file":
			c.files[argument] = body
		case "no":
			c.without = append(c.without, strings.Fields(argument)...)
		case "exit":
			c.exit, err = strconv.Atoi(argument)
		case "fails":
			c.exit = anyFailure
		case "prints":
			c.prints = body
		case "says":
			c.says = body
		case "gets":
			c.gets = body
		case "ip", "nft", "sysctl", "flock", "cp", "mv", "mkdir", "sleep", "setsid", "logger", "conntrack":
			c.answers[kind] = body
		default:
			err = fmt.Errorf("no such section: %s", title)
		}
		if err != nil {
			return c, err
		}
	}
	return c, nil
}
