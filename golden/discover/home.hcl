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
}

# wwan0: the default route of main leaves by it.
provider "wwan0" {
  id        = 2
  interface = "wwan0"
  ipv4 {
    address    = "auto" # it has a lifetime: DHCP gave it
    gateway    = "auto"
    masquerade = true # the local networks have private addresses
  }
}

# br-lan: it has addresses, and no default route leaves by it.
network "br-lan" {
  interface = "br-lan"
  prefixes  = ["192.168.1.0/24"]
}

# docker0: it has addresses, and no default route leaves by it.
network "docker0" {
  interface = "docker0"
  prefixes  = ["172.17.0.0/16"]
}

# main prefers eth0, by its metric 100.
default_route {
  prefer = provider.eth0
  backup = [provider.wwan0]
}
