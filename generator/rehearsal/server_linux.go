package rehearsal

import (
	"context"
	"errors"
	"fmt"
	"net"
	"sync"
	"syscall"

	"golang.org/x/sys/unix"
)

// servers are the echo servers that flows have asked for so far.
type servers struct {
	mu    sync.Mutex
	conns map[serverKey]*net.UDPConn
	wg    sync.WaitGroup
}

type serverKey struct {
	space   *space
	network string // as package net has it
	port    uint16
}

// ensure has a server on a machine's port, for all its addresses of a family.
func (s *servers) ensure(at *space, network string, port uint16) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	key := serverKey{at, network, port}
	if s.conns[key] != nil {
		return nil
	}
	var conn net.PacketConn
	err := at.do(func() (err error) {
		config := net.ListenConfig{Control: withPacketInfo}
		conn, err = config.ListenPacket(context.Background(), network, fmt.Sprintf(":%d", port))
		return err
	})
	if err != nil {
		return err
	}
	if s.conns == nil {
		s.conns = map[serverKey]*net.UDPConn{}
	}
	s.conns[key] = conn.(*net.UDPConn)
	s.wg.Go(func() { echo(conn.(*net.UDPConn)) })
	return nil
}

func (s *servers) close() error {
	var errs []error
	for _, conn := range s.conns {
		errs = append(errs, conn.Close())
	}
	s.wg.Wait()
	return errors.Join(errs...)
}

// withPacketInfo asks for the address that each packet was sent to (ip(7),
// IP_PKTINFO; ipv6(7), IPV6_RECVPKTINFO).
func withPacketInfo(network, _ string, c syscall.RawConn) error {
	level, option := unix.IPPROTO_IP, unix.IP_PKTINFO
	if network == "udp6" {
		level, option = unix.IPPROTO_IPV6, unix.IPV6_RECVPKTINFO
	}
	var failed error
	err := c.Control(func(fd uintptr) {
		failed = errors.Join(enlargeBuffer(int(fd)), unix.SetsockoptInt(int(fd), level, option, 1))
	})
	return errors.Join(err, failed)
}

// echo sends everything back, from the address that was asked, until the
// connection is closed. That a machine cannot answer is for the asking side to
// find out.
func echo(conn *net.UDPConn) {
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
