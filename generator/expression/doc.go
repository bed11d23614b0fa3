// Package expression evaluates the expressions of a configuration: an
// expression of HCL in, a value or located diagnostics out.
//
// hcl has an evaluator of its own, but one that a short file can keep busy for
// hours: it doubles texts without end, prints numbers of any size, and takes
// quadratic time for a long list. This one pays for each step and each byte
// out of one budget, and converts nothing on its own: a number is no text and a
// text no number, as everywhere in a configuration. What it leaves out is
// splats, directives and heredocs; what it knows besides are the functions in
// the table of function.go.
//
// Values are those of cty, with lists as tuples, which cost what they hold. A
// thing of the configuration that references can go into, such as a provider,
// is an Object.
package expression
