# A first configuration, made by gen-splitroute init --live of a machine. The comments say why each
# guess was made: check them, then run gen-splitroute validate, plan and explain.

# ppp0: the default route of main leaves by it.
provider "ppp0" {
  id        = 1
  interface = "ppp0"
  ipv4 {
    address    = "auto" # PPP gives it
    masquerade = true   # the local networks have private addresses
  }
}

# ppp1: the default route of main leaves by it.
provider "ppp1" {
  id        = 2
  interface = "ppp1"
  ipv4 {
    address    = "auto" # PPP gives it
    masquerade = true   # the local networks have private addresses
  }
}

# eth1.10: it has addresses, and no default route leaves by it.
network "eth1-10" {
  interface = "eth1.10"
  prefixes  = ["192.168.10.0/24"]
}

# eth1.20: it has addresses, and no default route leaves by it.
network "eth1-20" {
  interface = "eth1.20"
  prefixes  = ["192.168.20.0/24"]
}

# main prefers ppp0, by its metric 100.
default_route {
  prefer = provider.ppp0
  backup = [provider.ppp1]
}
