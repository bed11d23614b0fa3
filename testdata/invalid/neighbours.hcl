# Errors and warnings in one file. What is an error gets no warning as well.
settings {
  priority_base = 1000 # WARNING: Number used by another program
  table_base    = 0    # ERROR: Number out of range
  mark_mask     = 0    # ERROR: Invalid mark mask
}

provider "isp1" {
  interface = "if1"
  table     = 52 # WARNING: Number used by another program
  ipv4 {
    address = "203.0.113.2/30"
    gateway = "203.0.113.1"
  }
}

provider "isp2" {
  interface = "if2"
  table     = 52 # ERROR: Duplicate table
  ipv4 {
    address = "198.51.100.2/30"
    gateway = "198.51.100.1"
  }
}
