package acceptance

import (
	"fmt"
	"net"
	"slices"
	"sync"
	"time"

	"github.com/gen-splitroute/gen-splitroute/generator/rehearsal"
)

// maxConnections is how many connections each sender has in each family.
const maxConnections = 8

// tcp are connections that go on until they are closed.
type tcp struct {
	list []net.Conn
	only bool // no provider but one may have any of them
	said int  // how much the monitor had said before
}

func (c tcp) close() {
	for _, conn := range c.list {
		_ = conn.Close()
	}
}

// connect opens connections that leave by a provider, or may do so: those of the router
// and of a local host that the default route decides about.
func (t *trial) connect(i int) (tcp, error) {
	c := tcp{only: true, said: len(t.watching.monitor.Said())}
	for _, ipv6 := range families {
		for _, sender := range t.senders(ipv6) {
			for range maxConnections {
				p := sender
				p.to, p.protocol, p.dport = t.far.next(ipv6), rehearsal.TCP, rehearsal.EchoPort
				w := t.path(p)
				if !t.refuses(i, ipv6) || w.rule != noRule || w.orNot || !slices.Contains(w.by, i) || t.owned(p.from) {
					continue
				}
				c.only = c.only && len(w.by) == 1
				conn, err := t.lab.Connect(p.flow().From, p.to)
				if err != nil {
					c.close()
					return tcp{}, err
				}
				c.list = append(c.list, conn)
			}
		}
	}
	return c, nil
}

// senders are packets of the router, and of a host of the first local network, of which only
// the sender is set.
func (t *trial) senders(ipv6 bool) []packet {
	list := []packet{{}}
	for _, n := range t.set.Networks {
		if host, found := t.host(n.Name, ipv6); found {
			return append(list, packet{network: n.Name, from: host, mac: rehearsal.Hardware(t.set, n.Name)})
		}
	}
	return list
}

// refuses reports whether connections of a provider that is down have to be ended: they
// are marked, and another provider of the default route takes them.
func (t *trial) refuses(i int, ipv6 bool) bool {
	d := t.set.DefaultRoute
	list := t.usable(slices.Concat(d.Providers, d.Backups), ipv6)
	isOther := func(k int) bool { return k != i }
	return t.set.Settings.ConnectionMarks && !t.set.Providers[i].Health.Keep && slices.Contains(list, i) && slices.ContainsFunc(list, isOther)
}

// judgeEnded checks connections while a provider is down: its own are ended, the others go
// on.
func (t *trial) judgeEnded(i int, name string, conns tcp) {
	goOn, ended, hang := conns.count(time.Second)
	if len(conns.list) == 0 {
		return
	}
	c := Check{
		Name: name, Sent: fmt.Sprintf("%d TCP connections", len(conns.list)), Status: OK,
		Seen: fmt.Sprintf("%d were ended, %d go on by other providers, %d hang", ended, goOn, hang),
	}
	if hang > 0 || conns.only && goOn > 0 {
		c.Status, c.Want = Failed, "connections by "+t.name(i)+" to be ended, and none to hang"
	}
	t.add(c)
}

// judgeOpen checks that all connections go on.
func (t *trial) judgeOpen(name string, conns tcp) {
	goOn, ended, hang := conns.count(5 * time.Second)
	if len(conns.list) == 0 {
		return
	}
	c := Check{
		Name: name, Sent: fmt.Sprintf("%d TCP connections", len(conns.list)), Status: OK,
		Seen: fmt.Sprintf("%d go on", goOn),
	}
	if ended+hang > 0 {
		c.Status, c.Seen, c.Want = Failed, fmt.Sprintf("%d were ended, %d hang", ended, hang), "all to go on"
	}
	t.add(c)
}

// count sends on each connection, and counts how many go on, were ended, or hang.
func (c tcp) count(patience time.Duration) (goOn, ended, hang int) {
	var mu sync.Mutex
	var wg sync.WaitGroup
	for _, conn := range c.list {
		wg.Go(func() {
			alive, err := rehearsal.Alive(conn, patience)
			mu.Lock()
			defer mu.Unlock()
			switch {
			case alive:
				goOn++
			case err != nil:
				ended++
			default:
				hang++
			}
		})
	}
	wg.Wait()
	return goOn, ended, hang
}
