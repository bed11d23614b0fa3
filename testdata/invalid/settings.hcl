# Settings that cannot be.
settings {
  rt_tables        = "/etc/iproute2/rt_tables.d/../../passwd.conf" # ERROR: Invalid value
  table_base       = 2147483647                                    # ERROR: Number out of range
  priority_base    = 0                                             # ERROR: Number out of range
  mark_mask        = "0x3f0f"                                      # ERROR: Invalid mark mask
  protocols        = [201, 201]                                    # ERROR: Invalid protocols
  hash_policy      = "l5"                                          # ERROR: Invalid value
  connection_marks = "yes"                                         # ERROR: Wrong type
  manage_sysctls   = "no"                                          # ERROR: Wrong type
}

provider "isp1" {
  interface = "if1"
  ipv4 {
    address = "203.0.113.2/30"
    gateway = "203.0.113.1"
  }
}
