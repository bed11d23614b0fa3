# Rules, and what is wrong with each.
network "lan" {
  interface = "if0"
  prefixes  = ["10.0.0.0/24"]
}

provider "isp1" {
  interface = "if1"
  ipv4 {
    address  = "203.0.113.2/30"
    gateway  = "203.0.113.1"
    prefixes = ["203.0.113.64/28"]
  }
}

provider "six" {
  interface = "if2"
  ipv6 {
    address = "2001:db8:2::2/64"
    gateway = "2001:db8:2::1"
  }
}

rule "nothing" { # ERROR: Missing argument
  via = provider.isp1
}

rule "nowhere" { # ERROR: Missing argument
  to = ["192.0.2.0/24"]
}

rule "strange" {
  to        = ["192.0.2.0/24"]
  via       = provider.isp3 # ERROR: Unknown provider
  otherwise = "drop"        # ERROR: Invalid value
}

rule "text" {
  to        = ["192.0.2.0/24"]
  via       = "isp1" # ERROR: Not a provider reference
  otherwise = true   # ERROR: Wrong type
}

rule "addresses" {
  from = [
    "10.0.0.1/24",       # ERROR: Prefix has host bits
    "10.0.0",            # ERROR: Invalid prefix
    "example.com",       # ERROR: Invalid prefix
    "0.0.0.0/0",         # all of IPv4
    "1.0.0.0/0",         # ERROR: Prefix has host bits
    "203.0.113.2/32",    # ERROR: Conflicting arguments
    "203.0.113.72/29",   # ERROR: Conflicting arguments
    "fe80::/64",         # ERROR: Invalid prefix
    "224.0.0.0/4",       # ERROR: Invalid prefix
    "::ffff:1.2.3.4/128" # ERROR: Not an IPv6 address
  ]
  to  = ["192.0.2.0/24", "192.0.2.0/24"] # ERROR: Duplicate list item
  via = provider.isp1
}

rule "addresses" { # ERROR: Duplicate name
  to  = []         # ERROR: Empty list
  via = provider.isp1
}

rule "families" {
  from = ["10.0.0.0/24"]
  to   = ["2001:db8::/32"] # ERROR: Conflicting arguments
  via  = provider.isp1
}

rule "lacking" {
  to  = ["2001:db8::/32", "192.0.2.0/24"]
  via = provider.isp1 # ERROR: Conflicting arguments
}

rule "lacking4" {
  from = ["0.0.0.0/0"]
  via  = provider.six # ERROR: Conflicting arguments
}

rule "shut" { # nothing there leaves at all
  to        = ["2001:db8::/32"]
  via       = provider.isp1
  otherwise = "unreachable"
}

rule "Upper" { # ERROR: Invalid name
  to  = "192.0.2.0/24" # ERROR: Wrong type
  via = provider.isp1
}
