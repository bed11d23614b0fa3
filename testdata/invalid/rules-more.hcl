# Selectors of rules.
provider "isp1" {
  interface = "if1"
  ipv4 {
    address = "203.0.113.2/30"
    gateway = "203.0.113.1"
  }
}

rule "protocols" {
  protocol = "http" # ERROR: Invalid value
  via      = provider.isp1
}

rule "numbers" {
  protocol = 0  # ERROR: Number out of range
  dscp     = 64 # ERROR: Number out of range
  via      = provider.isp1
}

rule "classes" {
  dscp = "ef1" # ERROR: Invalid value
  via  = provider.isp1
}

rule "kinds" {
  protocol  = true    # ERROR: Wrong type
  dscp      = ["ef"]  # ERROR: Wrong type
  interface = ["if0"] # ERROR: Wrong type
  users     = 1000    # ERROR: Wrong type
  via       = provider.isp1
}

rule "ports" {
  protocol     = "tcp"
  source_ports = [] # ERROR: Empty list
  destination_ports = [
    0,       # ERROR: Number out of range
    65536,   # ERROR: Number out of range
    80.5,    # ERROR: Invalid value
    -1,      # ERROR: Invalid value
    "http",  # ERROR: Invalid value
    "90-80", # ERROR: Invalid value
    "80-",   # ERROR: Invalid value
    "080",   # ERROR: Invalid value
    true,    # ERROR: Wrong type
    null,    # ERROR: Wrong type
    [80],    # ERROR: Wrong type
    "80-90",
    80, # within the one before
  ]
  via = provider.isp1
}

rule "portless" {
  destination_ports = [80] # ERROR: Missing argument
  via               = provider.isp1
}

rule "pings" {
  protocol     = "icmp"
  source_ports = [80] # ERROR: Conflicting arguments
  via          = provider.isp1
}

rule "people" {
  users = [
    "root",       # ERROR: Invalid value
    4294967295,   # ERROR: Number out of range
    "0-4294967294",
  ]
  interface = "if0"
  via       = provider.isp1
}

rule "arriving" {
  users     = ["1000-1999"]
  interface = "if0" # ERROR: Conflicting arguments
  via       = provider.isp1
}

rule "loopback" {
  interface = "lo" # ERROR: Invalid interface name
  via       = provider.isp1
}

rule "names" {
  interface = "a/b" # ERROR: Invalid interface name
  port      = 80    # ERROR: Unsupported argument
  via       = provider.isp1
}
