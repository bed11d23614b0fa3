package drift

import (
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// WithoutTraffic is Compare, except that it asks nothing about traffic, which takes most
// of its time.
func WithoutTraffic(set site.Site, p plan.Plan, live rpdb.Live) Report {
	return differences(set, p, live).report
}
