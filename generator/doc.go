// Package generator turns a configuration into scripts. Data flows one way,
// from package to package:
//
//	config     HCL text                 -> site.Site, diagnostics
//	site       the model: providers, networks, rules, the default route
//	plan       site.Site                -> Plan: typed steps, in order, with reasons
//	selector   the table of everything that can select a packet
//	iproute    the steps' operations    -> commands and their undoing
//	script     Plan + package templates -> scripts
//	audit      a script + Plan          -> where somebody edited it
//	rpdb       Plan + site.Site         -> Trace: where a packet goes, and why
//	graph      Plan + site.Site         -> a picture: SVG, or DOT for Graphviz
//	report     Plan, Trace or Matrix    -> tables for people, JSON, a page in HTML
//	drift      Plan + rpdb.Live         -> how a machine differs, and what follows for traffic
//	review     Plan + site.Site         -> what it is unlikely to mean, with packets that prove it
//	rehearsal  scripts + site.Site      -> what packets do on a real kernel,
//	           and, in acceptance, whether that is what the configuration says
//	deliver    Plan                     -> hooks, units, an init script, a playbook
//	manual     the command line         -> manual pages, completions
//	discover   what ip prints           -> a first configuration
//
// Nothing here touches files, the environment or the system, except
// rehearsal, which has namespaces of its own for that.
package generator
