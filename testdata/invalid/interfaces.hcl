# Names of interfaces that Linux or a shell does not carry.
provider "isp1" {
  interface = "sixteen-bytes-16" # ERROR: Invalid interface name
  ipv4 {
    address = "203.0.113.5/30"
  }
}

provider "isp2" {
  interface = "." # ERROR: Invalid interface name
  ipv4 {
    address = "203.0.113.9/30"
  }
}

provider "isp3" {
  interface = ".." # ERROR: Invalid interface name
  ipv4 {
    address = "203.0.113.13/30"
  }
}

provider "isp4" {
  interface = "a/b" # ERROR: Invalid interface name
  ipv4 {
    address = "203.0.113.17/30"
  }
}

provider "isp5" {
  interface = "eth0:1" # ERROR: Invalid interface name
  ipv4 {
    address = "203.0.113.21/30"
  }
}

provider "isp6" {
  interface = "if 0" # ERROR: Invalid interface name
  ipv4 {
    address = "203.0.113.25/30"
  }
}

provider "isp7" {
  interface = "-if0" # ERROR: Invalid interface name
  ipv4 {
    address = "203.0.113.29/30"
  }
}

provider "isp8" {
  interface = "veth0@if5" # ERROR: Invalid interface name
  ipv4 {
    address = "203.0.113.33/30"
  }
}

provider "isp9" {
  interface = "$(id)" # ERROR: Invalid interface name
  ipv4 {
    address = "203.0.113.37/30"
  }
}

provider "isp10" {
  interface = "if0;id" # ERROR: Invalid interface name
  ipv4 {
    address = "203.0.113.41/30"
  }
}

provider "isp11" {
  interface = "if0\n" # ERROR: Invalid interface name
  ipv4 {
    address = "203.0.113.45/30"
  }
}

provider "isp12" {
  interface = "{{.}}" # ERROR: Invalid interface name
  ipv4 {
    address = "203.0.113.49/30"
  }
}

provider "isp13" {
  interface = "if*" # ERROR: Invalid interface name
  ipv4 {
    address = "203.0.113.53/30"
  }
}

provider "isp14" {
  interface = "lo" # ERROR: Invalid interface name
  ipv4 {
    address = "203.0.113.57/30"
  }
}

provider "isp15" {
  interface = "all" # ERROR: Invalid interface name
  ipv4 {
    address = "203.0.113.61/30"
  }
}

provider "isp16" {
  interface = "default" # ERROR: Invalid interface name
  ipv4 {
    address = "203.0.113.65/30"
  }
}

provider "isp17" {
  interface = "ïf0" # ERROR: Invalid interface name
  ipv4 {
    address = "203.0.113.69/30"
  }
}

provider "isp18" {
  interface = "" # ERROR: Invalid interface name
  ipv4 {
    address = "203.0.113.73/30"
  }
}

network "lan" {
  interface = "'if0'" # ERROR: Invalid interface name
  prefixes  = ["10.0.0.0/24"]
}

network "machine" {
  interface = "lo" # ERROR: Invalid interface name
  prefixes  = ["10.0.1.0/24"]
}
