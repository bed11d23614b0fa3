# Gateways that two providers have on one interface, where sources are translated.
provider "isp1" {
  interface  = "if1"
  masquerade = true
  ipv4 {
    address = "203.0.113.2/29"
    gateway = "203.0.113.1"
  }
}

provider "isp2" {
  interface  = "if1"
  masquerade = true
  ipv4 {
    address = "203.0.113.3/29"
    gateway = "203.0.113.1" # ERROR: Providers can't be distinguished
  }
}

# One of the two is enough.
provider "isp3" {
  interface = "if3"
  ipv4 {
    address = "198.51.100.2/29"
    gateway = "198.51.100.1"
  }
  ipv6 {
    address = "2001:db8:1::2/64"
    gateway = "fe80::1"
  }
}

provider "isp4" {
  interface = "if3"
  ipv4 {
    address = "198.51.100.3/29"
    gateway = "198.51.100.1"
  }
  ipv6 {
    address    = "2001:db8:1::3/64"
    gateway    = "fe80::1" # ERROR: Providers can't be distinguished
    masquerade = true
  }
}

# No gateway is the same for both as well.
provider "isp5" {
  interface  = "ppp0"
  masquerade = true
  ipv4 {
    address = "192.0.2.1/32"
  }
}

provider "isp6" {
  interface = "ppp0"
  ipv4 { # ERROR: Providers can't be distinguished
    address = "192.0.2.2/32"
  }
}

# Other gateways on the interface, or the same one behind another, are told apart.
provider "isp7" {
  interface  = "if1"
  masquerade = true
  ipv4 {
    address = "203.0.113.4/29"
    gateway = "203.0.113.6"
  }
}

provider "isp8" {
  interface  = "if2"
  masquerade = true
  ipv4 {
    address = "203.0.113.5/29"
    gateway = "203.0.113.1"
  }
}

# What has no gateway leaves by the whole interface.
provider "isp9" {
  interface = "if4"
  ipv4 {
    address = "203.0.113.66/29"
    gateway = "203.0.113.65"
  }
}

provider "isp10" {
  interface  = "if4"
  masquerade = true
  ipv4 { # ERROR: Providers can't be distinguished
    address = "203.0.113.67/32"
  }
}

provider "isp11" {
  interface  = "if4"
  masquerade = true
  ipv4 {
    address = "203.0.113.68/29"
    gateway = "203.0.113.70" # and is translated, too
  }
}
