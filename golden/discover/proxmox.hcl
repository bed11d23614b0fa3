# A first configuration, made by gen-splitroute init --live of a machine. The comments say why each
# guess was made: check them, then run gen-splitroute validate, plan and explain.

# vmbr0: the default route of main leaves by it.
provider "vmbr0" {
  id        = 1
  interface = "vmbr0"
  ipv4 {
    address = "198.51.100.24/32"
    gateway = "192.0.2.193"
    onlink  = true
    # masquerade = true # would also translate public addresses of local networks: first write them into
    # prefixes of their provider
  }
  ipv6 {
    address = "2001:db8:f1::2/128"
    gateway = "fe80::1"
  }
}

# vmbr1: it has addresses, and no default route leaves by it.
network "vmbr1" {
  interface = "vmbr1"
  prefixes  = ["203.0.113.224/28", "2001:db8:f1:1::/64"]
}

# main's default route leaves by vmbr0.
default_route {
  prefer = provider.vmbr0
}
