# Two providers that have nothing but IPv6: one with an address for this
# machine and a prefix for the local network, the other one translated.
provider "isp1" {
  interface = "if1"
  ipv6 {
    address  = "2001:db8:1::2/64"
    gateway  = "fe80::1"
    prefixes = ["2001:db8:100::/48"]
  }
}

provider "isp2" {
  interface  = "if2"
  masquerade = true
  ipv6 {
    address = "2001:db8:2::2/64"
    gateway = "2001:db8:2::1"
    routes  = ["2001:db8:2222::53/128"]
  }
}

network "lan" {
  interface = "if0"
  prefixes  = ["2001:db8:100:1::/64"]
}

default_route {
  prefer = provider.isp2
  backup = [provider.isp1]
}
