package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// replaceFiles changes the text of all files or, if one can't be written, of none. A reader
// finds either the old text of a file or the new one. Mode and owner stay, and a link stays a link.
func replaceFiles(drafts []draft) error {
	var all []staged
	defer func() {
		for _, s := range all {
			s.clear()
		}
	}()
	for _, d := range drafts {
		s, err := stage(d)
		all = append(all, s)
		if err != nil {
			return fmt.Errorf("cannot write %q: %w", d.name, bare(err))
		}
	}
	for i, s := range all {
		if err := rename(s.after, s.name); err != nil {
			return errors.Join(fmt.Errorf("cannot write %q: %w", drafts[i].name, err), putBack(all[:i]))
		}
	}
	return nil
}

// staged is a file, and the files beside it that can take its place: with the
// text that it has, and with the new one.
type staged struct{ name, before, after string }

// stage writes all that there is to write, so that nothing is left to do that
// needs room.
func stage(d draft) (s staged, err error) {
	if s.name, err = filepath.EvalSymlinks(d.name); err != nil {
		return s, err
	}
	info, err := os.Stat(s.name)
	if err != nil {
		return s, err
	}
	if s.before, err = writeBeside(s.name, info, d.before); err != nil {
		return s, err
	}
	s.after, err = writeBeside(s.name, info, d.after)
	return s, err
}

// clear removes what hasn't taken a place.
func (s staged) clear() {
	os.Remove(s.before)
	os.Remove(s.after)
}

// putBack gives files the texts that they had.
func putBack(files []staged) error {
	var failed []error
	for _, s := range files {
		if err := rename(s.before, s.name); err != nil {
			failed = append(failed, fmt.Errorf("cannot put back %q: %w", s.name, err))
		}
	}
	return errors.Join(failed...)
}

// rename is os.Rename with a shorter error: that of os.Rename also names our own temporary
// file.
func rename(from, to string) error {
	err := os.Rename(from, to)
	if link, ok := errors.AsType[*os.LinkError](err); ok {
		return link.Err
	}
	return err
}

// writeBeside writes a new file next to another one, with its mode and, as far
// as the system allows it, its owner.
func writeBeside(name string, like fs.FileInfo, text []byte) (string, error) {
	temp, err := os.CreateTemp(filepath.Dir(name), filepath.Base(name)+".*.tmp")
	if err != nil {
		return "", err
	}
	_, err = temp.Write(text)
	giveOwner(temp, like)
	return temp.Name(), errors.Join(err, temp.Chmod(like.Mode().Perm()), temp.Sync(), temp.Close())
}
