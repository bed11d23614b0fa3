# A preferred provider and balancing exclude each other.
default_route {
  prefer  = provider.isp1
  balance = [provider.isp1, provider.isp2] # ERROR: Conflicting arguments
  backup  = [provider.isp1]                # ERROR: Provider listed twice
  table   = "splitroute"                   # ERROR: Invalid value
}

provider "isp1" {
  interface = "if1"
  ipv4 {
    address = "203.0.113.2/30"
    gateway = "203.0.113.1"
  }
}

provider "isp2" {
  interface = "if2"
  ipv4 {
    address = "198.51.100.2/30"
    gateway = "198.51.100.1"
  }
}
