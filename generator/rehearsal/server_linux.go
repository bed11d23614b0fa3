package rehearsal

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
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
	space *space
	port  uint16
}

// ensure has a server on a machine's port, for all its addresses.
func (s *servers) ensure(at *space, port uint16) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	key := serverKey{at, port}
	if s.conns[key] != nil {
		return nil
	}
	var conn net.PacketConn
	err := at.do(func() (err error) {
		config := net.ListenConfig{Control: withPacketInfo}
		conn, err = config.ListenPacket(context.Background(), "udp4", fmt.Sprintf(":%d", port))
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
// IP_PKTINFO).
func withPacketInfo(_, _ string, c syscall.RawConn) error {
	var failed error
	err := c.Control(func(fd uintptr) {
		failed = errors.Join(
			enlargeBuffer(int(fd)),
			unix.SetsockoptInt(int(fd), unix.IPPROTO_IP, unix.IP_PKTINFO, 1))
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
		if asked, ok := askedAddress(info[:m]); ok {
			_, _, _ = conn.WriteMsgUDPAddrPort(buf[:n], unix.PktInfo4(&unix.Inet4Pktinfo{Spec_dst: asked.As4()}), from)
		}
	}
}

// askedAddress reads struct in_pktinfo: an interface, the address to answer
// from and the address that was asked.
func askedAddress(info []byte) (netip.Addr, bool) {
	messages, err := unix.ParseSocketControlMessage(info)
	if err != nil || len(messages) != 1 || len(messages[0].Data) < unix.SizeofInet4Pktinfo {
		return netip.Addr{}, false
	}
	return netip.AddrFrom4([4]byte(messages[0].Data[8:12])), true
}
