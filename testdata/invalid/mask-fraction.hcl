# 256.5 is no mask, though its whole part would be one.
settings {
  mark_mask = 256.5 # ERROR: Invalid mark mask
}

provider "isp1" {
  interface = "if1"
  ipv4 {
    address = "203.0.113.2/30"
    gateway = "203.0.113.1"
  }
}
