//go:build !linux

package rehearsal

import "errors"

const entered = false

// Enter needs Linux namespaces: here it only returns an error.
func Enter() (inside bool, exit int, err error) {
	return false, 1, errors.New("a rehearsal needs Linux network namespaces")
}
