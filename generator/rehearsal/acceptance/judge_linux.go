package acceptance

import (
	"fmt"
	"slices"
	"strings"
)

// judge compares what was seen of a question's parts with what should have been.
func (t *trial) judge(q question, list []outcome) Check {
	all := true
	for i, part := range q.parts() {
		all = all && list[i].by == q.notAll
		if want := t.missing(part, &list[i]); want != "" {
			return Check{Name: q.name, Status: Failed, Sent: part.sent(), Seen: t.describe(list[i]), Want: want}
		}
	}
	c := Check{Name: q.name, Status: OK, Sent: q.sent(), Seen: t.describe(list[0])}
	if len(q.also) > 0 {
		c.Sent += fmt.Sprintf(", and %d like it", len(q.also))
		c.Seen = tally(list)
	}
	if q.notAll != "" && all {
		c.Status, c.Want = Failed, "some not by "+q.notAll
	}
	return c
}

// missing is what should have been seen, where that is something else: what the
// configuration says, or, as far as it doesn't, "explain". Where it isn't, "explain"
// knows why there was no answer.
func (t *trial) missing(q question, seen *outcome) string {
	if !t.asWanted(q, *seen) {
		return t.wanted(q)
	}
	if q.unexplained && !seen.answered {
		return t.wanted(q) + ", answered"
	}
	if q.unexplained {
		return ""
	}
	said, err := t.explain(q)
	if err != nil {
		return "what explain says: " + err.Error()
	}
	i := slices.IndexFunc(said, seen.agrees)
	if i < 0 {
		return "what explain says: " + spell(said)
	}
	seen.dropped = said[i].dropped
	return ""
}

// agrees reports whether "explain" says the same, as far as it knows which source the
// kernel chooses.
func (s outcome) agrees(said outcome) bool {
	return s.by == said.by && (s.by == "" || !said.source.IsValid() || s.source == said.source && s.answered == said.answered)
}

// spell says in words what "explain" has said.
func spell(said []outcome) string {
	var paths []string
	for _, s := range said {
		path := "it does not leave"
		if s.by != "" {
			path = fmt.Sprintf("by %s from %v%s", s.by, s.source, map[bool]string{true: ", answered", false: ", not answered"}[s.answered])
		}
		if !slices.Contains(paths, path) {
			paths = append(paths, path)
		}
	}
	return strings.Join(paths, ", or ")
}
