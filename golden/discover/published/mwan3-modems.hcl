# A first configuration, made by gen-splitroute init --live of a machine. The comments say why each
# guess was made: check them, then run gen-splitroute validate, plan and explain.

settings {
  # rule 3003 fwmark 0x300 unreachable: its marks share bits with the default mask.
  mark_mask = "0xff"
}

# eth1: the default route of main and of 1 leaves by it.
provider "eth1" {
  id        = 1
  interface = "eth1"
  ipv4 {
    address    = "auto" # the default route names its source, as netifd writes those of DHCP
    gateway    = "auto"
    masquerade = true # the local networks have private addresses
  }
}

# wwan1: the default route of 3 leaves by it.
provider "wwan1" {
  id        = 2
  interface = "wwan1"
  ipv4 {
    address    = "auto" # a modem gets it from its network
    gateway    = "auto"
    masquerade = true # the local networks have private addresses
  }
}

# wwan0: the default route of 2 leaves by it.
provider "wwan0" {
  id        = 3
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
  prefixes  = ["192.168.70.0/24"]
}

# main's default route leaves by eth1.
default_route {
  prefer = provider.eth1
}

# These stay as they are on the machine:
# - wlan0: 192.168.0.0/16 overlaps the network of the provider on eth1. Main is looked up first, and
# keeps it.
# - wlan0: it has no network that a block could name. Main is looked up first, and keeps its routes.
# - rule 1001 iif eth1 lookup 1.
# - rule 1002 iif wwan0 lookup 2.
# - rule 1003 iif wwan1 lookup 3.
# - rule 2001 fwmark 0x100 lookup 1.
# - rule 2002 fwmark 0x200 lookup 2.
# - rule 2003 fwmark 0x300 lookup 3.
# - rule 2061 fwmark 0x3d00 blackhole.
# - rule 2062 fwmark 0x3e00 unreachable.
# - rule 3001 fwmark 0x100 unreachable.
# - rule 3002 fwmark 0x200 unreachable.
# - rule 3003 fwmark 0x300 unreachable.
