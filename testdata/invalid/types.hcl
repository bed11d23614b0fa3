# Values of another type: none is converted.
settings {
  rt_tables        = false       # ERROR: Wrong type
  table_base       = "100"       # ERROR: Wrong type
  mark_mask        = true        # ERROR: Wrong type
  protocols        = "201,202"   # ERROR: Wrong type
  hash_policy      = 4           # ERROR: Wrong type
  connection_marks = "false"     # ERROR: Wrong type
  manage_sysctls   = 1           # ERROR: Wrong type
  priority_base    = { a = 1 }   # ERROR: Wrong type
}

provider "isp1" {
  interface = true   # ERROR: Wrong type
  id        = "1"    # ERROR: Wrong type
  table     = [101]  # ERROR: Wrong type
  weight    = true   # ERROR: Wrong type
  ipv4 {
    address  = 203.0 # ERROR: Wrong type
    gateway  = ["203.0.113.1"] # ERROR: Wrong type
    onlink   = "yes" # ERROR: Wrong type
    prefixes = [true] # ERROR: Wrong type
    routes   = { "10.0.0.0/8" = true } # ERROR: Wrong type
  }
}

default_route {
  balance = provider.isp1 # ERROR: Wrong type
  table   = 254           # ERROR: Wrong type
}
