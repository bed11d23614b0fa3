# A first configuration, made by gen-splitroute init --live of a machine. The comments say why each
# guess was made: check them, then run gen-splitroute validate, plan and explain.

# eth0: the default route of main leaves by it.
provider "eth0" {
  id        = 1
  interface = "eth0"
  ipv4 {
    address  = "203.0.113.77/32"
    gateway  = "192.0.2.1"
    onlink   = true
    prefixes = ["198.51.100.40/32"]
  }
  ipv6 {
    address = "2001:db8:a::2/64"
    gateway = "fe80::1"
  }
}

# main's default route leaves by eth0.
default_route {
  prefer = provider.eth0
}
