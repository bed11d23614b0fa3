# Names that don't exist, with and without one that is close.
interface = "if0" # ERROR: Unsupported argument

provider "isp1" {
  interfce = "if1" # ERROR: Unsupported argument
  colour   = "red" # ERROR: Unsupported argument
  ipv4 {
    adress  = "203.0.113.2/30" # ERROR: Unsupported argument
    gateway = "203.0.113.1"
    dns { # ERROR: Unsupported block type
    }
  }
}

providr "isp2" { # ERROR: Unsupported block type
  interface = "if2"
}

provider "isp3" {
  interface = "if3"
  ipv5 { # ERROR: Unsupported block type
    address = "192.0.2.2/30"
  }
}

provider "isp4" {
  interface = "if4"
  ipv4      = "192.0.2.6/30" # ERROR: Unsupported argument
}

provider "isp5" {
  interface { # ERROR: Unsupported block type
  }
  ipv4 {
    address = "192.0.2.10/30"
  }
}

default_route {
  balnce = [provider.isp1, provider.isp2] # ERROR: Unsupported argument
}

provider "isp6" {
  INTERFACE = "if6" # ERROR: Unsupported argument
  ipv4 {
    address = "192.0.2.14/30"
    adress  = "192.0.2.18/30" # ERROR: Unsupported argument
  }
}

SETTINGS { # ERROR: Unsupported block type
}

rule "r" {
  from = ["192.0.2.0/30"]
  via  = provider.ISP6 # ERROR: Unknown provider
}
