package rehearsal

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// talk is a Flow under way.
type talk struct {
	flow   Flow
	at     *space // where it is asked from
	from   netip.AddrPort
	to     netip.AddrPort
	record *record
	conn   net.Conn // nil until the kernel has a way for it
	asks   []serverKey
}

// open gets a flow ready: its server listens, nothing has been sent.
func (l *Lab) open(f Flow) (*talk, error) {
	from, _, err := l.locate(f.From)
	if err != nil {
		return nil, err
	}
	answering, to, err := l.locate(f.To)
	if err != nil {
		return nil, err
	}
	if f.To.Machine == AtHost && !to.IsValid() {
		to = l.hostToAsk(f)
	}
	if !to.IsValid() {
		return nil, fmt.Errorf("%v: no address to ask", f)
	}
	port := f.To.Port
	if port == 0 {
		port = EchoPort
	}
	asks, err := l.attend(answering, network(f.From.protocol(), to), port)
	if err != nil {
		return nil, err
	}
	outside := f.From.Machine == AtInternet || f.To.Machine == AtInternet
	return &talk{
		flow: f, at: from[0], record: l.records.begin(outside), asks: asks,
		from: netip.AddrPortFrom(f.From.Addr, f.From.Port), to: netip.AddrPortFrom(to, port),
	}, nil
}

// attend has a server in each of some namespaces.
func (l *Lab) attend(spaces []*space, network string, port uint16) ([]serverKey, error) {
	if strings.HasPrefix(network, "ip") {
		port = 0
	}
	var joined []serverKey
	for _, s := range spaces {
		key := serverKey{s, network, port}
		if err := l.servers.join(key); err != nil {
			l.servers.leave(joined)
			return nil, err
		}
		joined = append(joined, key)
	}
	return joined, nil
}

// locate finds the namespaces that an endpoint may be in, the most likely
// first, and its address.
func (l *Lab) locate(e Endpoint) ([]*space, netip.Addr, error) {
	switch e.Machine {
	case AtRouter:
		return []*space{l.router}, e.Addr, nil
	case AtHost:
		for i, n := range l.set.Networks {
			if n.Name == e.Name {
				return l.networks[i : i+1], e.Addr, nil
			}
		}
	case AtInternet:
		if e.Name == "" && len(l.providers) > 0 {
			return l.providers, e.Addr, nil
		}
		for i, p := range l.set.Providers {
			if p.Name == e.Name {
				return l.providers[i : i+1], e.Addr, nil
			}
		}
	}
	return nil, netip.Addr{}, fmt.Errorf("nothing in this lab is %q", e)
}

// hostToAsk is the first address of the host that a flow asks, of the family of
// the asking side's address if there is one.
func (l *Lab) hostToAsk(f Flow) netip.Addr {
	for _, a := range l.HostAddresses(f.To.Name) {
		if a.IsValid() && (!f.From.Addr.IsValid() || a.Is6() == f.From.Addr.Is6()) {
			return a
		}
	}
	return netip.Addr{}
}

// send asks once. A refusal of the kernel's is part of the record.
func (t *talk) send() {
	l := t.record.next()
	if t.conn == nil {
		if err := t.dial(); err != nil {
			t.record.refuse(err)
			return
		}
	}
	if conn, ok := t.conn.(*net.TCPConn); ok {
		// Whoever waits for a connection keeps the other talks waiting.
		_ = conn.SetWriteDeadline(time.Now().Add(writeTime))
	}
	if _, err := t.conn.Write(question(t.flow.From.protocol(), l)); err != nil {
		t.record.refuse(err)
	}
}

// writeTime is more than a kernel needs to take a packet.
const writeTime = 100 * time.Millisecond

// dial connects the socket and listens for answers.
func (t *talk) dial() error {
	protocol := t.flow.From.protocol()
	err := t.at.do(func() error {
		dialer := net.Dialer{Control: t.adjust}
		if t.from != (netip.AddrPort{}) {
			dialer.LocalAddr = socketAddr(protocol, t.from)
		}
		return asUser(t.flow.From.UID, func() (err error) {
			if t.flow.From.Unconnected {
				t.conn, err = t.unconnected()
				return err
			}
			t.conn, err = dialer.Dial(network(protocol, t.to.Addr()), socketAddr(protocol, t.to).String())
			return err
		})
	})
	if err != nil {
		t.conn = nil
		return err
	}
	if conn, ok := t.conn.(*net.TCPConn); ok {
		_ = conn.SetLinger(0) // nothing is sent any more, and the port is free, when it is closed
	}
	go t.receive(t.conn)
	return nil
}

