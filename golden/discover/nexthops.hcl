# A first configuration, made by gen-splitroute init --live of a machine. The comments say why each
# guess was made: check them, then run gen-splitroute validate, plan and explain.

# eth0: the default route of main leaves by it.
provider "eth0" {
  id        = 1
  interface = "eth0"
  weight    = 3
  ipv4 {
    address = "203.0.113.2/30"
    gateway = "203.0.113.1"
  }
}

# eth1: the default route of main leaves by it.
provider "eth1" {
  id        = 2
  interface = "eth1"
  weight    = 1
  ipv4 {
    address = "198.51.100.2/30"
    gateway = "198.51.100.1"
  }
}

# main's default route has several next hops.
default_route {
  balance = [provider.eth0, provider.eth1]
}
