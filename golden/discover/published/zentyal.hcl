# A first configuration, made by gen-splitroute init --live of a machine. The comments say why each
# guess was made: check them, then run gen-splitroute validate, plan and explain.

settings {
  # The machine has tables with lower numbers of its own.
  table_base = 1100
}

# eth1: the default route of main leaves by it.
provider "eth1" {
  id        = 1
  interface = "eth1"
  ipv4 {
    address    = "172.26.1.11/24"
    gateway    = "172.26.1.10"
    masquerade = true # the local networks have private addresses
  }
}

# eth3: the default route of main leaves by it.
provider "eth3" {
  id        = 2
  interface = "eth3"
  ipv4 {
    address    = "172.26.2.11/24"
    gateway    = "172.26.2.10"
    masquerade = true # the local networks have private addresses
  }
}

# eth4: it has addresses, and no default route leaves by it.
network "eth4" {
  interface = "eth4"
  prefixes  = ["10.0.0.0/24"]
}

# eth0: it has addresses, and no default route leaves by it.
network "eth0" {
  interface = "eth0"
  prefixes  = ["172.26.0.0/24"]
}

# eth2: it has addresses, and no default route leaves by it.
network "eth2" {
  interface = "eth2"
  prefixes  = ["192.168.0.0/24"]
}

# The default route stays in main: rule 32760 fwmark 0x1 lookup 101 would come behind it, and no
# longer decide; rule 32761 fwmark 0x2 lookup 102 would come behind it, and no longer decide; rule
# 32762 from 172.26.2.11/32 lookup 101 would come behind it, and no longer decide; rule 32763 from
# 172.26.2.10/32 lookup 101 would come behind it, and no longer decide; rule 32764 from
# 172.26.1.11/32 lookup 102 would come behind it, and no longer decide; rule 32765 from
# 172.26.1.10/32 lookup 102 would come behind it, and no longer decide. If that doesn't matter:
# default_route {
#   prefer = provider.eth1
#   backup = [provider.eth3]
# }

# These stay as they are on the machine:
# - rule 32760 fwmark 0x1 lookup 101.
# - rule 32761 fwmark 0x2 lookup 102.
# - rule 32762 from 172.26.2.11/32 lookup 101.
# - rule 32763 from 172.26.2.10/32 lookup 101.
# - rule 32764 from 172.26.1.11/32 lookup 102.
# - rule 32765 from 172.26.1.10/32 lookup 102.
