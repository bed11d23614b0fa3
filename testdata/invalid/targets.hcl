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

rule "both" {
  to      = ["192.0.2.7"]
  via     = provider.isp1
  balance = [provider.isp1, provider.isp2] # ERROR: Conflicting arguments
}

rule "nobody" {
  to      = ["192.0.2.8"]
  balance = [] # ERROR: Empty list
}

rule "same" {
  to      = ["192.0.2.9"]
  balance = [provider.isp1, provider.isp1] # ERROR: Provider listed twice
}

rule "default" {
  to      = ["192.0.2.10"]
  balance = "default" # ERROR: Wrong type
}

provider "tunnel1" {
  interface = "tun1"
  ipv6 {
    address = "2001:db8:3::2/127"
  }
}

provider "isp4" {
  interface = "if4"
  ipv6 {
    address = "2001:db8:4::2/64"
    gateway = "fe80::1"
  }
}

provider "isp5" {
  interface = "if4"
  ipv6 {
    address = "2001:db8:5::2/64"
    gateway = "fe80::2"
  }
}

rule "tunnelled" {
  to      = ["2001:db8:6::/48"]
  balance = [provider.isp4, provider.tunnel1] # ERROR: Provider can't be balanced
}

rule "source" {
  to      = ["2001:db8:7::/48"]
  balance = [provider.isp4, provider.isp5] # ERROR: Provider can't be balanced; Provider can't be balanced
}

rule "forwarded" {
  to        = ["2001:db8:8::/48"]
  interface = "if0"
  balance   = [provider.isp4, provider.isp5]
}
