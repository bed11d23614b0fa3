package rehearsal

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"time"
)

// Connect opens a TCP connection to a host in the internet, which sends back all that it
// receives. The connection stays open until somebody ends it.
func (l *Lab) Connect(from Endpoint, to netip.Addr) (net.Conn, error) {
	asking, source, err := l.locate(from)
	if err != nil {
		return nil, err
	}
	if _, err := l.attend(l.providers, network(TCP, to), EchoPort); err != nil { // until the lab is closed
		return nil, err
	}
	var conn net.Conn
	err = asking[0].do(func() error {
		dialer := net.Dialer{Timeout: 5 * time.Second}
		if source.IsValid() {
			dialer.LocalAddr = net.TCPAddrFromAddrPort(netip.AddrPortFrom(source, 0))
		}
		dialer.SetMultipathTCP(false)
		conn, err = dialer.DialContext(context.Background(), "tcp", netip.AddrPortFrom(to, EchoPort).String())
		return err
	})
	return conn, err
}

// Alive sends something by a connection and reports whether it comes back in time;
// the error is that of a connection that has ended.
func Alive(conn net.Conn, patience time.Duration) (bool, error) {
	if _, err := conn.Write([]byte("are you there?")); err != nil {
		return false, err
	}
	if err := conn.SetReadDeadline(time.Now().Add(patience)); err != nil {
		return false, err
	}
	_, err := conn.Read(make([]byte, 64))
	var late net.Error
	if errors.As(err, &late) && late.Timeout() {
		return false, nil
	}
	return err == nil, err
}
