# killswitch.hcl: guests and one program go out by a tunnel or not at all. The
# tunnel has no IPv6, and the provider below it has.
network "lan" {
  interface = "if0"
  prefixes  = ["10.0.0.0/24", "2001:db8:10::/64"]
}

network "guests" {
  interface = "if3"
  prefixes  = ["10.1.0.0/24", "2001:db8:11::/64"]
}

provider "isp1" {
  interface = "if1"
  ipv4 {
    address    = "203.0.113.2/30"
    gateway    = "203.0.113.1"
    masquerade = true
    routes     = ["192.0.2.1/32"] # the other end of the tunnel: what it packs up goes here
  }
  ipv6 {
    address    = "2001:db8:1::2/64"
    gateway    = "2001:db8:1::1"
    masquerade = true
  }
}

provider "vpn" {
  interface = "tun0"
  ipv4 {
    address    = "172.16.0.2/32"
    masquerade = true
  }
}

rule "guests" {
  interface = "if3"
  via       = provider.vpn
  otherwise = "unreachable"
}

rule "torrent" {
  users     = [1001]
  via       = provider.vpn
  otherwise = "unreachable"
}

rule "marked" { # by nft
  dscp      = "cs1"
  via       = provider.vpn
  otherwise = "unreachable"
}

rule "all" {
  users     = [1002]
  to        = ["0.0.0.0/0"] # IPv6 as if there were no rule
  via       = provider.vpn
  otherwise = "unreachable"
}

default_route {
  prefer = provider.isp1
}
