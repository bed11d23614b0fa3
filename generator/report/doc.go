// Package report prints a plan, the path of a packet, or the matrix of senders and
// destinations: as tables for people, and as JSON. [Page] is all that there is to
// review, as one page in HTML.
package report
