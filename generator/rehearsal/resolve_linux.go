package rehearsal

import (
	"encoding/binary"
	"fmt"
	"slices"

	"github.com/gen-splitroute/gen-splitroute/generator/site"
)

// Resolve has all addresses in the internet beyond a provider answer questions for the
// address of a name, until the laboratory is closed.
func (l *Lab) Resolve(provider string) error {
	i := slices.IndexFunc(l.set.Providers, func(p site.Provider) bool { return p.Name == provider })
	if i < 0 {
		return fmt.Errorf("no provider %q", provider)
	}
	for _, network := range []string{"udp4", "udp6"} {
		if _, err := l.attend(l.providers[i:i+1], network, 53); err != nil {
			return err
		}
	}
	return nil
}

// The header of a message of the DNS, and the type of an IPv4 address (RFC 1035, 4.1.1
// and 3.2.2).
const (
	dnsHeader = 12
	dnsA      = 1
)

// addressOf is the answer to a question for the address of a name: 192.0.2.1, or no
// record of another type. Any other message comes back unchanged.
func addressOf(question []byte) []byte {
	end := dnsHeader
	for end < len(question) && question[end] != 0 {
		end += 1 + int(question[end])
	}
	end += 5 // the last label, the type and the class
	if end > len(question) {
		return question
	}
	answer := slices.Clone(question[:end])
	binary.BigEndian.PutUint16(answer[2:], 0x8180) // a response, recursion desired and available
	clear(answer[6:dnsHeader])                     // no records
	if binary.BigEndian.Uint16(answer[end-4:]) != dnsA {
		return answer
	}
	answer[7] = 1
	return append(answer, 0xc0, dnsHeader, 0, dnsA, 0, 1, 0, 0, 0, 60, 0, 4, 192, 0, 2, 1)
}
