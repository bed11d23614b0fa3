# A home router whose provider changes everything: the address, the gateway, and the
# prefix of IPv6 that it delegates. The virtual address of a pair of routers is on its
# interface, too. Networks behind an IPsec tunnel are reached untranslated.
provider "fibre" {
  interface  = "eth0"
  masquerade = true
  ipv4 {
    address           = "auto"
    gateway           = "auto"
    prefixes          = ["192.0.2.16/28"]
    masquerade_except = ["10.20.0.0/16", "172.16.0.0/12"]
  }
  ipv6 {
    address    = "auto"
    gateway    = "auto"
    prefixes   = ["auto", "2001:db8:8::/48"]
    masquerade = false
  }
}

provider "dsl" {
  interface  = "ppp0"
  masquerade = true
  ipv4 {
    address = "auto"
  }
  ipv6 {
    address = "auto"
    gateway = "auto"
  }
}

network "home" {
  interface = "br-lan"
  prefixes  = ["192.168.1.0/24", "fd00:1::/64"]
}

network "dmz" {                # on the provider's wire
  interface = "eth0"
  prefixes  = ["10.9.0.0/24"]
}

rule "guests" {
  from = ["192.168.1.128/25"]
  dscp = "be"
  via  = provider.dsl
}

default_route {
  prefer = provider.fibre
  backup = [provider.dsl]
}
