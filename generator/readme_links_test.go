package generator_test

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestReadmeLinks: the files that the pages link to, the pictures in them and the
// sections are there.
func TestReadmeLinks(t *testing.T) {
	for _, page := range []string{readme, scripts, language, "../CONTRIBUTING.md"} {
		text := read(t, page)
		links := regexp.MustCompile(`\]\(([^)]+)`).FindAllStringSubmatch(text, -1)
		if page == readme && len(links) < 10 {
			t.Errorf("found %d links", len(links))
		}
		for _, link := range links {
			if strings.Contains(link[1], "://") {
				continue
			}
			file, section, _ := strings.Cut(link[1], "#")
			target := page
			if file != "" {
				target = path.Join(path.Dir(page), file)
			}
			if _, err := os.Stat(target); err != nil {
				t.Errorf("%s: %v", page, err)
			} else if section != "" && !slices.Contains(anchors(read(t, target)), section) {
				t.Errorf("%s: %s has no section %s", page, target, section)
			}
		}
	}
}

// anchors are the names by which links reach the sections of a page.
func anchors(page string) []string {
	var list []string
	for _, title := range regexp.MustCompile("(?m)^#+ (.*)$").FindAllStringSubmatch(page, -1) {
		name := regexp.MustCompile(`[^a-z0-9 _-]`).ReplaceAllString(strings.ToLower(title[1]), "")
		list = append(list, strings.ReplaceAll(name, " ", "-"))
	}
	return list
}

// TestReadmeProofs: the README has at most 300 lines, and the tests that it names are
// there.
func TestReadmeProofs(t *testing.T) {
	text := read(t, readme)
	if lines := strings.Count(text, "\n"); lines > 300 {
		t.Errorf("the README has %d lines", lines)
	}
	named := regexp.MustCompile("`(Test[A-Za-z0-9]+)`").FindAllStringSubmatch(text, -1)
	if len(named) < 15 {
		t.Errorf("found %d names of tests", len(named))
	}
	there := tests(t)
	for _, name := range named {
		if !there[name[1]] {
			t.Errorf("there is no test %s", name[1])
		}
	}
}

// tests are the names of all tests.
func tests(t *testing.T) map[string]bool {
	t.Helper()
	found := make(map[string]bool)
	err := filepath.WalkDir("..", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, "_test.go") {
			return err
		}
		for _, f := range regexp.MustCompile(`(?m)^func (Test\w+)\(`).FindAllStringSubmatch(read(t, name), -1) {
			found[f[1]] = true
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
