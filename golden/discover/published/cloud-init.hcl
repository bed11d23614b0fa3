# A first configuration, made by gen-splitroute init --live of a machine. The comments say why each
# guess was made: check them, then run gen-splitroute validate, plan and explain.

# enp1s0: the default route of main leaves by it.
provider "enp1s0" {
  id        = 1
  interface = "enp1s0"
  ipv4 {
    address = "10.0.2.2/24"
    gateway = "10.0.2.1"
  }
}

# main's default route leaves by enp1s0.
default_route {
  prefer = provider.enp1s0
}
