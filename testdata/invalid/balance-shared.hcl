# Providers among which IPv4 can't be balanced: the source of what this machine
# sends would be that of one for both.
provider "isp1" {
  interface = "if1"
  ipv4 {
    address = "203.0.113.2/29"
    gateway = "203.0.113.1"
  }
}

provider "isp2" {
  interface = "if1"
  ipv4 {
    address = "203.0.113.3/28"
    gateway = "203.0.113.6"
  }
}

# The gateway is in the network of another one.
provider "isp3" {
  interface = "if3"
  ipv4 {
    address = "198.51.100.2/29"
    gateway = "198.51.100.1"
  }
}

provider "isp4" {
  interface = "if3"
  ipv4 {
    address = "192.0.2.1/32"
    gateway = "198.51.100.3"
    onlink  = true
  }
}

# In networks of their own.
provider "isp5" {
  interface = "if1"
  ipv4 {
    address = "203.0.113.66/29"
    gateway = "203.0.113.65"
  }
}

# Translated.
provider "isp6" {
  interface  = "if1"
  masquerade = true
  ipv4 {
    address = "203.0.113.4/29"
    gateway = "203.0.113.5"
  }
}

# Translated, and yet in the way of one whose own network its gateway isn't in.
provider "isp7" {
  interface  = "if7"
  masquerade = true
  ipv4 {
    address = "198.51.100.66/29"
    gateway = "198.51.100.65"
  }
}

provider "isp8" {
  interface = "if7"
  ipv4 {
    address = "192.0.2.2/32"
    gateway = "198.51.100.67"
    onlink  = true
  }
}

default_route {
  balance = [
    provider.isp1,
    provider.isp2, # ERROR: Provider can't be balanced
    provider.isp3,
    provider.isp4, # ERROR: Provider can't be balanced
    provider.isp5,
    provider.isp6,
    provider.isp7,
    provider.isp8, # ERROR: Provider can't be balanced
  ]
}
