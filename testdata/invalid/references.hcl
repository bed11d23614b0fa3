# References to providers.
provider "isp1" {
  interface = "if1"
  ipv4 {
    address = "203.0.113.2/30"
    gateway = "203.0.113.99" # ERROR: Gateway outside its network
  }
}

provider "isp2" {
  interface = "if2"
  ipv4 {
    address = "198.51.100.2/30"
    gateway = "198.51.100.1"
  }
}

default_route {
  balance = [
    provider.isp1,         # broken, but known
    provider.ips2,         # ERROR: Unknown provider
    provider.telecom,      # ERROR: Unknown provider
    isp2,                  # ERROR: Unknown reference
    "isp2",                # ERROR: Not a provider reference
    provider,              # ERROR: Not a provider reference
    network.lan,           # ERROR: Unknown network
    provider.isp2.gateway, # ERROR: Unknown attribute
    provider["isp2"],
    provider.isp1,         # ERROR: Provider listed twice
    1 + 1,                 # ERROR: Not a provider reference
  ]
  backup = [
    provider.isp2, # ERROR: Provider listed twice
    provider.isp1, # ERROR: Provider listed twice
    provider.isp2, # ERROR: Provider listed twice
  ]
}
