# via-list.hcl: rules with several providers, of which the first one that has a route is used
network "lan" {
  interface = "if0"
  prefixes  = ["10.0.0.0/24", "2001:db8:10::/64"]
}

network "guests" {
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
  ipv6 {
    address = "2001:db8:2::2/64"
    gateway = "2001:db8:2::1"
  }
}

provider "lte" {
  interface  = "if4"
  masquerade = true
  ipv4 {
    address = "192.0.2.2/30"
    gateway = "192.0.2.1"
  }
  ipv6 {
    address = "2001:db8:4::2/64"
    gateway = "2001:db8:4::1"
  }
}

rule "guests" {
  from      = network.guests.prefixes
  via       = [provider.isp2, provider.lte]
  otherwise = "unreachable"
}

rule "backup" {
  users     = [1001]
  via       = [provider.isp2, provider.lte]
  otherwise = "unreachable"
}

rule "voice" {
  dscp = "ef"
  via  = [provider.isp2, provider.lte]
}

rule "office" {
  to  = ["198.18.128.0/24", "2001:db8:192::/48"]
  via = [provider.lte, provider.isp2]
}

default_route {
  prefer = provider.isp1
}
