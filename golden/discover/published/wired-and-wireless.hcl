# A first configuration, made by gen-splitroute init --live of a machine. The comments say why each
# guess was made: check them, then run gen-splitroute validate, plan and explain.

# enp0s25: the default route of main leaves by it.
provider "enp0s25" {
  id        = 1
  interface = "enp0s25"
  ipv4 {
    address = "auto" # DHCP gave the default route
    gateway = "auto"
  }
}

# wlp3s0: the default route of main leaves by it.
provider "wlp3s0" {
  id        = 2
  interface = "wlp3s0"
  ipv4 {
    address = "auto" # DHCP gave the default route
    gateway = "auto"
  }
}

# main prefers enp0s25, by its metric 100.
default_route {
  prefer = provider.enp0s25
  backup = [provider.wlp3s0]
}
