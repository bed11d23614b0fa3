# onlink.hcl: isp1 gives a lone address, and its gateway is in no network of
# it; isp2's gateway is in another network than the address
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
    address = "203.0.113.2/32"
    gateway = "192.0.2.1"
    onlink  = true
  }
}

provider "isp2" {
  interface = "if2"
  ipv4 {
    address = "198.51.100.130/32"
    gateway = "198.51.100.1"
    network = "198.51.100.0/30"
  }
}

default_route {
  balance = [provider.isp1, provider.isp2]
}
