# Prefixes that belong to two.
provider "isp1" {
  interface = "if1"
  ipv4 {
    address  = "203.0.113.2/24"
    gateway  = "203.0.113.1"
    prefixes = ["192.0.2.0/25", "192.0.2.0/26"] # one provider's own may
  }
}

provider "isp2" {
  interface = "if2"
  ipv4 {
    address  = "198.51.100.2/30"
    gateway  = "198.51.100.1"
    prefixes = ["192.0.2.64/26"] # ERROR: Overlapping prefixes
  }
}

provider "isp3" { # on the network of isp1
  interface = "if1"
  ipv4 {
    address  = "203.0.113.3/24"
    gateway  = "203.0.113.1"
    prefixes = ["192.0.2.0/24"] # ERROR: Overlapping prefixes
  }
}

network "lan" {
  interface = "if0"
  prefixes = [
    "10.0.0.0/16",
    "10.0.3.0/24",     # a network's own may
    "203.0.113.64/26", # ERROR: Overlapping prefixes
    "198.51.0.0/16",   # ERROR: Overlapping prefixes
    "192.0.2.0/28",    # routed here by isp1
  ]
}

network "guests" {
  interface = "if4"
  prefixes  = ["10.0.3.0/24"] # ERROR: Overlapping prefixes
}
