# rules.hcl: what is sent where, by every selector alone and by several together
network "lan" {
  interface = "if0"
  prefixes  = ["10.0.0.0/24", "2001:db8:10::/64"]
}

network "guests" {
  interface = "if3"
  prefixes  = ["10.1.0.0/24", "2001:db8:11::/64"]
}

network "phones" {
  interface = "if4"
  prefixes  = ["10.2.0.0/24", "2001:db8:12::/64"]
}

provider "isp1" {
  interface  = "if1"
  masquerade = true
  ipv4 {
    address = "203.0.113.2/30"
    gateway = "203.0.113.1"
    routes  = ["192.0.2.53/32"]
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
  ipv6 {
    address = "2001:db8:2::2/64"
    gateway = "2001:db8:2::1"
  }
}

# All of these in one list would be 3 * 2 * 3 rules of ip.
rule "mail" {
  from              = ["10.0.0.0/25", "10.0.0.128/26", "2001:db8:10::/64"]
  protocol          = "tcp"
  destination_ports = [25, "465-466", 587, 588]
  via               = provider.isp2
}

rule "nobody" {
  from              = network.phones.prefixes
  to                = ["198.51.100.128/25"]
  protocol          = "udp"
  source_ports      = ["5060-5061"]
  destination_ports = [5060]
  interface         = "if4"
  via               = provider.isp1
  otherwise         = "unreachable"
}

rule "guests" {
  from = network.guests.prefixes
  via  = provider.isp2
}

rule "office" {
  to  = ["192.0.2.0/24", "2001:db8:192::/48"]
  via = provider.isp2
}

rule "ping" {
  protocol = "icmp"
  via      = provider.isp2
}

rule "names" {
  protocol          = "udp"
  destination_ports = [53]
  via               = provider.isp2
  otherwise         = "default"
}

rule "clock" {
  protocol     = "udp"
  source_ports = [123]
  via          = provider.isp2
}

rule "phones" {
  interface = "if4"
  via       = provider.isp2
}

rule "voice" {
  dscp = "ef"
  via  = provider.isp2
}

rule "backup" {
  users = [1001, "2000-2999"]
  via   = provider.isp2
}

rule "test" {
  to        = ["198.51.100.0/24"]
  dscp      = 10
  protocol  = 17
  users     = [1002]
  via       = provider.isp2
  otherwise = "unreachable"
}

rule "updates" {
  to    = ["192.0.4.0/24"]
  users = [0]
  via   = provider.isp2
}

default_route {
  prefer = provider.isp1
}
