//go:build unix

package main

import (
	"io/fs"
	"os"
	"syscall"
)

// giveOwner gives a file the owner and the group of another one. Only root may
// give files away; others keep what they write, in its group if that is theirs.
func giveOwner(file *os.File, like fs.FileInfo) {
	stat, ok := like.Sys().(*syscall.Stat_t)
	if ok && file.Chown(int(stat.Uid), int(stat.Gid)) != nil {
		_ = file.Chown(-1, int(stat.Gid))
	}
}