// loose is a socket of UDP that isn't connected, and whom it asks.
type loose struct {
	*net.UDPConn
	to netip.AddrPort
}

// Write sends to whom the socket asks.
func (l loose) Write(b []byte) (int, error) { return l.WriteToUDPAddrPort(b, l.to) }

// unconnected opens such a socket.
func (t *talk) unconnected() (net.Conn, error) {
	from := ":0"
	if t.from != (netip.AddrPort{}) {
		from = socketAddr(UDP, t.from).String()
	}
	config := net.ListenConfig{Control: t.adjust}
	conn, err := config.ListenPacket(context.Background(), network(UDP, t.to.Addr()), from)
	if err != nil {
		return nil, err
	}
	return loose{conn.(*net.UDPConn), t.to}, nil
}

// adjust prepares the socket before its first packet.
func (t *talk) adjust(network, _ string, c syscall.RawConn) error {
	level, option := unix.IPPROTO_IP, unix.IP_TOS
	if strings.HasSuffix(network, "6") {
		level, option = unix.IPPROTO_IPV6, unix.IPV6_TCLASS
	}
	var failed error
	err := c.Control(func(fd uintptr) {
		failed = errors.Join(
			enlargeBuffer(int(fd)), sharePort(int(fd)),
			unix.SetsockoptInt(int(fd), level, option, int(t.flow.From.DSCP)<<2)) // ECN has the rest
		if t.flow.From.Mark != 0 {
			failed = errors.Join(failed, unix.SetsockoptInt(int(fd), unix.SOL_SOCKET, unix.SO_MARK, int(t.flow.From.Mark)))
		}
		if t.flow.From.Device != "" {
			failed = errors.Join(failed, unix.BindToDevice(int(fd), t.flow.From.Device))
		}
		if strings.HasPrefix(network, "tcp") {
			failed = errors.Join(failed, askWithSYN(int(fd)))
		}
	})
	return errors.Join(err, failed)
}

// askWithSYN has TCP send its first data with SYN, so that this packet can be
// known as well (tcp(7), TCP_FASTOPEN_CONNECT). To connect then sends nothing
// and waits for nobody.
func askWithSYN(fd int) error {
	return errors.Join(
		unix.SetsockoptInt(fd, unix.IPPROTO_TCP, unix.TCP_FASTOPEN_NO_COOKIE, 1),
		unix.SetsockoptInt(fd, unix.IPPROTO_TCP, unix.TCP_FASTOPEN_CONNECT, 1))
}

// asUser calls f, whose sockets then belong to a user: a socket belongs to the file system
// user of the thread that makes it. setfsuid(2) returns no error, and the previous user;
// a call with an invalid user reads the current one.
func asUser(uid int, f func() error) error {
	before, _ := unix.SetfsuidRetUid(uid)
	defer unix.SetfsuidRetUid(before)
	if now, _ := unix.SetfsuidRetUid(-1); now != uid {
		return fmt.Errorf("there is no user %d in this namespace", uid)
	}
	return f()
}

// receive takes answers until the socket is closed, or its connection ends.
func (t *talk) receive(conn net.Conn) {
	buf, in := make([]byte, 2048), network(t.flow.From.protocol(), t.to.Addr())
	_, stream := conn.(*net.TCPConn)
	for {
		var n int
		var err error
		if stream {
			n, err = io.ReadFull(conn, buf[:labelSize])
		} else {
			n, err = conn.Read(buf)
		}
		if errors.Is(err, net.ErrClosed) || stream && err != nil {
			return
		}
		if l, ok := answer(in, buf[:n]); ok && err == nil {
			t.record.answered(l)
		}
	}
}

// finish waits for the answers of all talks, for as long as the lab's
// patience lasts, and ends them.
func (l *Lab) finish(talks []*talk) []Report {
	names := make([]string, len(l.set.Providers))
	for i, p := range l.set.Providers {
		names[i] = p.Name
	}
	deadline := time.Now().Add(l.patience)
	reports := make([]Report, len(talks))
	for i, t := range talks {
		for !t.record.complete() && time.Now().Before(deadline) {
			time.Sleep(200 * time.Microsecond)
		}
		if t.conn != nil {
			t.conn.Close()
		}
		l.servers.leave(t.asks)
		l.records.end(t.record)
		reports[i] = t.record.report(t.flow, names)
	}
	return reports
}
