package rehearsal

import (
	"encoding/binary"
	"net"
	"net/netip"
	"slices"
	"time"
)

// DelayEchoes has a provider's end answer IPv4 pings so much later. Everything else is
// answered as before. It lasts until the laboratory is closed.
func (l *Lab) DelayEchoes(provider string, delay time.Duration) error {
	spaces, _, err := l.locate(Internet(provider, netip.AddrFrom4([4]byte{192, 0, 2, 1})))
	if err != nil {
		return err
	}
	return spaces[0].do(func() error {
		if err := writeSysctl("net/ipv4/icmp_echo_ignore_all", "1"); err != nil {
			return err
		}
		conn, err := net.ListenIP("ip4:icmp", nil)
		if err != nil {
			return err
		}
		raw, err := conn.SyscallConn()
		if err != nil {
			return err
		}
		if err := withPacketInfo("ip4", "", raw); err != nil {
			return err
		}
		l.servers.mu.Lock()
		defer l.servers.mu.Unlock()
		if l.servers.running == nil {
			l.servers.running = map[serverKey]*server{}
		}
		l.servers.running[serverKey{spaces[0], "late", 0}] = &server{Closer: conn}
		l.servers.wg.Go(func() { echoLate(conn, delay) })
		return nil
	})
}

// echoLate answers until the connection is closed.
func echoLate(conn *net.IPConn, delay time.Duration) {
	buf, info := make([]byte, 2048), make([]byte, 256)
	for {
		n, m, _, from, err := conn.ReadMsgIP(buf, info)
		if err != nil {
			return
		}
		asked := fromAsked(info[:m])
		if ihl := int(buf[0]&15) * 4; asked != nil && n > ihl+8 && buf[ihl] == 8 {
			answer := append([]byte{0, 0, 0, 0}, buf[ihl+4:n]...)
			even := append(slices.Clone(answer), make([]byte, len(answer)%2)...)
			binary.BigEndian.PutUint16(answer[2:], checksum(even))
			time.AfterFunc(delay, func() { _, _, _ = conn.WriteMsgIP(answer, asked, from) })
		}
	}
}
