// Package deliver writes the files that a system needs in addition to the
// scripts: hooks of programs that change addresses, and units or an init script
// that run the scripts at boot. Each is made of the plan and one template of
// templates/deliver.
package deliver
