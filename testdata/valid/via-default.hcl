# via-default.hcl: what is exempt from later rules
network "lan" {
  interface = "if0"
  prefixes  = ["10.0.0.0/24", "2001:db8:10::/64"]
}

provider "isp1" {
  interface  = "if1"
  masquerade = true
  ipv4 {
    address = "203.0.113.2/30"
    gateway = "203.0.113.1"
  }
  ipv6 {
    address  = "2001:db8:1::2/64"
    gateway  = "2001:db8:1::1"
    prefixes = ["2001:db8:100::/48"]
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

rule "office" {
  to  = ["198.18.128.0/24", "2001:db8:192::/48"]
  via = "default"
}

rule "voice" {
  dscp = "ef"
  via  = "default"
}

rule "lan" {
  from = network.lan.prefixes
  via  = provider.isp2
}

rule "users" {
  users     = [1001]
  via       = provider.isp2
  otherwise = "unreachable"
}

rule "calls" {
  protocol = "udp"
  dscp     = "af41"
  via      = provider.isp2
}

default_route {
  prefer = provider.isp1
}
