//go:build !linux

package rehearsal

import (
	"errors"
	"io"
)

const entered = false

var errNotLinux = errors.New("a rehearsal needs Linux and its network namespaces")

// Enter needs Linux namespaces: here it only returns an error.
func Enter() (inside bool, exit int, err error) { return false, 1, errNotLinux }

// Called is never true here.
func Called() (inside, ended bool, exit int) { return false, false, 0 }

// Call needs Linux namespaces: here it only returns an error.
func Call(io.Reader, io.Writer) (exit int, err error) { return 1, errNotLinux }

func lackingTools() error { return nil }
