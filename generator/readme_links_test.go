package generator_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestReadmeLinks: the files that the README links to, and the pictures in it, are there.
func TestReadmeLinks(t *testing.T) {
	links := regexp.MustCompile(`\]\(([^)#]+)`).FindAllStringSubmatch(read(t, "../README.md"), -1)
	if len(links) < 3 {
		t.Fatalf("found %d links", len(links))
	}
	for _, link := range links {
		if strings.Contains(link[1], "://") {
			continue
		}
		if _, err := os.Stat("../" + link[1]); err != nil {
			t.Error(err)
		}
	}
}
