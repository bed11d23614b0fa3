# What cannot be an address, a gateway or a balanced provider in IPv6.
provider "other-family" {
  interface = "if1"
  ipv6 {
    address  = "203.0.113.2/30" # ERROR: Not an IPv6 address
    gateway  = "203.0.113.1" # ERROR: Not an IPv6 address
    prefixes = ["192.0.2.0/24"] # ERROR: Not an IPv6 address
  }
}

provider "not-ipv4" {
  interface = "if2"
  ipv4 {
    address = "2001:db8:1::2/64" # ERROR: Not an IPv4 address
    gateway = "fe80::1" # ERROR: Not an IPv4 address
  }
}

provider "mapped" {
  interface = "if3"
  ipv6 {
    address = "::ffff:203.0.113.2/126" # ERROR: Not an IPv6 address
    gateway = "::ffff:203.0.113.1" # ERROR: Not an IPv6 address
  }
}

provider "link-local" {
  interface = "if4"
  ipv6 {
    address = "fe80::2/64" # ERROR: Not a usable host address
    gateway = "fe80::1%if4" # ERROR: Invalid address
  }
}

provider "routers" {
  interface = "if5"
  ipv6 {
    address = "2001:db8:5::/64" # ERROR: Not a usable host address
    gateway = "ff02::2" # ERROR: Not a usable host address
  }
}

provider "large" {
  interface = "if6"
  ipv6 {
    address = "2001:db8::2/16" # ERROR: Invalid prefix
    gateway = "2001:db8:6::1::" # ERROR: Invalid address
  }
}

provider "outside" {
  interface = "if7"
  ipv6 {
    address = "2001:db8:7::2/64"
    gateway = "2001:db8:8::1" # ERROR: Gateway outside its network
    routes = [
      "fe80::/64", # ERROR: Invalid prefix
      "2001:db8:9::1/64", # ERROR: Prefix has host bits
    ]
  }
}

provider "lone" {
  interface = "if8"
  ipv6 {
    address = "2001:db8:9::2/128"
    gateway = "2001:db8:9::1" # ERROR: Gateway outside its network
  }
}

provider "point-to-point" {
  interface = "tun0"
  ipv6 {
    address = "2001:db8:a::2/64"
  }
}

provider "shared-1" {
  interface = "if9"
  ipv6 {
    address = "2001:db8:b::2/64"
    gateway = "fe80::1"
  }
}

provider "shared-2" {
  interface = "if9"
  ipv6 {
    address = "2001:db8:c::2/64"
    gateway = "auto" # ERROR: Conflicting arguments
  }
}

provider "again" {
  interface = "if10"
  ipv6 {
    address = "2001:db8:c::2/64" # ERROR: Duplicate address
  }
}

provider "neither" { # ERROR: Missing block
  interface = "if11"
}

default_route {
  balance = [
    provider.point-to-point, # ERROR: Provider can't be balanced
    provider.shared-1, # ERROR: Provider can't be balanced
    provider.shared-2, # ERROR: Provider can't be balanced
  ]
}
