# A first configuration, made by gen-splitroute init --live of a machine. The comments say why each
# guess was made: check them, then run gen-splitroute validate, plan and explain.

settings {
  # rule 3002 fwmark 0x200 unreachable: its marks share bits with the default mask.
  mark_mask = "0xff"
}

# eth0: the default route of main and of 1 leaves by it.
provider "eth0" {
  id        = 1
  interface = "eth0"
  ipv4 {
    address    = "203.0.113.2/30"
    gateway    = "203.0.113.1"
    masquerade = true # the local networks have private addresses
  }
}

# eth1: the default route of main and of 2 leaves by it.
provider "eth1" {
  id        = 2
  interface = "eth1"
  ipv4 {
    address    = "198.51.100.2/30"
    gateway    = "198.51.100.1"
    masquerade = true # the local networks have private addresses
  }
}

# br-lan: it has addresses, and no default route leaves by it.
network "br-lan" {
  interface = "br-lan"
  prefixes  = ["192.168.1.0/24"]
}

# main prefers eth0, by its metric 10.
default_route {
  prefer = provider.eth0
  backup = [provider.eth1]
}

# These stay as they are on the machine:
# - rule 1001 iif eth0 lookup 1.
# - rule 1002 iif eth1 lookup 2.
# - rule 2001 fwmark 0x100 lookup 1.
# - rule 2002 fwmark 0x200 lookup 2.
# - rule 2061 fwmark 0x3d00 blackhole.
# - rule 3001 fwmark 0x100 unreachable.
# - rule 3002 fwmark 0x200 unreachable.
