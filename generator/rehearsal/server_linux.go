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

// servers are the echo servers of the flows that are under way.
type servers struct {
	mu      sync.Mutex
	running map[serverKey]*server
	wg      sync.WaitGroup
}

type serverKey struct {
	space   *space
	network string // as package net has it
	port    uint16 // zero where there are none
}

// server is open for as long as flows may ask it.
type server struct {
	io.Closer
	flows int
}

// join has a server on a machine's port, for all its addresses of a family, up
// to the leave that belongs to it.
func (s *servers) join(key serverKey) error {
	if key.network == icmp4 || key.network == icmp6 {
		return nil // the kernel answers
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.running == nil {
		s.running = map[serverKey]*server{}
	}
	if s.running[key] == nil {
		socket, err := s.start(key)
		if err != nil {
			return err
		}
		s.running[key] = &server{Closer: socket}
	}
	s.running[key].flows++
	return nil
}

func (s *servers) leave(keys []serverKey) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, key := range keys {
		running := s.running[key]
		if running == nil { // as in join, or closed with the lab
			continue
		}
		if running.flows--; running.flows == 0 {
			_ = running.Close() // of a socket that nobody asks any more
			delete(s.running, key)
		}
	}
}

// start opens a server. Its socket stays in the namespace that it is made in.
func (s *servers) start(key serverKey) (socket io.Closer, err error) {
	address := ""
	if key.port != 0 {
		address = fmt.Sprintf(":%d", key.port)
	}
	err = key.space.do(func() error {
		if strings.HasPrefix(key.network, "tcp") {
			socket, err = s.listen(key.network, address)
		} else {
			socket, err = s.receive(key.network, address)
		}
		return err
	})
	return socket, err
}

func (s *servers) listen(network, address string) (io.Closer, error) {
	config := net.ListenConfig{}
	config.SetMultipathTCP(false)
	l, err := config.Listen(context.Background(), network, address)
	if err == nil {
		s.wg.Go(func() { s.accept(l) })
	}
	return l, err
}

func (s *servers) receive(network, address string) (io.Closer, error) {
	config := net.ListenConfig{Control: withPacketInfo}
	conn, err := config.ListenPacket(context.Background(), network, address)
	switch conn := conn.(type) {
	case *net.UDPConn:
		s.wg.Go(func() { echoUDP(conn) })
	case *net.IPConn:
		s.wg.Go(func() { echoIP(conn) })
	}
	return conn, err
}

// accept takes connections until the listener is closed, and sends back what
// comes by them. They end with it: where the asking side is cut off, nothing
// tells that it has ended.
func (s *servers) accept(l net.Listener) {
	var taken []net.Conn
	for {
		conn, err := l.Accept()
		if errors.Is(err, net.ErrClosed) {
			break
		}
		if err != nil {
			continue
		}
		taken = append(taken, conn)
		s.wg.Go(func() {
			// This type hides that conn is a connection: for one, io.Copy would also open a pipe.
			_, _ = io.Copy(conn, struct{ io.Reader }{conn})
			_ = conn.Close()
		})
	}
	for _, conn := range taken {
		_ = conn.Close()
	}
}

func (s *servers) close() error {
	s.mu.Lock()
	var errs []error
	for key, running := range s.running {
		errs = append(errs, running.Close())
		delete(s.running, key)
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
		failed = errors.Join(enlargeBuffer(int(fd)), sharePort(int(fd)), unix.SetsockoptInt(int(fd), level, option, 1))
	})
	return errors.Join(err, failed)
}

// sharePort lets a socket take a port that another one of the machine has: in
// UDP, what comes from where a socket is connected to is its own then
// (compute_score in net/ipv4/udp.c).
func sharePort(fd int) error { return unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_REUSEADDR, 1) }

// echoUDP sends everything back, from the address that was asked, until the
// connection is closed, and answers who asks for the address of a name. That a
// machine cannot answer is for the asking side to find out.
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
		answer := buf[:n]
		if _, ours := readLabel(answer); !ours {
			answer = addressOf(answer)
		}
		if asked := fromAsked(info[:m]); asked != nil {
			_, _, _ = conn.WriteMsgUDPAddrPort(answer, asked, from)
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
