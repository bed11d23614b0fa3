# A first configuration, made by gen-splitroute init --live of a machine. The comments say why each
# guess was made: check them, then run gen-splitroute validate, plan and explain.

# wan1: the default route of main leaves by it.
provider "wan1" {
  id        = 1
  interface = "wan1"
  weight    = 3
  ipv4 {
    address    = "203.0.113.2/30"
    gateway    = "203.0.113.1"
    masquerade = true # the local networks have private addresses
  }
}

# wan2: the default route of main leaves by it.
provider "wan2" {
  id        = 2
  interface = "wan2"
  weight    = 1
  ipv4 {
    address    = "198.51.100.2/30"
    gateway    = "198.51.100.1"
    masquerade = true # the local networks have private addresses
  }
}

# wan3: the default route of main leaves by it.
provider "wan3" {
  id        = 3
  interface = "wan3"
  ipv4 {
    address    = "192.0.2.130/30"
    gateway    = "192.0.2.129"
    masquerade = true # the local networks have private addresses
  }
}

# lan: it has addresses, and no default route leaves by it.
network "lan" {
  interface = "lan"
  prefixes  = ["10.0.0.0/24"]
}

# main's default route has several next hops.
default_route {
  balance = [provider.wan1, provider.wan2]
  backup  = [provider.wan3]
}
