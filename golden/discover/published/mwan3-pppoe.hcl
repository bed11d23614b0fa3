# A first configuration, made by gen-splitroute init --live of a machine. The comments say why each
# guess was made: check them, then run gen-splitroute validate, plan and explain.

settings {
  # rule 2062 fwmark 0x3e00 unreachable: its marks share bits with the default mask.
  mark_mask = "0xff"
}

# pppoe-ct_wan: the default route of main leaves by it.
provider "pppoe-ct_wan" {
  id        = 1
  interface = "pppoe-ct_wan"
  ipv4 {
    address    = "auto" # PPP gives it
    gateway    = "auto"
    masquerade = true # the local networks have private addresses
  }
}

# pppoe-cmcc_wan: the default route of main leaves by it.
provider "pppoe-cmcc_wan" {
  id        = 2
  interface = "pppoe-cmcc_wan"
  ipv4 {
    address    = "auto" # PPP gives it
    gateway    = "auto"
    masquerade = true # the local networks have private addresses
  }
}

# wg0: it has addresses, and no default route leaves by it.
network "wg0" {
  interface = "wg0"
  prefixes  = ["10.0.0.0/24"]
}

# br-lan: it has addresses, and no default route leaves by it.
network "br-lan" {
  interface = "br-lan"
  prefixes  = ["192.168.1.0/24"]
}

# eth1: it has addresses, and no default route leaves by it.
network "eth1" {
  interface = "eth1"
  prefixes  = ["192.168.100.0/24"]
}

# eth2: it has addresses, and no default route leaves by it.
network "eth2" {
  interface = "eth2"
  prefixes  = ["192.168.150.0/24"]
}

# eth3: it has addresses, and no default route leaves by it.
network "eth3" {
  interface = "eth3"
  prefixes  = ["192.168.200.0/24"]
}

# main prefers pppoe-ct_wan, by its metric 20.
default_route {
  prefer = provider.pppoe-ct_wan
  backup = [provider.pppoe-cmcc_wan]
}

# These stay as they are on the machine:
# - pppoe-cu_wan: it has no network that a block could name. Main is looked up first, and keeps its
# routes.
# - rule 1001 iif pppoe-cmcc_wan lookup 1.
# - rule 1002 iif pppoe-ct_wan lookup 2.
# - rule 1003 iif pppoe-cu_wan lookup 3.
# - rule 2001 fwmark 0x100 lookup 1.
# - rule 2002 fwmark 0x200 lookup 2.
# - rule 2003 fwmark 0x300 lookup 3.
# - rule 2061 fwmark 0x3d00 blackhole.
# - rule 2062 fwmark 0x3e00 unreachable.
