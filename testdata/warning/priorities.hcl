# Rules among those of two others.
settings {
  priority_base = 5000 # WARNING: Number used by another program
}

provider "isp1" {
  interface = "if1"
  ipv4 {
    address = "203.0.113.2/30"
    gateway = "203.0.113.1"
  }
}
