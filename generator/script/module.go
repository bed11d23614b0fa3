package script

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/templates"
)

// Module is a file of the library.
type Module struct {
	Name string
	Text []byte
}

// Library is the module with a name. It fails where there is none.
func Library(name string) (Module, error) {
	text, err := templates.FS.ReadFile("lib/" + name + ".sh")
	return Module{name, text}, err
}

// Digest is what tells a module from others of its name: the first half of the
// SHA-256 of its text, in hexadecimal digits.
func (m Module) Digest() string {
	sum := sha256.Sum256(m.Text)
	return hex.EncodeToString(sum[:sha256.Size/2])
}

// LibraryDigest is that of all modules together, by the order of their names.
func LibraryDigest() (string, error) {
	files, err := templates.FS.ReadDir("lib")
	if err != nil {
		return "", err
	}
	var all []byte
	for _, f := range files {
		m, err := Library(strings.TrimSuffix(f.Name(), ".sh"))
		if err != nil {
			return "", err
		}
		all = append(append(all, m.FirstLine()...), m.Text...)
	}
	return Module{Text: all}.Digest(), nil
}

// FirstLine is the line that a module follows in a script.
func (m Module) FirstLine() string {
	return fmt.Sprintf("# ==== %s, sha256 %s ====", m.Name, m.Digest())
}

var firstLine = regexp.MustCompile(`^# ==== (.*), sha256 (.*) ====$`)

// ParseFirstLine takes such a line apart.
func ParseFirstLine(line string) (name, digest string, ok bool) {
	parts := firstLine.FindStringSubmatch(line)
	if parts == nil {
		return "", "", false
	}
	return parts[1], parts[2], true
}
