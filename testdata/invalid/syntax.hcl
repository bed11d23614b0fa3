# What isn't HCL at all. A mistake hides none of the others, whatever those are.
provider "isp1" {
  interface = "if1" "if2" # ERROR: Missing newline after argument
  weight    = 300         # ERROR: Number out of range
  id        = = 1         # ERROR: Invalid expression
  ipv4 {
    address = "203.0.113.2/30 # ERROR: Text without an end
    gateway = “203.0.113.1” # ERROR: Invalid character
    routes = [
      "10.0.0.0/8"
      "10.0.0.1/8"          # ERROR: Missing item separator
    ]
    prefixes = [
      "192.0.2.0/24, # ERROR: Text without an end
      "192.0.3.0/24",
    ]
  }
}

provider "isp2" {
  interface = "if 2" # ERROR: Invalid interface name
  ipv4 {
    address = "198.51.100.2/30"
    gateway = 198.51.100.1 # ERROR: Invalid number literal
  }
}

default_route {
  prefer  = provider. # ERROR: Invalid attribute name
  backup  = [provider.isp1, provider.isp3] # ERROR: Unknown provider
}
