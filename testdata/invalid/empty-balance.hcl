# Nothing to balance.
default_route {
  balance = [] # ERROR: Empty list
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
}
