# A first configuration, made by gen-splitroute init --live of a machine. The comments say why each
# guess was made: check them, then run gen-splitroute validate, plan and explain.

# eth0: the default route of main leaves by it.
provider "eth0" {
  id        = 1
  interface = "eth0"
  ipv4 {
    address    = "auto" # it has a lifetime: DHCP gave it
    gateway    = "auto"
    masquerade = true # the local networks have private addresses
  }
  ipv6 {
    address = "auto" # it has a lifetime: a router advertisement or DHCPv6 gave it
    gateway = "auto"
  }
}

# eth1: the default route of main leaves by it.
provider "eth1" {
  id        = 2
  interface = "eth1"
  ipv4 {
    address    = "198.51.100.2/30"
    gateway    = "198.51.100.1"
    masquerade = true # the local networks have private addresses
  }
  ipv6 {
    address = "2001:db8:2::2/64"
    gateway = "2001:db8:2::1"
  }
}

# lan0: it has addresses, and no default route leaves by it.
network "lan0" {
  interface = "lan0"
  prefixes  = ["192.168.1.0/24", "fd00:1::/64", "2001:db8:1:100::/64"]
}

# main prefers eth0, by its metric 100.
default_route {
  prefer = provider.eth0
  backup = [provider.eth1]
}
