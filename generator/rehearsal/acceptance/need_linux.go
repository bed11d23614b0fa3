package acceptance

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/gen-splitroute/gen-splitroute/generator/iproute"
	"github.com/gen-splitroute/gen-splitroute/generator/plan"
	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// needUsers refuses rules for users that there are none of here: a user
// namespace that anybody may have knows one user (user_namespaces(7)), and the
// kernel takes no rule for another.
func needUsers(set site.Site) error {
	for _, r := range set.Rules {
		for _, users := range r.Users {
			for _, uid := range []uint32{users.First, users.Last} {
				if !knownUser(uid) {
					return rehearsal.Refusal{
						Reason: fmt.Sprintf("rule %s (%v) is for user %d, whom the namespaces of somebody who is not root do not have", r.Name, r.Origin, uid),
						Remedy: "run it as root",
					}
				}
			}
		}
	}
	return nil
}

// maxMachines is how many providers and networks there is room for: all namespaces
// share one table of neighbours, which has 1,024 entries (gc_thresh3, arp(7)).
const maxMachines = 500

// needRoom refuses configurations that the laboratory is too small for.
func needRoom(set site.Site) error {
	n := len(set.Providers) + len(set.Networks)
	if n <= maxMachines {
		return nil
	}
	return rehearsal.Refusal{
		Reason: fmt.Sprintf("there are %d providers and local networks, and the laboratory has room for %d", n, maxMachines),
		Remedy: "rehearse a copy of the configuration with fewer networks",
	}
}

// needOnLink refuses a network behind a link-local gateway where the router has no other
// IPv6 network on the link: nothing there knows its address.
func needOnLink(set site.Site) error {
	for _, n := range set.Networks {
		onLink := func(m site.Network) bool {
			return m.Interface == n.Interface && !m.Gateway.IsValid() && len(site.OfFamily(m.Prefixes, true)) > 0
		}
		if n.Gateway.Is6() && n.Gateway.IsLinkLocalUnicast() && !slices.ContainsFunc(set.Networks, onLink) {
			return rehearsal.Refusal{
				Reason: fmt.Sprintf("network %s (%v) is behind a link-local gateway, and no network on %s has an IPv6 prefix, so the laboratory has no address for the router there", n.Name, n.Origin, n.Interface),
				Remedy: fmt.Sprintf("rehearse a copy of the configuration in which a network on %s has a prefix such as fd00:1::/64", n.Interface),
			}
		}
	}
	return nil
}

// tooLong refuses where a script failed because of the user who rehearses it: only root
// may have a buffer for a long list.
func tooLong(setup Check) error {
	said := strings.TrimSpace(strings.Join(setup.Detail, ""))
	if !rehearsal.NeedsRoot(said) {
		return nil
	}
	first, _, _ := strings.Cut(said, "\n")
	return rehearsal.Refusal{
		Reason: "the lists of the configuration are too long for a message to the kernel by somebody who isn't root: " + first,
		Remedy: "run it as root",
	}
}

// knownUser reports whether there is a user here.
func knownUser(uid uint32) bool {
	known, err := os.ReadFile("/proc/self/uid_map")
	return err == nil && mapped(string(known), uid)
}

// mapped reports whether a user is in a uid_map, which has lines of the first
// number inside, the first outside, and how many.
func mapped(uidMap string, uid uint32) bool {
	for line := range strings.Lines(uidMap) {
		var inside, outside, count uint64
		n, _ := fmt.Sscan(line, &inside, &outside, &count)
		if n == 3 && uint64(uid) >= inside && uint64(uid)-inside < count {
			return true
		}
	}
	return false
}

// needIP refuses where ip is none that prints what "explain" reads: those of BusyBox
// and ip-tiny print no JSON, and up to iproute2 5.3 multipath routes stand there as
// text.
func needIP() error {
	ip := exec.Command("sh", "-c", "ip -V && ip -j route show table main")
	ip.Env = append(os.Environ(), "PATH="+rehearsal.Path)
	var stderr strings.Builder
	ip.Stderr = &stderr
	out, err := ip.Output()
	version, routes, _ := strings.Cut(string(out), "\n")
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) && exit.ExitCode() >= 126 {
		return nil // there is none: Build says so
	}
	switch {
	case err != nil || !strings.Contains(version, "iproute2") || routes != "" && !strings.HasPrefix(strings.TrimSpace(routes), "["):
		return rehearsal.Refusal{
			Reason: "ip prints no JSON here, as those of BusyBox and ip-tiny don't, and a rehearsal needs that: " + strings.TrimSpace(version+" "+stderr.String()),
			Remedy: "install iproute2 5.4 or newer (ip-full on OpenWrt); the scripts themselves need none of that",
		}
	case isOld(version):
		return rehearsal.Refusal{
			Reason: "a rehearsal needs iproute2 5.4 or newer, which prints multipath routes as JSON, and here is " + version,
			Remedy: "install iproute2 5.4 or newer",
		}
	}
	return nil
}

// ipVersion is in what "ip -V" prints: the version or, before 5.7, the date of a
// release ("iproute2-ss191125").
var ipVersion = regexp.MustCompile(`iproute2-(?:ss(\d{6})|(\d+)\.(\d+))`)

// isOld reports whether a version of ip is older than 5.4, of 25 November 2019.
func isOld(version string) bool {
	m := ipVersion.FindStringSubmatch(version)
	if m == nil {
		return false
	}
	if m[1] != "" {
		return m[1] < "191125"
	}
	major, _ := strconv.Atoi(m[2]) // digits are numbers
	minor, _ := strconv.Atoi(m[3])
	return major < 5 || major == 5 && minor < 4
}

// nftProbe has everything in it that a table of ours can have.
const nftProbe = `nft -c -f - <<'EOF'
table inet splitroute_probe {
	chain marks { type filter hook prerouting priority mangle; ct state new ct mark set ct mark & 0xffffc0ff | 0x100; }
	chain output { type route hook output priority mangle; meta mark set ct mark; }
	chain translation { type nat hook postrouting priority srcnat; ip saddr 192.0.2.1 snat ip to 192.0.2.2; }
}
EOF`

// needNft refuses where the setup needs nft and there is none, or the kernel
// does not know what it says.
func (t *trial) needNft() error {
	if !usesNft(t.Set) {
		return nil
	}
	r, err := t.lab.Run(rehearsal.Script{Text: nftProbe, Shell: rehearsal.Sh})
	switch {
	case err != nil:
		return err
	case r.Exit == 127: // as shells have it
		return rehearsal.Refusal{Reason: "there is no nft, which the setup of this configuration needs", Remedy: "install nftables"}
	case r.Exit != 0:
		return rehearsal.Refusal{
			Reason: "nft cannot do here what the setup of this configuration needs: " + strings.TrimSpace(r.Stderr),
			Remedy: "modprobe -a nf_tables nft_ct nft_nat nf_conntrack, or a kernel with CONFIG_NF_TABLES_INET, CONFIG_NFT_CT and CONFIG_NFT_NAT",
		}
	}
	return nil
}

// usesNft reports whether a setup of the configuration has a table of nft.
func usesNft(set site.Site) bool {
	return slices.ContainsFunc(plan.New(set).Steps, func(s plan.Step) bool {
		_, ok := s.Op.(iproute.Tabular)
		return ok
	})
}
