# A first configuration, made by gen-splitroute init --live of a machine. The comments say why each
# guess was made: check them, then run gen-splitroute validate, plan and explain.

# wlp0s20f3: the default route of main leaves by it.
provider "wlp0s20f3" {
  id        = 1
  interface = "wlp0s20f3"
  ipv4 {
    address = "auto" # it has a lifetime: DHCP gave it
    gateway = "auto"
  }
  ipv6 {
    address = "auto" # it has a lifetime: a router advertisement or DHCPv6 gave it
    gateway = "auto"
  }
}

# wwp0s20f0u6: the default route of main leaves by it.
provider "wwp0s20f0u6" {
  id        = 2
  interface = "wwp0s20f0u6"
  ipv4 {
    address = "auto" # a modem gets it from its network
    gateway = "auto"
  }
}

# virbr0: it has addresses, and no default route leaves by it.
network "virbr0" {
  interface = "virbr0"
  prefixes  = ["192.168.122.0/24"]
}

# main prefers wlp0s20f3, by its metric 600.
default_route {
  prefer = provider.wlp0s20f3
  backup = [provider.wwp0s20f0u6]
}
