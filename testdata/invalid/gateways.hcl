# Next hops that the kernel would not take, or that cannot be meant.
provider "outside" {
  interface = "if1"
  ipv4 {
    address = "203.0.113.2/30"
    gateway = "203.0.113.9" # ERROR: Gateway outside its network
  }
}

provider "itself" {
  interface = "if1"
  ipv4 {
    address = "203.0.113.18/30"
    gateway = "203.0.113.18" # ERROR: Invalid gateway
  }
}

provider "broadcast" {
  interface = "if1"
  ipv4 {
    address = "203.0.113.34/30"
    gateway = "203.0.113.35" # ERROR: Not a usable host address
  }
}

provider "its-network" {
  interface = "if1"
  ipv4 {
    address = "203.0.113.50/30"
    gateway = "203.0.113.48" # ERROR: Not a usable host address
    onlink  = true
  }
}

provider "lone" {
  interface = "if1"
  ipv4 {
    address = "203.0.113.66/32"
    gateway = "203.0.113.65" # ERROR: Gateway outside its network
  }
}

provider "outside-network" {
  interface = "if1"
  ipv4 {
    address = "203.0.113.82/32"
    network = "198.51.100.0/30"
    gateway = "198.51.100.9" # ERROR: Gateway outside its network
  }
}

provider "network-of-host" {
  interface = "if1"
  ipv4 {
    address = "203.0.113.98/32"
    network = "198.51.100.1/30" # ERROR: Prefix has host bits
    gateway = "198.51.100.1"
  }
}

provider "network-of-one" {
  interface = "if1"
  ipv4 {
    address = "203.0.113.114/32"
    network = "198.51.100.1/32" # ERROR: Invalid prefix
    gateway = "198.51.100.1"
  }
}

provider "only-onlink" {
  interface = "if1"
  ipv4 {
    address = "203.0.113.130/30"
    onlink  = true # ERROR: Conflicting arguments
  }
}

provider "only-network" {
  interface = "if1"
  ipv4 {
    address = "203.0.113.146/30"
    network = "198.51.100.0/30" # ERROR: Conflicting arguments
  }
}

provider "with-length" {
  interface = "if1"
  ipv4 {
    address = "203.0.113.162/30"
    gateway = "203.0.113.161/30" # ERROR: Invalid address
  }
}

provider "other-family" {
  interface = "if1"
  ipv4 {
    address = "203.0.113.178/30"
    gateway = "fe80::1" # ERROR: Not an IPv4 address
  }
}

provider "multicast" {
  interface = "if1"
  ipv4 {
    address = "203.0.113.194/30"
    gateway = "224.0.0.1" # ERROR: Not a usable host address
    onlink  = true
  }
}

provider "ours" {
  interface = "if1"
  ipv4 {
    address = "203.0.113.3/24"
    gateway = "203.0.113.2" # ERROR: Invalid gateway
  }
}

provider "text" {
  interface = "if1"
  ipv4 {
    address = "203.0.113.210/30"
    gateway = "router" # ERROR: Invalid address
  }
}
