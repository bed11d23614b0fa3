# A first configuration, made by gen-splitroute init --live of a machine. The comments say why each
# guess was made: check them, then run gen-splitroute validate, plan and explain.

settings {
  # The machine has a table isp2, with a number that isn't shown.
  table_base = 1100
  # rule 30006 fwmark 0x100 lookup isp2: its marks share bits with the default mask.
  mark_mask = "0xff"
}

# eth0: the default route of main and of isp1 leaves by it.
# Rule 30001, from its address to table isp1, isn't needed: each provider gets one.
# Rule 30003 leads packets from 192.0.2.0/27 to table isp1, as prefixes of the provider.
provider "eth0" {
  id        = 1
  interface = "eth0"
  ipv4 {
    address    = "203.0.113.2/29"
    gateway    = "203.0.113.1"
    prefixes   = ["203.0.113.3/32", "192.0.2.0/27"]
    masquerade = true # the local networks have private addresses
  }
}

# eth1: the default route of isp2 leaves by it.
# Rule 30002, from its address to table isp2, isn't needed: each provider gets one.
provider "eth1" {
  id        = 2
  interface = "eth1"
  ipv4 {
    address    = "198.51.100.2/30"
    gateway    = "198.51.100.1"
    masquerade = true # the local networks have private addresses
  }
}

# eth2: it has addresses, and no default route leaves by it.
network "eth2" {
  interface = "eth2"
  prefixes  = ["10.1.0.0/16"]
}

# eth3: it has addresses, and no default route leaves by it.
network "eth3" {
  interface = "eth3"
  prefixes  = ["192.0.2.0/27"]
}

# eth2: main has a route to it via a router there.
network "eth2-inner" {
  interface = "eth2"
  gateway   = "10.1.0.2"
  prefixes  = ["10.50.0.0/16"]
}

# The machine's rule 30004 leads to the table of eth1.
rule "rule-30004" {
  from = ["10.1.9.0/24"]
  via  = provider.eth1
}

# The machine's rule 30005 leads to the table of eth1.
rule "rule-30005" {
  destination_ports = [25]
  interface         = "eth2"
  protocol          = "tcp"
  to                = ["0.0.0.0/0"]
  via               = provider.eth1
}

# The machine's rule 30006 leads to the table of eth1.
rule "rule-30006" {
  mark = "0x100/0xff00"
  to   = ["0.0.0.0/0"]
  via  = provider.eth1
}

# main's default route leaves by eth0.
default_route {
  prefer = provider.eth0
}

# These stay as they are on the machine:
# - Routes via 10.1.0.2, 1 of them, come and go by bird. Main is looked up first, and keeps them.
# - Rules that this configuration replaces: 30001, 30002, 30003, 30004, 30005, 30006. Remove them
# where they are made, and the tables that no other rule looks up.
