package rehearsal

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"strconv"
	"strings"
)

// mapUsers maps root of a process's user namespace to whoever runs this program, and,
// where the system lets them have some (subuid(5)), other users and groups to
// theirs. newuidmap(1) and newgidmap(1) do that, since the kernel lets only root map more
// than its own ids (user_namespaces(7)).
func mapUsers(pid int) error {
	if err := mapMany("newgidmap", "/etc/subgid", pid, os.Getegid()); err != nil {
		group := fmt.Sprintf("/proc/%d/", pid)
		err := errors.Join(write(group+"setgroups", "deny"), write(group+"gid_map", fmt.Sprintf("0 %d 1", os.Getegid())))
		if err != nil {
			return err
		}
	}
	if err := mapMany("newuidmap", "/etc/subuid", pid, os.Geteuid()); err != nil {
		return write(fmt.Sprintf("/proc/%d/uid_map", pid), fmt.Sprintf("0 %d 1", os.Geteuid()))
	}
	return nil
}

// mapMany has a program map the ids that a file gives to whoever runs this.
func mapMany(program, file string, pid, own int) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	name := ""
	if u, err := user.Current(); err == nil {
		name = u.Username
	}
	given := subordinate(string(text), name, os.Geteuid())
	if given == nil {
		return fmt.Errorf("%s gives none", file)
	}
	args := append([]string{strconv.Itoa(pid), "0", strconv.Itoa(own), "1"}, given...)
	return exec.Command(program, args...).Run()
}

// subordinate are the ids that a file like /etc/subuid gives to a user, as newuidmap
// takes them: the first one inside, from 1 on, the first one outside, how many.
func subordinate(file, name string, uid int) []string {
	var args []string
	inside := 1
	for line := range strings.Lines(file) {
		f := strings.Split(strings.TrimSpace(line), ":")
		if len(f) != 3 || f[0] != name && f[0] != strconv.Itoa(uid) {
			continue
		}
		count, err := strconv.Atoi(f[2])
		if err != nil || count < 1 {
			continue
		}
		args = append(args, strconv.Itoa(inside), f[1], f[2])
		inside += count
	}
	return args
}

// write makes a map by one call of write(2): the kernel takes no second one.
func write(path, text string) error { return os.WriteFile(path, []byte(text), 0) }
