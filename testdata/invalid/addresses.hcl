# Addresses that this machine cannot have.
provider "isp1" {
  interface = "if1"
  ipv4 {
    address = "203.0.113.2" # ERROR: Invalid prefix
  }
}

provider "isp2" {
  interface = "if1"
  ipv4 {
    address = "203.0.113.2/33" # ERROR: Invalid prefix
  }
}

provider "isp3" {
  interface = "if1"
  ipv4 {
    address = "203.0.113.2/" # ERROR: Invalid prefix
  }
}

provider "isp4" {
  interface = "if1"
  ipv4 {
    address = "203.0.113.2/030" # ERROR: Invalid prefix
  }
}

provider "isp5" {
  interface = "if1"
  ipv4 {
    address = "203.0.113.256/30" # ERROR: Invalid prefix
  }
}

provider "isp6" {
  interface = "if1"
  ipv4 {
    address = "203.0.113.02/30" # ERROR: Invalid prefix
  }
}

provider "isp7" {
  interface = "if1"
  ipv4 {
    address = "" # ERROR: Invalid prefix
  }
}

provider "isp8" {
  interface = "if1"
  ipv4 {
    address = "dhcp" # ERROR: Invalid prefix
  }
}

provider "isp9" {
  interface = "if1"
  ipv4 {
    address = "isp.example/30" # ERROR: Invalid prefix
  }
}

provider "isp10" {
  interface = "if1"
  ipv4 {
    address = "2001:db8::2/64" # ERROR: Not an IPv4 address
  }
}

provider "isp11" {
  interface = "if1"
  ipv4 {
    address = "::ffff:203.0.113.2/126" # ERROR: Not an IPv4 address
  }
}

provider "isp12" {
  interface = "if1"
  ipv4 {
    address = "203.0.113.0/30" # ERROR: Not a usable host address
  }
}

provider "isp13" {
  interface = "if1"
  ipv4 {
    address = "203.0.113.3/30" # ERROR: Not a usable host address
  }
}

provider "isp14" {
  interface = "if1"
  ipv4 {
    address = "0.0.0.1/32" # ERROR: Not a usable host address
  }
}

provider "isp15" {
  interface = "if1"
  ipv4 {
    address = "127.0.0.1/8" # ERROR: Not a usable host address
  }
}

provider "isp16" {
  interface = "if1"
  ipv4 {
    address = "224.0.0.5/32" # ERROR: Not a usable host address
  }
}

provider "isp17" {
  interface = "if1"
  ipv4 {
    address = "255.255.255.255/32" # ERROR: Not a usable host address
  }
}

provider "isp18" {
  interface = "if1"
  ipv4 {
    address = "240.0.0.1/24" # ERROR: Not a usable host address
  }
}

provider "isp19" {
  interface = "if1"
  ipv4 {
    address = "203.0.113.2/0" # ERROR: Invalid prefix
  }
}

provider "isp20" {
  interface = "if1"
  ipv4 {
    address = "203.0.113.2/7" # ERROR: Invalid prefix
  }
}

provider "isp21" {
  interface = "if1"
  ipv4 {
    address = "$(id)/30" # ERROR: Invalid prefix
  }
}
