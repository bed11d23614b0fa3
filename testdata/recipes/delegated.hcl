# Two providers that delegate prefixes of IPv6 by DHCPv6, and change them at times.
#
#              .-- eth0 ---- cable ---- internet
#   rooms -- router
#    lan0      '-- eth1 ---- dsl ------ internet
#
# The DHCPv6 clients on eth0 and eth1 get a prefix each, and give lan0 an address out
# of both. What a host sends leaves by the provider of its source. Only the clients
# know which prefix is whose: their hook says it to the setup at each lease.
#
#   gen-splitroute hook dhcpcd delegated.hcl > /etc/dhcpcd.exit-hook
#
# On lan0 written prefixes would be wrong at the next lease: the network has those of
# IPv4 alone, and answers reach its hosts by the routes of main.
network "rooms" {
  interface = "lan0"
  prefixes  = ["192.168.1.0/24"]
}

provider "cable" {
  id        = 1
  interface = "eth0"
  ipv4 {
    address    = "auto"
    gateway    = "auto"
    masquerade = true
  }
  ipv6 {
    address  = "auto"
    gateway  = "auto"
    prefixes = ["auto"]
  }
}

provider "dsl" {
  id        = 2
  interface = "eth1"
  ipv4 {
    address    = "auto"
    gateway    = "auto"
    masquerade = true
  }
  ipv6 {
    address  = "auto"
    gateway  = "auto"
    prefixes = ["auto"]
  }
}

default_route {
  prefer = provider.cable
  backup = [provider.dsl]
}
