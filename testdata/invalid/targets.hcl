# Where rules lead to.
network "lan" {
  interface = "if0"
  prefixes  = ["10.0.0.0/24"]
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

rule "none" {
  to  = ["192.0.2.1"]
  via = [] # ERROR: Empty list
}

rule "twice" {
  to  = ["192.0.2.2"]
  via = [provider.isp1, provider.isp2, provider.isp1] # ERROR: Provider listed twice
}

rule "text" {
  to  = ["192.0.2.3"]
  via = [provider.isp1, "isp2"] # ERROR: Not a provider reference
}

rule "unknown" {
  to  = ["192.0.2.4"]
  via = [provider.isp1, provider.isp3] # ERROR: Unknown provider
}

rule "family" {
  to  = ["2001:db8:5::/48"]
  via = [provider.isp1, provider.isp2] # ERROR: Conflicting arguments
}

rule "exempt" {
  to        = ["192.0.2.5"]
  via       = "default"
  otherwise = "unreachable" # ERROR: Conflicting arguments
}

rule "mixed" {
  to  = ["192.0.2.6"]
  via = [provider.isp1, "default"] # ERROR: Not a provider reference
}
