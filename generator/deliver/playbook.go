package deliver

import (
	"bytes"
	"fmt"
	"path"
	"strings"
	"text/template"

	"github.com/gen-splitroute/gen-splitroute/generator/config"
	"github.com/gen-splitroute/gen-splitroute/generator/script"
	"github.com/gen-splitroute/gen-splitroute/templates"
)

// MinConfirm is the least number of seconds in which an Ansible controller can
// connect again and confirm.
const MinConfirm = 30

// Playbook says how Ansible rolls the scripts out.
type Playbook struct {
	File     string // the configuration, as found from the folder of the playbook
	Setup    string // where the setup script belongs on a router; the others are in its folder
	Hosts    string // which hosts of the inventory are the routers
	Confirm  int    // seconds in which a router must answer again
	Declared config.Declared
}

// playbook is the playbook, as the template reads it.
type playbook struct {
	Playbook
	Release, Folder, Teardown, Monitor string
	Wait, Return                       int // seconds to wait for a router, before and after it has gone back
	Variables                          []hostVariable
}

// hostVariable is the variable of an inventory that gives one of the file its value.
type hostVariable struct {
	config.Variable
	Host string
}

// The playbook is full of {{ }}, which are Ansible's.
var playbooks = template.Must(template.New("").Delims("[[", "]]").Option("missingkey=error").
	ParseFS(templates.Deliver, "deliver/playbook.yml"))

// Text is the playbook.
func (p Playbook) Text() ([]byte, error) {
	if err := p.check(); err != nil {
		return nil, err
	}
	folder := path.Dir(p.Setup)
	data := playbook{
		Playbook: p, Release: script.Release,
		Folder: folder, Teardown: path.Join(folder, "teardown.sh"), Monitor: path.Join(folder, "monitor.sh"),
		Wait: p.Confirm / 3, Return: p.Confirm + 60, // others of a batch are confirmed when one has been waited for
	}
	var err error
	if data.Variables, err = hostVariables(p.Declared.Variables); err != nil {
		return nil, err
	}
	var text bytes.Buffer
	err = playbooks.ExecuteTemplate(&text, "playbook.yml", data)
	return text.Bytes(), err
}

func (p Playbook) check() error {
	if err := checkPath(p.Setup); err != nil {
		return err
	}
	switch {
	case p.File == "" || strings.HasPrefix(p.File, "-") || strings.ContainsFunc(p.File, isStrange):
		return fmt.Errorf("%q can't stand in a playbook: name a file, by letters, digits and /._+-", p.File)
	case p.Hosts == "" || strings.ContainsFunc(p.Hosts, func(r rune) bool { return isStrange(r) && !strings.ContainsRune(":&!*,[]~@", r) }):
		return fmt.Errorf("%q is no pattern of hosts: write a group, such as routers", p.Hosts)
	case p.Confirm < MinConfirm:
		return fmt.Errorf("%d seconds are too few to connect again and confirm: write %d or more", p.Confirm, MinConfirm)
	}
	return nil
}

// hostVariables are the names that an inventory has for the variables of a file.
func hostVariables(list []config.Variable) ([]hostVariable, error) {
	var variables []hostVariable
	first := make(map[string]string)
	for _, v := range list {
		host := "splitroute_var_" + strings.ReplaceAll(v.Name, "-", "_")
		other, taken := first[host]
		switch {
		case strings.ContainsFunc(v.Name, isStrange):
			return nil, fmt.Errorf("variable %q: Ansible takes no such name: write it in letters of ASCII, digits and _", v.Name)
		case taken:
			return nil, fmt.Errorf("variables %q and %q are both %s to Ansible: rename one", other, v.Name, host)
		}
		first[host] = v.Name
		variables = append(variables, hostVariable{v, host})
	}
	return variables, nil
}
