# A first configuration, made by gen-splitroute init --live of a machine. The comments say why each
# guess was made: check them, then run gen-splitroute validate, plan and explain.

# eth0: the default route of main leaves by it.
# A default route for packets from 2001:db8:1:100::/56 leaves by it. If the provider delegates this
# prefix and may change it, write "auto" in its place.
provider "eth0" {
  id        = 1
  interface = "eth0"
  ipv6 {
    address  = "auto" # it has a lifetime: a router advertisement or DHCPv6 gave it
    gateway  = "auto"
    prefixes = ["2001:db8:1:100::/56"]
  }
}

# eth1: the default route of main leaves by it.
# A default route for packets from 2001:db8:2:200::/56 leaves by it. If the provider delegates this
# prefix and may change it, write "auto" in its place.
provider "eth1" {
  id        = 2
  interface = "eth1"
  ipv6 {
    address  = "auto" # it has a lifetime: a router advertisement or DHCPv6 gave it
    gateway  = "auto"
    prefixes = ["2001:db8:2:200::/56"]
  }
}

# lan0: it has addresses, and no default route leaves by it.
network "lan0" {
  interface = "lan0"
  prefixes  = ["2001:db8:2:200::/64", "2001:db8:1:100::/64"]
}

# main prefers eth0, by its metric 512.
default_route {
  prefer = provider.eth0
  backup = [provider.eth1]
}
