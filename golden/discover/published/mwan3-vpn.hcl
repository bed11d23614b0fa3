# A first configuration, made by gen-splitroute init --live of a machine. The comments say why each
# guess was made: check them, then run gen-splitroute validate, plan and explain.

settings {
  # rule 2062 fwmark 0x3e00 unreachable: its marks share bits with the default mask.
  mark_mask = "0xff"
}

# eth4: the default route of main and of 1 leaves by it.
provider "eth4" {
  id        = 1
  interface = "eth4"
  ipv4 {
    address    = "192.168.1.2/24"
    gateway    = "192.168.1.1"
    masquerade = true # the local networks have private addresses
  }
}

# pppoe-wanb: the default route of main and of 2 leaves by it.
provider "pppoe-wanb" {
  id        = 2
  interface = "pppoe-wanb"
  ipv4 {
    address    = "auto" # PPP gives it
    gateway    = "auto"
    masquerade = true # the local networks have private addresses
  }
}

# br-lan: it has addresses, and no default route leaves by it.
network "br-lan" {
  interface = "br-lan"
  prefixes  = ["192.168.100.0/24"]
}

# The machine's rule 2001 leads to the table of eth4.
rule "rule-2001" {
  mark = "0x100/0x3f00"
  to   = ["0.0.0.0/0"]
  via  = provider.eth4
}

# The machine's rule 2002 leads to the table of pppoe-wanb.
rule "rule-2002" {
  mark = "0x200/0x3f00"
  to   = ["0.0.0.0/0"]
  via  = provider.pppoe-wanb
}

# main prefers eth4, by its metric 10.
default_route {
  prefer = provider.eth4
  backup = [provider.pppoe-wanb]
}

# These stay as they are on the machine:
# - wg1: it has no network that a block could name. Main is looked up first, and keeps its routes.
# - l2tp-l2tp: it has no network that a block could name. Main is looked up first, and keeps its
# routes.
# - Rules that this configuration replaces: 2001, 2002. Remove them where they are made, and the
# tables that no other rule looks up.
# - rule 1001 iif eth4 lookup 1.
# - rule 1002 iif pppoe-wanb lookup 2.
# - rule 1003 iif wg1 lookup 3.
# - rule 1004 iif l2tp-l2tp lookup 4.
# - rule 2003 fwmark 0x300 lookup 3.
# - rule 2004 fwmark 0x400 lookup 4.
# - rule 2061 fwmark 0x3d00 blackhole.
# - rule 2062 fwmark 0x3e00 unreachable.
