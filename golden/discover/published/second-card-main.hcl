# A first configuration, made by gen-splitroute init --live of a machine. The comments say why each
# guess was made: check them, then run gen-splitroute validate, plan and explain.

# eth0: the default route of main leaves by it.
provider "eth0" {
  id        = 1
  interface = "eth0"
  ipv4 {
    address = "172.31.31.118/20"
    gateway = "172.31.16.1"
  }
}

# eth1: the default route of main and of 10001 leaves by it.
provider "eth1" {
  id        = 2
  interface = "eth1"
  ipv4 {
    address = "172.31.21.38/16"
    gateway = "172.31.16.1"
  }
}

# main prefers eth0, by its metric 0.
default_route {
  prefer = provider.eth0
  backup = [provider.eth1]
}
