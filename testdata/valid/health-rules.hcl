# What rules choose while providers are watched: each list has a table of its own.
health {
  targets = ["192.0.2.53", "198.51.100.53", "2001:db8:53::1", "2001:db8:54::1"]
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

provider "isp-2" {
  interface  = "if2"
  masquerade = true
  ipv4 {
    address = "203.0.113.6/30"
    gateway = "203.0.113.5"
  }
  ipv6 {
    address = "2001:db8:2::2/64"
    gateway = "fe80::2"
  }
}

network "lan" {
  interface = "if0"
  prefixes  = ["10.0.0.0/24", "2001:db8:10::/64"]
}

rule "first" {
  to        = ["198.19.1.0/24", "2001:db8:a1::/64"]
  via       = [provider.isp-2, provider.isp1]
  otherwise = "unreachable"
}

rule "only" {
  to        = ["198.19.2.0/24", "2001:db8:a2::/64"]
  via       = provider.isp1
  otherwise = "unreachable"
}

rule "rather" {
  protocol = "udp"
  dscp     = "ef"
  via      = provider.isp-2
}

rule "balanced" {
  to      = ["198.19.3.0/24", "2001:db8:a3::/64"]
  balance = [provider.isp1, provider.isp-2]
}

default_route {
  prefer = provider.isp1
  backup = [provider.isp-2]
}
