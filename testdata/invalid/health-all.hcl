# What the health block of all providers can't say. A mistake in it is one, however
# many providers there are.
health {
  targets  = ["192.0.2.53", "gateway"]
  interval = "0.1s"  # ERROR: Number out of range
  quorum   = 3       # ERROR: Conflicting arguments; Conflicting arguments
  suspect  = 4       # ERROR: Conflicting arguments
  fall     = 3
  dns      = { name = "example.org", server = "192.0.2.53" } # ERROR: Conflicting arguments
}

health { # ERROR: Duplicate block
}

provider "one" {
  interface = "if1"
  ipv4 {
    address = "203.0.113.2/30"
    gateway = "203.0.113.1"
  }
}

provider "two" {
  interface = "if2"
  ipv4 {
    address = "198.51.100.2/30"
    gateway = "198.51.100.1"
  }
}

# It has no gateway: only its own targets could do.
provider "three" {
  interface = "if3"
  ipv4 {
    address = "198.51.100.6/30"
  }
  health {
    targets = ["192.0.2.53", "192.0.2.54"]
    quorum  = 2
    fall    = 5
  }
}
