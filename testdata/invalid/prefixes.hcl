# Prefixes that no route or rule can have.
provider "isp1" {
  interface = "if1"
  ipv4 {
    address = "203.0.113.2/30"
    gateway = "203.0.113.1"
    prefixes = [
      "192.0.2.1/24",  # ERROR: Prefix has host bits
      "192.0.2.0.0",   # ERROR: Invalid prefix
      "192.0.2.0/33",  # ERROR: Invalid prefix
      "2001:db8::/32", # ERROR: Not an IPv4 address
      "0.0.0.0/0",     # ERROR: Invalid prefix
      "127.0.0.0/8",   # ERROR: Invalid prefix
      "192.0.2.0/25",
      "192.0.2.0/25", # ERROR: Duplicate list item
      "192.0.2.0/26",
      null, # ERROR: Wrong type
      7,    # ERROR: Wrong type
      [],   # ERROR: Wrong type
    ]
    routes = [
      "0.0.0.0/0",       # ERROR: Invalid prefix
      "203.0.113.0/30",  # ERROR: Conflicting route
      "10.0.0.0/24",     # ERROR: Conflicting route
      "198.51.100.7/32", # once here
      "233.252.0.0/24",  # ERROR: Invalid prefix
    ]
  }
}

provider "isp2" {
  interface = "if2"
  ipv4 {
    address = "198.51.100.2/30"
    gateway = "198.51.100.1"
    routes  = ["198.51.100.7/32"] # ERROR: Conflicting route
  }
}

network "lan" {
  interface = "if0"
  prefixes  = ["10.0.0.0/24", "0.0.0.0/0"] # ERROR: Invalid prefix
}

network "text" {
  interface = "if0"
  prefixes  = "10.0.1.0/24" # ERROR: Wrong type
}

network "number" {
  interface = "if0"
  prefixes  = 10 # ERROR: Wrong type
}
