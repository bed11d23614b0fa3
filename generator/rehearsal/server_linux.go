package rehearsal

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"syscall"

	"golang.org/x/sys/unix"
)

// servers are the echo servers that flows have asked for so far.
type servers struct {
	mu      sync.Mutex
	started map[serverKey]bool
	open    []io.Closer // listeners, and connections that they have taken
	closed  bool
	wg      sync.WaitGroup
}

type serverKey struct {
	space   *space
	network string // as package net has it
	port    uint16 // zero where there are none
}

// ensure has a server on a machine's port, for all its addresses of a family.
func (s *servers) ensure(at *space, network string, port uint16) error {
	if network == icmp4 || network == icmp6 {
		return nil // the kernel answers
	}
	address := fmt.Sprintf(":%d", port)
	if strings.HasPrefix(network, "ip") {
		port, address = 0, ""
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.started == nil {
		s.started = map[serverKey]bool{}
	}
	key := serverKey{at, network, port}
	if s.started[key] {
		return nil
	}
	err := at.do(func() error { return s.start(network, address) })
	if err == nil {
		s.started[key] = true
	}
	return err
}

// start opens a server. Its socket stays in the namespace that it is made in.
func (s *servers) start(network, address string) error {
	config := net.ListenConfig{}
	if strings.HasPrefix(network, "tcp") {
		config.SetMultipathTCP(false)
		l, err := config.Listen(context.Background(), network, address)
		if err == nil {
			s.open = append(s.open, l)
			s.wg.Go(func() { s.accept(l) })
		}
		return err
	}
	config.Control = withPacketInfo
	conn, err := config.ListenPacket(context.Background(), network, address)
	if err != nil {
		return err
	}
	s.open = append(s.open, conn)
	switch conn := conn.(type) {
	case *net.UDPConn:
		s.wg.Go(func() { echoUDP(conn) })
	case *net.IPConn:
		s.wg.Go(func() { echoIP(conn) })
	}
	return nil
}

// accept takes connections until the listener is closed, and sends back what
// comes by them.
func (s *servers) accept(l net.Listener) {
	for {
		conn, err := l.Accept()
		if errors.Is(err, net.ErrClosed) {
			return
		}
		if err != nil || !s.keep(conn) {
			continue
		}
		s.wg.Go(func() {
			_, _ = io.Copy(conn, conn)
			_ = conn.Close()
		})
	}
}

// keep has a connection closed with the servers.
func (s *servers) keep(conn net.Conn) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		_ = conn.Close()
		return false
	}
	s.open = append(s.open, conn)
	return true
}

func (s *servers) close() error {
	s.mu.Lock()
	s.closed = true
	var errs []error
	for _, c := range s.open {
		if err := c.Close(); !errors.Is(err, net.ErrClosed) {
			errs = append(errs, err)
		}
	}
	s.mu.Unlock()
	s.wg.Wait()
	return errors.Join(errs...)
}

// withPacketInfo asks for the address that each packet was sent to (ip(7),
// IP_PKTINFO; ipv6(7), IPV6_RECVPKTINFO).
func withPacketInfo(network, _ string, c syscall.RawConn) error {
	level, option := unix.IPPROTO_IP, unix.IP_PKTINFO
	if strings.HasSuffix(network, "6") {
		level, option = unix.IPPROTO_IPV6, unix.IPV6_RECVPKTINFO
	}
	var failed error
	err := c.Control(func(fd uintptr) {
		failed = errors.Join(enlargeBuffer(int(fd)), unix.SetsockoptInt(int(fd), level, option, 1))
	})
	return errors.Join(err, failed)
}

// echoUDP sends everything back, from the address that was asked, until the
// connection is closed. That a machine cannot answer is for the asking side to
// find out.
func echoUDP(conn *net.UDPConn) {
	buf, info := make([]byte, 2048), make([]byte, 256)
	for {
		n, m, _, from, err := conn.ReadMsgUDPAddrPort(buf, info)
		if errors.Is(err, net.ErrClosed) {
			return
		}
		if err != nil {
			continue
		}
		if asked := fromAsked(info[:m]); asked != nil {
			_, _, _ = conn.WriteMsgUDPAddrPort(buf[:n], asked, from)
		}
	}
}

// echoIP is echoUDP for any protocol of IP: of what comes, which in IPv4 begins
// with a header of IP, it sends back what matters.
func echoIP(conn *net.IPConn) {
	buf, info := make([]byte, 2048), make([]byte, 256)
	for {
		n, m, _, from, err := conn.ReadMsgIP(buf, info)
		if errors.Is(err, net.ErrClosed) {
			return
		}
		l, ours := readLabel(buf[:n])
		if err != nil || !ours {
			continue
		}
		if asked := fromAsked(info[:m]); asked != nil {
			_, _, _ = conn.WriteMsgIP(bare(l), asked, from)
		}
	}
}

// fromAsked has a packet leave from the address that one was sent to, which
// is in struct in_pktinfo, behind an interface and the address to answer from,
// or first in struct in6_pktinfo.
func fromAsked(info []byte) []byte {
	messages, err := unix.ParseSocketControlMessage(info)
	if err != nil || len(messages) != 1 {
		return nil
	}
	switch data := messages[0].Data; {
	case messages[0].Header.Level == unix.IPPROTO_IP && len(data) >= unix.SizeofInet4Pktinfo:
		return unix.PktInfo4(&unix.Inet4Pktinfo{Spec_dst: [4]byte(data[8:12])})
	case messages[0].Header.Level == unix.IPPROTO_IPV6 && len(data) >= unix.SizeofInet6Pktinfo:
		return unix.PktInfo6(&unix.Inet6Pktinfo{Addr: [16]byte(data[:16])})
	}
	return nil
}
