# What a provider's own health block can't say.
provider "one" {
  interface = "if1"
  metered   = "yes" # ERROR: Wrong type
  ipv4 {
    address = "203.0.113.2/30"
    gateway = "203.0.113.1"
    routes  = ["192.0.2.128/25"]
  }
  health {
    targets  = ["example.org", "ns1", "fe80::1", "127.0.0.1", "192.0.2.300", "192.0.2.0/24", 1] # ERROR: Invalid address; Invalid address; Not a usable host address; Not a usable host address; Invalid address; Invalid address; Wrong type
    interval = "1"      # ERROR: Invalid duration
    timeout  = 5        # ERROR: Invalid duration
    window   = "soon"   # ERROR: Invalid duration
    latency  = "20s"    # ERROR: Number out of range
    failback = "-1s"    # ERROR: Number out of range
    quorum   = 0        # ERROR: Number out of range
    suspect  = 1.5      # ERROR: Number out of range
    fall     = "10"     # ERROR: Wrong type
    rise     = 0        # ERROR: Number out of range
    loss     = 101      # ERROR: Number out of range
    dns      = "192.0.2.53" # ERROR: Wrong type
    on_down  = "reset"  # ERROR: Invalid value
    target   = []       # ERROR: Unsupported argument
  }
}

provider "two" {
  interface = "if2"
  ipv4 {
    address = "198.51.100.2/30"
    gateway = "198.51.100.1"
    routes  = ["192.0.2.53"]
  }
  health {
    targets = ["198.51.100.53", "198.51.100.1", "198.51.100.53"] # ERROR: Duplicate list item
    quorum  = 4    # ERROR: Conflicting arguments
    suspect = 20   # ERROR: Conflicting arguments
    loss    = 3    # ERROR: Conflicting arguments
    timeout = "1s"
    latency = "1s" # ERROR: Conflicting arguments
    dns     = { name = "example.org", server = "192.0.2.54" } # ERROR: Conflicting arguments
  }
}

provider "three" {
  interface = "if3"
  ipv4 {
    address = "198.51.100.6/30"
  }
  health {
    targets  = ["gateway", "2001:db8::53", "203.0.113.1", "198.51.100.6", "10.0.0.7"] # ERROR: Conflicting arguments; Conflicting arguments; Conflicting arguments; Conflicting arguments; Conflicting arguments
    interval = "20s"
    latency  = "1s"     # ERROR: Conflicting arguments
    fall     = 3        # ERROR: Conflicting arguments
    dns      = { name = "-x", server = "192.0.2.53" } # ERROR: Invalid name
    on_down  = "refuse" # ERROR: Conflicting arguments
  }
}

provider "four" {
  interface = "if4"
  metered   = true # ERROR: Conflicting arguments
  ipv4 {
    address = "198.51.100.10/30"
  }
}

provider "five" {
  interface = "if5"
  ipv4 {
    address = "198.51.100.14/30"
  }
  health { # ERROR: Missing argument
    dns = { name = "example.org", server = "ns.example.org" } # ERROR: Invalid address
  }
  health { # ERROR: Duplicate block
  }
}

provider "six" {
  interface = "if6"
  ipv4 {
    address = "198.51.100.18/30"
  }
  health {
    targets = [] # ERROR: Empty list
    dns     = { server = "192.0.2.53" } # ERROR: Wrong type
  }
}

network "lan" {
  interface = "if0"
  prefixes  = ["10.0.0.0/24"]
}

settings {
  connection_marks = false
}
