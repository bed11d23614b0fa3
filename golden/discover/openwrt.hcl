# A first configuration, made by gen-splitroute init --live of a machine. The comments say why each
# guess was made: check them, then run gen-splitroute validate, plan and explain.

# pppoe-wan: the default route of main leaves by it.
# A default route for packets from 2001:db8:40:4200::/56 leaves by it. If the provider delegates
# this prefix and may change it, write "auto" in its place.
provider "pppoe-wan" {
  id        = 1
  interface = "pppoe-wan"
  ipv4 {
    address    = "auto" # PPP gives it
    gateway    = "auto"
    masquerade = true # the local networks have private addresses
  }
  ipv6 {
    address  = "auto" # PPP gives it
    gateway  = "auto"
    prefixes = ["2001:db8:40:4200::/56"]
  }
}

# wwan0: the default route of main leaves by it.
provider "wwan0" {
  id        = 2
  interface = "wwan0"
  ipv4 {
    address    = "auto" # a modem gets it from its network
    gateway    = "auto"
    masquerade = true # the local networks have private addresses
  }
}

# br-lan: it has addresses, and no default route leaves by it.
network "br-lan" {
  interface = "br-lan"
  prefixes  = ["192.168.1.0/24", "2001:db8:40:4200::/60", "fdc6:9a3b:51c4::/60"]
}

# main prefers pppoe-wan, by its metric 10.
default_route {
  prefer = provider.pppoe-wan
  backup = [provider.wwan0]
}

# These stay as they are on the machine:
# - rule 4200000000 from 2001:db8:40:4200::/60 iif br-lan unreachable.
