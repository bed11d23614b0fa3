# Three providers: both families, IPv4 alone, and IPv6 alone by a tunnel.
# IPv4 is translated; in IPv6 each host has an address of every provider's.
settings {
  hash_policy = "l4"
}

provider "fibre" {
  interface = "if1"
  weight    = 3
  ipv4 {
    address    = "203.0.113.2/30"
    gateway    = "203.0.113.1"
    masquerade = true
  }
  ipv6 {
    address  = "2001:db8:1::2/64"
    gateway  = "fe80::1"
    prefixes = ["2001:db8:100::/48"]
  }
}

provider "cable" {
  interface = "if2"
  ipv4 {
    address    = "198.51.100.2/24"
    gateway    = "198.51.100.1"
    masquerade = true
  }
  ipv6 {
    address  = "2001:db8:2::2/128"
    gateway  = "fe80::2"
    prefixes = ["2001:db8:200::/48", "2001:db8:201::/56"]
  }
}

provider "tunnel" {
  interface = "tun0"
  ipv6 {
    address  = "2001:db8:3::2/127"
    prefixes = ["2001:db8:300::/48"]
  }
}

network "lan" {
  interface = "if0"
  prefixes  = ["10.0.0.0/24", "2001:db8:100:1::/64", "2001:db8:200:1::/64", "2001:db8:300:1::/64"]
}

default_route {
  balance = [provider.fibre, provider.cable]
  backup  = [provider.tunnel]
}
