# A first configuration, made by gen-splitroute init --live of a machine. The comments say why each
# guess was made: check them, then run gen-splitroute validate, plan and explain.

# eth0: the default route of main leaves by it.
provider "eth0" {
  id        = 1
  interface = "eth0"
  ipv4 {
    address    = "192.168.0.11/24"
    gateway    = "192.168.0.1"
    masquerade = true # the local networks have private addresses
  }
}

# br0: it has addresses, and no default route leaves by it.
network "br0" {
  interface = "br0"
  prefixes  = ["10.4.1.0/25"]
}

# br1: it has addresses, and no default route leaves by it.
network "br1" {
  interface = "br1"
  prefixes  = ["10.4.1.128/25"]
}

# main's default route leaves by eth0.
default_route {
  prefer = provider.eth0
}
