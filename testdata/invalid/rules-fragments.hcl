# Ports that fragments don't have, where nothing puts these together.
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
    address    = "198.51.100.2/30"
    gateway    = "198.51.100.1"
    masquerade = true # in IPv4 all is put together
  }
}

rule "both" {
  protocol          = "udp"
  destination_ports = [7777] # ERROR: Fragments have no ports
  via               = provider.isp1
  otherwise         = "unreachable"
}

rule "from" {
  from              = ["2001:db8:10::/64"]
  protocol          = "tcp"
  source_ports      = [22] # ERROR: Fragments have no ports
  destination_ports = [22]
  via               = provider.isp1
  otherwise         = "unreachable"
}

rule "ipv4" {
  to                = ["192.0.2.0/24"]
  protocol          = "udp"
  destination_ports = [7777]
  via               = provider.isp1
  otherwise         = "unreachable"
}

rule "users" {
  users             = [1001]
  protocol          = "udp"
  destination_ports = [53]
  via               = provider.isp1
  otherwise         = "unreachable"
}

rule "default" {
  protocol          = "udp"
  destination_ports = [123]
  via               = provider.isp1
}
