# A first configuration, made by gen-splitroute init --live of a machine. The comments say why each
# guess was made: check them, then run gen-splitroute validate, plan and explain.

# eth0: the default route of main leaves by it.
provider "eth0" {
  id        = 1
  interface = "eth0"
  ipv4 {
    address    = "203.0.113.2/30"
    gateway    = "203.0.113.1"
    masquerade = true # the local networks have private addresses
  }
}

# eth0: the default route of main leaves by it.
provider "eth0-2" {
  id        = 2
  interface = "eth0"
  ipv4 {
    address    = "198.51.100.2/30"
    gateway    = "198.51.100.1"
    masquerade = true # the local networks have private addresses
  }
}

# eth1: it has addresses, and no default route leaves by it.
network "eth1" {
  interface = "eth1"
  prefixes  = ["10.0.0.0/24"]
}

# main prefers eth0, by its metric 0.
default_route {
  prefer = provider.eth0
  backup = [provider.eth0-2]
}
