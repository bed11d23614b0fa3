# A first configuration, made by gen-splitroute init --live of a machine. The comments say why each
# guess was made: check them, then run gen-splitroute validate, plan and explain.

# eth0: the default route of main leaves by it.
provider "eth0" {
  id        = 1
  interface = "eth0"
  ipv4 {
    address = "auto" # it has a lifetime: DHCP gave it
    gateway = "auto"
  }
}

# eth1: the default route of main and of 10001 leaves by it.
# Rule 32764 leads packets from 2600:1f14:eeb:2203:8772::/80 to table 10001, as prefixes of the
# provider.
# Rule 32765, from its address to table 10001, isn't needed: each provider gets one.
provider "eth1" {
  id        = 2
  interface = "eth1"
  ipv4 {
    address = "auto" # it has a lifetime: DHCP gave it
    gateway = "auto"
  }
  ipv6 {
    address  = "auto" # it has a lifetime: a router advertisement or DHCPv6 gave it
    gateway  = "auto"
    prefixes = ["2600:1f14:eeb:2203:8772::/80"]
  }
}

# The machine's rule 32764 leads to the table of eth1.
rule "rule-32764" {
  from = ["10.0.0.48/28"]
  via  = provider.eth1
}

# main prefers eth0, by its metric 0.
default_route {
  prefer = provider.eth0
  backup = [provider.eth1]
}

# These stay as they are on the machine:
# - Rules that this configuration replaces: 32764, 32765. Remove them where they are made, and the
# tables that no other rule looks up.
