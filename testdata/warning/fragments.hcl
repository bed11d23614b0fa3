# Ports that fragments don't have, where nothing puts these together, and the
# packets may as well leave by others.
settings {
  connection_marks = false
}

network "lan" {
  interface = "if0"
  prefixes  = ["10.0.0.0/24"]
}

provider "isp1" {
  interface = "if1"
  ipv4 {
    address = "203.0.113.2/30"
    gateway = "203.0.113.1"
  }
}

provider "isp2" {
  interface = "if2"
  ipv4 {
    address = "198.51.100.2/30"
    gateway = "198.51.100.1"
  }
  ipv6 {
    address = "2001:db8:2::2/64"
    gateway = "fe80::2"
  }
}

rule "large" {
  protocol          = "udp"
  destination_ports = [7777] # WARNING: Fragments have no ports
  via               = provider.isp2
}

rule "ipv4" {
  protocol     = "udplite"
  source_ports = [7777] # WARNING: Fragments have no ports
  via          = provider.isp1
}

rule "segments" {
  protocol          = "tcp"
  destination_ports = [22]
  via               = provider.isp2
}

rule "users" {
  users             = [1001]
  protocol          = "udp"
  destination_ports = [53]
  via               = provider.isp2
}

default_route {
  prefer = provider.isp1
}
