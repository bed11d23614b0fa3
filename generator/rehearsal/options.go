package rehearsal

import "time"

// Options say how the router is found when the scripts meet it.
type Options struct {
	// Defaults are the default routes that main has, as a DHCP client leaves
	// them, and the kernel when it hears a router advertisement. A provider
	// whose gateway the scripts read (AutoGateway) has one without being
	// mentioned: its metric is 1024 and its position among the providers.
	Defaults []Default

	// Sysctls are values on the router, in the notation of /proc/sys
	// (net/ipv4/conf/if1/rp_filter), set when all interfaces are there. What
	// is not mentioned is the kernel's default; forwarding is always on.
	Sysctls map[string]string

	// Patience is how long an answer is waited for; half a second if zero.
	Patience time.Duration
}

// Default is a default route of main via a provider, in each of its families.
type Default struct {
	Provider string
	Metric   int
}
