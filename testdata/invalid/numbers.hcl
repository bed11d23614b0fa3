# Numbers that are none of those that are possible.
provider "isp1" {
  interface = "if1"
  weight    = 0   # ERROR: Number out of range
  table     = 254 # ERROR: Reserved table number
  ipv4 {
    address = "203.0.113.2/30"
  }
}

provider "isp2" {
  interface = "if2"
  weight    = 257 # ERROR: Number out of range
  table     = 0   # ERROR: Number out of range
  ipv4 {
    address = "198.51.100.2/30"
  }
}

provider "isp3" {
  interface = "if3"
  weight    = 1.5        # ERROR: Number out of range
  table     = 2147483648 # ERROR: Number out of range
  ipv4 {
    address = "192.0.2.2/30"
  }
}

provider "isp4" {
  interface = "if4"
  id        = -1   # ERROR: Number out of range
  weight    = 1e99 # ERROR: Number out of range
  ipv4 {
    address = "192.0.2.6/30"
  }
}

settings {
  table_base    = 253               # ERROR: Reserved table number
  priority_base = 23767             # ERROR: Number out of range
  protocols     = [4, 16, 196, 256] # ERROR: Number out of range; Reserved protocol number; Reserved protocol number; Number out of range
}
