# What is nearly right, and advice that doesn't lead in a circle.
provider "a" {
  interface "wan0"   # ERROR: Invalid block definition
  masquerade = yes   # ERROR: Unknown reference
  ipv4 {
    address = "dhcp"    # ERROR: Invalid prefix
    gateway = "dynamic" # ERROR: Invalid address
    onlink  = Off       # ERROR: Unknown reference
  }
}

network "guest" {
  interface = "guest0"
  prefixes  = ["10.0.0.0/24"]
}

rule "r" {
  from = network.guest # ERROR: Wrong type
  via  = a             # ERROR: Unknown reference
}

rule "s" {
  from      = [network.guest, "10.9.0.1"] # ERROR: Wrong type
  interface = network.guest               # ERROR: Wrong type
  via       = provider.a
}

rule "t" {
  from = ["10.9.0.1", "10.9.0.1/32", "10.9.0.256"] # ERROR: Duplicate list item; Invalid prefix
  via  = provider.a
}
