// Package rehearsal is the laboratory in which generated scripts are run: a
// router, its providers and its local networks as network namespaces of the
// kernel at hand, with real packets between them. Nothing outside is touched,
// and all of it disappears with the process.
//
//   - [Enter] (in tests [Main]) moves the program into namespaces of its own;
//     [Call] has a copy of it work there and goes on outside. Where the kernel
//     does not let them, a [Refusal] says what to do.
//   - [Build] makes a [Lab] from a site.Site: the machine the script is for,
//     as it is after booting. [Example] says what a script finds there where the
//     Set leaves a value to be read.
//   - [Lab.Run] runs a script there; in tests of this package, Lab.Trace takes
//     its commands down, or has one of them go wrong.
//   - [Lab.Snapshot] takes down everything that a teardown has to give back.
//   - [Lab.Exchange], [Lab.Spread] and [Lab.Start] send packets and report what
//     was seen outside the router.
//   - [Lab.Down] takes an interface down, [Lab.PullCable] its carrier away, and
//     [Lab.Detach] the whole device; [Lab.Up], [Lab.PlugCable] and [Lab.Attach] give
//     them back.
//   - [Lab.Lease] has a provider give the router another address.
//
// # The network
//
//	         network "lan"                        provider "isp1"
//	splitroute-network-lan ─┐if0         if1┌─ splitroute-provider-isp1
//	(a host)                splitroute-router
//	                                     if2└─ splitroute-provider-isp2
//
// Each provider's host is the internet as it is seen through this provider: it
// has the gateway's address, routes to its customer's address and prefixes,
// takes every other destination for its own, and drops what comes from a
// source that is not its customer's, as providers do (RFC 2827); all that in
// each family that the provider has. Which provider a packet took is read from
// a packet socket on that host's interface, before anything is dropped: it is
// observed, not deduced.
//
// Linux only. Where namespaces are not allowed, Enter says so and tests skip.
package rehearsal
