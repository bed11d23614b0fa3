package deliver

import (
	"bytes"
	"fmt"
	"path"
	"strings"
	"text/template"

	"github.com/gen-splitroute/gen-splitroute/templates"
)

// DefaultSetup is where the setup script is looked for, unless something else is
// said. The other scripts are in the same folder.
const DefaultSetup = "/etc/splitroute/setup.sh"

var files = template.Must(template.New("").Option("missingkey=error").ParseFS(templates.Deliver, "deliver/*.tmpl"))

// execute writes a file.
func execute(name string, data any) ([]byte, error) {
	var text bytes.Buffer
	if err := files.ExecuteTemplate(&text, name, data); err != nil {
		return nil, err
	}
	return text.Bytes(), nil
}

// checkPath refuses a path that a shell or systemd would not take as it is.
func checkPath(name string) error {
	if !path.IsAbs(name) || path.Clean(name) != name || strings.ContainsFunc(name, isStrange) {
		return fmt.Errorf("%q is no path for a script: write an absolute one of letters, digits and /._+-, such as %s", name, DefaultSetup)
	}
	return nil
}

// isStrange reports whether a character may mean something to a shell, to systemd or
// to Ansible.
func isStrange(r rune) bool {
	return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && !strings.ContainsRune("/._+-", r)
}
