# senders.hcl: rules for what another program has marked, and for hosts by their hardware addresses
network "lan" {
  interface = "if0"
  prefixes  = ["10.0.0.0/24", "2001:db8:10::/64"]
}

network "tv" {
  interface = "if3"
  prefixes  = ["10.1.0.0/24", "2001:db8:11::/64"]
}

provider "isp1" {
  interface  = "if1"
  masquerade = true
  ipv4 {
    address = "203.0.113.2/30"
    gateway = "203.0.113.1"
  }
  ipv6 {
    address = "2001:db8:1::2/64"
    gateway = "2001:db8:1::1"
  }
}

provider "isp2" {
  interface  = "if2"
  masquerade = true
  ipv4 {
    address = "198.51.100.2/30"
    gateway = "198.51.100.1"
  }
}

# Set by a chain of one's own at priority "mangle - 1", or by a socket (SO_MARK).
rule "backups" {
  mark = "0x10/0xff"
  via  = provider.isp2
}

# Nothing of these leaves by isp1, and nothing in IPv6.
rule "tunnels" {
  mark      = "0x20000/0xf0000"
  via       = provider.isp2
  otherwise = "unreachable"
}

rule "updates" {
  macs              = ["52:54:00:00:00:19"]
  interface         = "if0"
  mark              = "0x40/0xc0"
  protocol          = "tcp"
  destination_ports = [443]
  via               = provider.isp2
}

rule "television" {
  macs = ["52:54:00:00:00:17", "52-54-00-00-00-18"]
  via  = provider.isp2
}

default_route {
  prefer = provider.isp1
  backup = [provider.isp2]
}
