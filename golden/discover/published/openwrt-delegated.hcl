# A first configuration, made by gen-splitroute init --live of a machine. The comments say why each
# guess was made: check them, then run gen-splitroute validate, plan and explain.

# pppoe-wan: the default route of main leaves by it.
# A default route for packets from 2408:8207:2432:88e0::/60 leaves by it. If the provider delegates
# this prefix and may change it, write "auto" in its place.
provider "pppoe-wan" {
  id        = 1
  interface = "pppoe-wan"
  ipv6 {
    address  = "auto" # PPP gives it
    gateway  = "auto"
    prefixes = ["2408:8207:2432:88e0::/60"]
  }
}

# br-lan: it has addresses, and no default route leaves by it.
network "br-lan" {
  interface = "br-lan"
  prefixes  = ["fd9e:1df:e0ad::/60", "2408:8207:2432:88e0::/60"]
}

# main's default route leaves by pppoe-wan.
default_route {
  prefer = provider.pppoe-wan
}
