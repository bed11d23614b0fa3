package main

import (
	"cmp"
	"fmt"
	"net/netip"

	"github.com/gen-splitroute/gen-splitroute/generator"
	"github.com/gen-splitroute/gen-splitroute/generator/config"
	"github.com/gen-splitroute/gen-splitroute/generator/rpdb"
	"github.com/gen-splitroute/gen-splitroute/generator/selector"
)

// packetFlags describe a packet.
type packetFlags struct {
	To         netip.Addr   `placeholder:"ADDR" help:"Where the packet goes."`
	From       netip.Addr   `placeholder:"ADDR" help:"Its source. Without one, this machine sends it, and the kernel chooses."`
	Interface  string       `placeholder:"INTERFACE" help:"The interface by which it arrives; for a host in a local network, it follows from --from."`
	Protocol   protocol     `placeholder:"NAME" help:"tcp, udp, icmp and so on, or a number."`
	Sport      uint16       `placeholder:"PORT" help:"Its source port."`
	Dport      uint16       `placeholder:"PORT" help:"Its destination port."`
	Mark       uint32       `placeholder:"N" help:"Its mark before nft sees it, such as 0x100."`
	UID        uint32       `name:"uid" placeholder:"N" help:"The id of the user whose process on this machine sends it."`
	DSCP       dscp         `name:"dscp" placeholder:"CLASS" help:"Its class: a number, or a name such as ef, af41, cs1."`
	MAC        selector.MAC `name:"mac" placeholder:"ADDR" help:"The hardware address of the host or router in a local network that sent it."`
	Bound      string       `placeholder:"NAME" help:"The interface that its socket on this machine is bound to."`
	Connection string       `placeholder:"PROVIDER" help:"It belongs to a connection of this provider."`
}

// machineFlags describe what a configuration doesn't say about its machine.
type machineFlags struct {
	Without []string     `sep:"none" placeholder:"PROVIDER" help:"The interface of this provider has gone down."`
	Health  []string     `sep:"none" placeholder:"PROVIDER=STATE" help:"The state that the monitor has found: up, suspect, down or rising."`
	Assume  []assumption `sep:"none" placeholder:"PROVIDER=ADDR/LEN,GATEWAY" help:"The address and gateway that the script would read for \"auto\"."`
}

func (c machineFlags) circumstances() generator.Circumstances {
	about := generator.Circumstances{Without: c.Without, Health: c.Health}
	for _, a := range c.Assume {
		about.Assume = append(about.Assume, rpdb.Assumption(a))
	}
	return about
}

// check is what kong asks about the addresses.
func (c packetFlags) check() error {
	return cmp.Or(checkZone("--to", c.To), checkZone("--from", c.From))
}

// checkZone refuses an interface that stands behind an address: rules and routes
// are asked about addresses alone.
func checkZone(flag string, a netip.Addr) error {
	if a.Zone() == "" {
		return nil
	}
	return usageError(fmt.Sprintf("%[1]s %[2]s names an interface, and addresses are looked up without one: write %[1]s %[3]s", flag, a, a.WithZone("")))
}

// packet is what the flags say.
func (c packetFlags) packet() rpdb.Packet {
	return rpdb.Packet{
		To: c.To.Unmap(), From: c.From.Unmap(), Interface: c.Interface,
		Protocol: int(c.Protocol), SourcePort: c.Sport, DestinationPort: c.Dport,
		Mark: c.Mark, UID: c.UID, DSCP: uint8(c.DSCP), MAC: c.MAC, Bound: c.Bound, Connection: c.Connection,
	}
}

// assumption is PROVIDER=ADDRESS/LENGTH,GATEWAY.
type assumption rpdb.Assumption

// UnmarshalText implements encoding.TextUnmarshaler.
func (a *assumption) UnmarshalText(text []byte) error {
	parsed, err := rpdb.ParseAssumption(string(text))
	*a = assumption(parsed)
	return err
}

// protocol is a protocol's number or name.
type protocol int

// UnmarshalText implements encoding.TextUnmarshaler.
func (p *protocol) UnmarshalText(text []byte) error {
	n, err := config.Protocol(string(text))
	*p = protocol(n)
	return err
}

// dscp is a class's number or name.
type dscp uint8

// UnmarshalText implements encoding.TextUnmarshaler.
func (d *dscp) UnmarshalText(text []byte) error {
	n, err := config.DSCP(string(text))
	*d = dscp(n)
	return err
}
