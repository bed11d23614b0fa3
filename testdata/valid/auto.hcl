# Whatever can be read when the script runs, in both families: a provider with
# addresses by DHCP and router advertisements, one whose gateway alone is read,
# and a point-to-point link. Two of them may be absent.
provider "cable-1" {
  interface  = "if1"
  optional   = true
  weight     = 2
  masquerade = true
  ipv4 {
    address = "auto"
    gateway = "auto"
  }
  ipv6 {
    address = "auto"
    gateway = "auto"
  }
}

provider "cable_2" {
  interface  = "if2"
  optional   = true
  masquerade = true
  ipv4 {
    address = "198.51.100.2/24"
    gateway = "auto"
  }
  ipv6 {
    address = "2001:db8:2::2/64"
    gateway = "auto"
  }
}

provider "dsl" {
  interface  = "ppp0"
  masquerade = true
  ipv4 {
    address = "auto"
  }
}

network "lan" {
  interface = "if0"
  prefixes  = ["10.0.0.0/24", "fd00:1::/64"]
}

default_route {
  balance = [provider.cable-1, provider.cable_2]
  backup  = [provider.dsl]
}
