# IPv4 and IPv6 from two providers, each with a prefix for the hosts.
#
#              .-- eth0 ---- cable ---- internet
#   rooms -- router
#    lan0      '-- eth1 ---- dsl ------ internet
#
# In IPv6 a host has an address of each provider, and chooses one itself: what it
# sends leaves by the provider of that address. In IPv4 it is translated. Hosts with
# addresses of their own (fd00::/8) would need masquerade in ipv6 as well.
network "rooms" {
  interface = "lan0"
  prefixes  = ["192.168.1.0/24", "2001:db8:1:100::/64", "2001:db8:2:100::/64"]
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
    prefixes = ["2001:db8:1:100::/56"]
  }
}

provider "dsl" {
  id        = 2
  interface = "eth1"
  ipv4 {
    address    = "198.51.100.2/30"
    gateway    = "198.51.100.1"
    masquerade = true
  }
  ipv6 {
    address  = "2001:db8:2::2/64"
    gateway  = "fe80::1"
    prefixes = ["2001:db8:2:100::/56"]
  }
}

default_route {
  prefer = provider.cable
  backup = [provider.dsl]
}
