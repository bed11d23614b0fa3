# The document's router with a second family.
settings {
  rt_tables        = "/etc/iproute2/rt_tables"
  connection_marks = false
}

provider "isp1" {
  interface = "if1"
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

network "lan" {
  interface = "if0"
  prefixes  = ["10.0.0.0/24", "2001:db8:ff::/64"]
}

default_route {
  balance = [provider.isp1, provider.isp2]
  table   = "main"
}
