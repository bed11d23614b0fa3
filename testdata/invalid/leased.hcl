# What is read when a script runs, and what isn't translated.
provider "isp1" {
  interface = "if1"
  ipv4 {
    address           = "203.0.113.2/30"
    gateway           = "203.0.113.1"
    prefixes          = ["auto"] # ERROR: Invalid prefix
    masquerade_except = ["10.0.0.0/8"] # ERROR: Conflicting arguments
  }
  ipv6 {
    address  = "2001:db8:1::2/64"
    prefixes = [
      "auto",
      "auto", # ERROR: Duplicate list item
    ]
    masquerade        = true
    masquerade_except = ["2001:db8:7::/64", "10.0.0.0/8"] # ERROR: Not an IPv6 address
  }
}

provider "isp2" {
  interface  = "if2"
  masquerade = true
  ipv4 {
    address           = "198.51.100.2/30"
    gateway           = "198.51.100.1"
    masquerade        = false
    masquerade_except = ["10.0.0.0/8"] # ERROR: Conflicting arguments
  }
}
