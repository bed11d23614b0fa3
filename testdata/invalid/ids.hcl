# Ids: written ones, and the position in the file for the others.
provider "isp1" {
  interface = "if1"
  id        = 2
  ipv4 {
    address = "203.0.113.2/30"
  }
}

provider "isp2" { # ERROR: Duplicate id
  interface = "if2"
  ipv4 {
    address = "198.51.100.2/30"
  }
}

provider "isp3" {
  interface = "if3"
  id        = 900 # ERROR: Number out of range
  ipv4 {
    address = "192.0.2.2/30"
  }
}

provider "isp4" {
  interface = "if4"
  id        = 0 # ERROR: Number out of range
  ipv4 {
    address = "192.0.2.6/30"
  }
}

provider "isp5" { # ERROR: Reserved table number
  interface = "if5"
  id        = 154
  ipv4 {
    address = "192.0.2.10/30"
  }
}

provider "isp6" {
  interface = "if6"
  id        = 2 # ERROR: Duplicate id
  ipv4 {
    address = "192.0.2.14/30"
  }
}

provider "isp7" {
  interface = "if7"
  id        = 77
  ipv4 {
    address = "192.0.2.18/30"
  }
}

provider "isp8" {
  interface = "if8"
  id        = 8
  table     = 102 # ERROR: Duplicate table
  ipv4 {
    address = "192.0.2.22/30"
  }
}

provider "isp9" {
  interface = "if9"
  id        = 9
  table     = 177 # ERROR: Duplicate table
  ipv4 {
    address = "192.0.2.26/30"
  }
}
