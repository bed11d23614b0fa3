# Names that ip, a shell or HCL would read as something else.
provider "main" { # ERROR: Reserved name
  interface = "if1"
  ipv4 {
    address = "203.0.113.2/30"
  }
}

provider "splitroute" { # ERROR: Reserved name
  interface = "if1"
  ipv4 {
    address = "203.0.113.6/30"
  }
}

provider "isp1;reboot" { # ERROR: Invalid name
  interface = "if1"
  ipv4 {
    address = "203.0.113.10/30"
  }
}

provider "$(reboot)" { # ERROR: Invalid name
  interface = "if1"
  ipv4 {
    address = "203.0.113.14/30"
  }
}

provider "{{.Name}}" { # ERROR: Invalid name
  interface = "if1"
  ipv4 {
    address = "203.0.113.18/30"
  }
}

provider "ISP" { # ERROR: Invalid name
  interface = "if1"
  ipv4 {
    address = "203.0.113.22/30"
  }
}

provider "1st" { # ERROR: Invalid name
  interface = "if1"
  ipv4 {
    address = "203.0.113.26/30"
  }
}

provider "" { # ERROR: Invalid name
  interface = "if1"
  ipv4 {
    address = "203.0.113.45/30"
  }
}

provider "a23456789-123456789-123456789-12" { # ERROR: Invalid name
  interface = "if1"
  ipv4 {
    address = "203.0.113.34/30"
  }
}

provider "a\nb" { # ERROR: Invalid name
  interface = "if1"
  ipv4 {
    address = "203.0.113.38/30"
  }
}

provider "fournisseur-é" { # ERROR: Invalid name
  interface = "if1"
  ipv4 {
    address = "203.0.113.42/30"
  }
}

network "lan`id`" { # ERROR: Invalid name
  interface = "if0"
  prefixes  = ["10.0.0.0/24"]
}

network "local" { # fine: only providers have tables
  interface = "if0"
  prefixes  = ["10.0.1.0/24"]
}
