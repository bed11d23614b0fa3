package graph_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/gen-splitroute/gen-splitroute/generator/graph"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// measure asks a browser what each text covers, and names those that leave the least
// box that they begin in, or the picture.
const measure = `
const cut = [];
let texts = 0;
for (const svg of document.querySelectorAll("svg")) {
  const view = svg.viewBox.baseVal;
  const boxes = [...svg.querySelectorAll("rect")].map(r => r.getBBox()).sort((a, b) => a.width * a.height - b.width * b.height);
  for (const text of svg.querySelectorAll("text")) {
    const t = text.getBBox();
    const box = boxes.find(b => b.x <= t.x && t.x <= b.x + b.width && b.y <= t.y + t.height / 2 && t.y + t.height / 2 <= b.y + b.height);
    texts++;
    if (!box || t.x + t.width > box.x + box.width || t.y + t.height > view.height)
      cut.push(svg.querySelector("title").textContent + ": " + text.textContent);
  }
}
document.title = "measured " + texts + " cut " + cut.length + " " + cut.join(" | ");
`

// TestBrowser: with the font that a browser has, no text is cut in any picture.
func TestBrowser(t *testing.T) {
	chromium, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("needs chromium: ", err)
	}
	var page bytes.Buffer
	page.WriteString("<!DOCTYPE html><title>not measured</title>\n")
	drawn(t, func(_ *testing.T, set site.Site) { page.Write(graph.New(set, plan.New(set)).SVG()) })
	page.WriteString("<script>" + measure + "</script>\n")
	dir := t.TempDir()
	file := filepath.Join(dir, "pictures.html")
	if err := os.WriteFile(file, page.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(chromium, "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir="+dir, "--dump-dom", "file://"+file)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if title := regexp.MustCompile(`<title>(.*?)</title>`).FindSubmatch(out); title == nil || !regexp.MustCompile(`^measured [1-9]\d{3} cut 0 `).Match(title[1]) {
		t.Errorf("the browser says %.500q", title)
	}
}
