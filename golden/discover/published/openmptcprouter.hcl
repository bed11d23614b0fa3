# A first configuration, made by gen-splitroute init --live of a machine. The comments say why each
# guess was made: check them, then run gen-splitroute validate, plan and explain.

# tun0: the default route of main leaves by it.
provider "tun0" {
  id        = 1
  interface = "tun0"
  ipv4 {
    address = "10.255.255.2/32"
    gateway = "10.255.255.1"
    onlink  = true
    # masquerade = true # if the other end of the tunnel has no route to the local networks
  }
}

# eth0.10: the default route of main leaves by it.
provider "eth0-10" {
  id        = 2
  interface = "eth0.10"
  ipv4 {
    address    = "192.168.10.2/24"
    gateway    = "192.168.10.1"
    masquerade = true # the local networks have private addresses
  }
}

# eth0.20: the default route of main leaves by it.
provider "eth0-20" {
  id        = 3
  interface = "eth0.20"
  ipv4 {
    address    = "192.168.20.2/24"
    gateway    = "192.168.20.1"
    masquerade = true # the local networks have private addresses
  }
}

# eth0.2: it has addresses, and no default route leaves by it.
network "eth0-2" {
  interface = "eth0.2"
  prefixes  = ["192.168.2.0/24"]
}

# main prefers tun0, by its metric 0.
default_route {
  prefer = provider.tun0
  backup = [provider.eth0-10, provider.eth0-20]
}
