# More of them.
settings {
  rt_tables      = "/etc/iproute2/rt_tables.d/splitroute" # ERROR: Invalid value
  protocols      = [201]                                  # ERROR: Invalid protocols
  mark_mask      = 0                                      # ERROR: Invalid mark mask
  hash_policy    = "l4"                                   # ERROR: Conflicting arguments
  manage_sysctls = false
}

provider "isp1" {
  interface = "if1"
  ipv4 {
    address = "203.0.113.2/30"
    gateway = "203.0.113.1"
  }
}
