# tunnel.hcl: isp2 is a tunnel: a lone address, and no gateway, since all that
# goes into the interface arrives at the other end
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
  interface = "tun0"
  ipv4 {
    address = "198.51.100.2/32"
  }
}

default_route {
  prefer = provider.isp1
  backup = [provider.isp2]
}
