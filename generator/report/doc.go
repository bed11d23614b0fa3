// Package report prints, for people and as JSON, what the other packages find
// out: a plan, the path of a packet, and who goes where.
package report
