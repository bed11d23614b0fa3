package rehearsal

import (
	"encoding/binary"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"os"

	"golang.org/x/sys/unix"
)

// tap sees every packet that the router sends to a provider, before the
// provider's host does anything with it (packet(7)).
type tap struct {
	file *os.File
	done chan struct{}
}

// openTap taps the wire of a provider's host and tells saw of our packets.
func openTap(s *space, saw func(label, netip.Addr)) (*tap, error) {
	t := &tap{done: make(chan struct{})}
	err := s.do(func() (err error) {
		t.file, err = packetSocket(uplinkName)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("tap %s: %w", s.name, err)
	}
	go t.watch(saw)
	return t, nil
}

// packetSocket receives what arrives at an interface.
func packetSocket(iface string) (*os.File, error) {
	index, err := net.InterfaceByName(iface)
	if err != nil {
		return nil, err
	}
	const all = unix.ETH_P_ALL>>8 | unix.ETH_P_ALL&0xff<<8 // in network order
	// No protocol yet: nothing must come in from other interfaces.
	fd, err := unix.Socket(unix.AF_PACKET, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC|unix.SOCK_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	err = errors.Join(
		enlargeBuffer(fd),
		unix.SetsockoptInt(fd, unix.SOL_PACKET, unix.PACKET_IGNORE_OUTGOING, 1),
		unix.Bind(fd, &unix.SockaddrLinklayer{Protocol: all, Ifindex: index.Index}))
	if err != nil {
		unix.Close(fd)
		return nil, err
	}
	return os.NewFile(uintptr(fd), "tap"), nil
}

// bufferSize holds some seconds of the packets that are sent here.
const bufferSize = 8 << 20

// enlargeBuffer lets a socket hold what comes while this program does not run.
// Beyond the system's limit that takes a right that a user namespace does not
// give (socket(7), SO_RCVBUFFORCE).
func enlargeBuffer(fd int) error {
	if unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_RCVBUFFORCE, bufferSize) == nil {
		return nil
	}
	return unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_RCVBUF, bufferSize)
}

// watch reads until the tap is closed.
func (t *tap) watch(saw func(label, netip.Addr)) {
	defer close(t.done)
	conn, err := t.file.SyscallConn()
	if err != nil {
		return
	}
	buf := make([]byte, 2048)
	for {
		var n int
		var from unix.Sockaddr
		var failed error
		err := conn.Read(func(fd uintptr) bool {
			n, from, failed = unix.Recvfrom(int(fd), buf, 0)
			return !errors.Is(failed, unix.EAGAIN)
		})
		if err != nil {
			return
		}
		// A bridge also floods packets for other hosts, until it has learned their addresses.
		if link, ok := from.(*unix.SockaddrLinklayer); failed != nil || !ok || link.Pkttype != unix.PACKET_HOST {
			continue
		}
		if l, source, ok := readPacket(buf[:n]); ok {
			saw(l, source)
		}
	}
}

// readPacket finds the label and the source of an IP packet without extension
// headers (RFC 791, RFC 8200).
func readPacket(b []byte) (label, netip.Addr, bool) {
	var header, total, protocol int
	var source netip.Addr
	switch {
	case len(b) >= 20 && b[0]>>4 == 4:
		header, total, protocol = int(b[0]&0x0f)*4, int(binary.BigEndian.Uint16(b[2:])), int(b[9])
		source = netip.AddrFrom4([4]byte(b[12:16]))
	case len(b) >= 40 && b[0]>>4 == 6:
		header, total, protocol = 40, 40+int(binary.BigEndian.Uint16(b[4:])), int(b[6])
		source = netip.AddrFrom16([16]byte(b[8:24]))
	}
	if total > len(b) || total < header || quotes(protocol, b[header:total]) {
		return label{}, netip.Addr{}, false
	}
	l, ok := readLabel(b[header:total])
	return l, source, ok
}

func (t *tap) close() error {
	err := t.file.Close()
	<-t.done
	return err
}

// listen opens all taps.
func (l *Lab) listen() error {
	for i, s := range l.providers {
		t, err := openTap(s, func(seen label, source netip.Addr) { l.records.saw(seen, i, source) })
		if err != nil {
			return err
		}
		l.taps = append(l.taps, t)
	}
	return nil
}
