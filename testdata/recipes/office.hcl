# An office with public addresses from each of two providers, and port forwards.
#
#   desks ---- eth0 .           . eth1 ---- fibre, 192.0.2.0/27 ----- internet
#   servers -- eth3 -- router --
#   mail ----- eth4 '           ' eth2 ---- radio, 192.0.2.64/28 ---- internet
#
# What comes from a server's address leaves by the provider that the address belongs
# to, and nothing translates it. Desks go out by fibre, translated, and by radio while
# fibre is gone.
#
# A port forward is a rule of your firewall, such as
#
#   nft add rule ip nat prerouting iifname eth2 tcp dport 443 dnat to 10.1.0.10
#
# Its connections are marked where they come in, so the answers of 10.1.0.10 leave by
# radio though the default is fibre.
network "desks" {
  interface = "eth0"
  prefixes  = ["10.1.0.0/16"]
}

network "servers" {
  interface = "eth3"
  prefixes  = ["192.0.2.0/27"]
}

network "mail" {
  interface = "eth4"
  prefixes  = ["192.0.2.64/28"]
}

provider "fibre" {
  id        = 1
  interface = "eth1"
  ipv4 {
    address    = "203.0.113.2/30"
    gateway    = "203.0.113.1"
    masquerade = true
    prefixes   = ["192.0.2.0/27"]
  }
}

provider "radio" {
  id        = 2
  interface = "eth2"
  ipv4 {
    address    = "198.51.100.2/30"
    gateway    = "198.51.100.1"
    masquerade = true
    prefixes   = ["192.0.2.64/28"]
  }
}

default_route {
  prefer = provider.fibre
  backup = [provider.radio]
}
