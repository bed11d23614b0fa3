# Guests and one user go through a VPN or nowhere, everybody else goes straight out.
#
#   rooms --- eth1 .          . eth0 -------- isp ---- internet
#                   -- router -      '- - - - - - - .
#   guests -- eth2 '          ' wg0 -- vpn - - - - -'- 192.0.2.1, its other end
#
# The tunnel's own packets go to 192.0.2.1 by the provider, in whatever table: that
# is what routes are for. When the tunnel is down, guests are told that nothing is
# reachable; they never go out by the provider. WireGuard is set up without routes of
# its own (Table = off in wg-quick's file).
network "rooms" {
  interface = "eth1"
  prefixes  = ["192.168.1.0/24"]
}

network "guests" {
  interface = "eth2"
  prefixes  = ["192.168.2.0/24"]
}

provider "isp" {
  id         = 1
  interface  = "eth0"
  masquerade = true
  ipv4 {
    address = "203.0.113.2/30"
    gateway = "203.0.113.1"
    routes  = ["192.0.2.1"]
  }
}

provider "vpn" {
  id         = 2
  interface  = "wg0"
  masquerade = true
  ipv4 {
    address = "10.64.0.2/32"
  }
}

rule "guests" {
  interface = "eth2"
  via       = provider.vpn
  otherwise = "unreachable"
}

rule "torrents" {
  users     = [1001]
  via       = provider.vpn
  otherwise = "unreachable"
}

default_route {
  prefer = provider.isp
}
