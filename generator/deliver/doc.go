// Package deliver writes the files that a system needs in addition to the
// scripts: hooks of programs that change addresses, units or an init script that
// run the scripts at boot, and a playbook that rolls them out. Each is made of the
// plan, or of what the configuration declares, and one template of
// templates/deliver.
package deliver
