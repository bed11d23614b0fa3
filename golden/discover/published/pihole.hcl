# A first configuration, made by gen-splitroute init --live of a machine. The comments say why each
# guess was made: check them, then run gen-splitroute validate, plan and explain.

# eth0: the default route of main leaves by it.
provider "eth0" {
  id        = 1
  interface = "eth0"
  ipv4 {
    address = "192.168.1.2/24"
    gateway = "192.168.1.1"
  }
}

# main's default route leaves by eth0.
default_route {
  prefer = provider.eth0
}
