# A first configuration, made by gen-splitroute init --live of a machine. The comments say why each
# guess was made: check them, then run gen-splitroute validate, plan and explain.

settings {
  # The machine has tables with lower numbers of its own.
  table_base = 1100
  # The machine has rules with priorities of the default range.
  priority_base = 20100
  # rule 20005 to 192.0.2.0/24 fwmark 0x1000 lookup 101: its marks share bits with the default mask.
  mark_mask = "0xff"
}

# eth0: the default route of main leaves by it.
provider "eth0" {
  id        = 1
  interface = "eth0"
  ipv4 {
    address = "203.0.113.2/30"
    gateway = "203.0.113.1"
  }
  ipv6 {
    address = "2001:db8:1::2/64"
    gateway = "2001:db8:1::1"
  }
}

# eth1: the default route of main leaves by it.
provider "eth1" {
  id        = 2
  interface = "eth1"
  ipv4 {
    address = "198.51.100.2/30"
    gateway = "198.51.100.1"
  }
  ipv6 {
    address = "2001:db8:2::2/64"
    gateway = "2001:db8:2::1"
  }
}

# The default route stays in main: main prefers other providers in IPv6 than in IPv4. If that
# doesn't matter:
# default_route {
#   prefer = provider.eth0
#   backup = [provider.eth1]
# }

# These stay as they are on the machine:
# - rule 20005 to 192.0.2.0/24 fwmark 0x1000 lookup 101.
