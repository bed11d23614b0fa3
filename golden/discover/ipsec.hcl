# A first configuration, made by gen-splitroute init --live of a machine. The comments say why each
# guess was made: check them, then run gen-splitroute validate, plan and explain.

settings {
  # The machine has tables with lower numbers of its own.
  table_base = 1100
}

# wan: the default route of main leaves by it.
provider "wan" {
  id        = 1
  interface = "wan"
  ipv4 {
    address = "203.0.113.2/30"
    gateway = "203.0.113.1"
    # masquerade = true # would also translate packets for IPsec: first write the networks behind the
    # tunnels into masquerade_except
  }
}

# lan: it has addresses, and no default route leaves by it.
network "lan" {
  interface = "lan"
  prefixes  = ["10.1.0.0/24"]
}

# wg0: it has addresses, and no default route leaves by it.
network "wg0" {
  interface = "wg0"
  prefixes  = ["10.8.0.0/24"]
}

# main's default route leaves by wan.
default_route {
  prefer = provider.wan
}

# These stay as they are on the machine:
# - rule 220 lookup 220.
