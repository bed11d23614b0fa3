# A mask for many providers that has bits of others.
settings {
  mark_mask = "0xffc00" # WARNING: Number used by another program
}

network "lan" {
  interface = "if0"
  prefixes  = ["10.0.0.0/24"]
}

provider "isp1" {
  interface = "if1"
  id        = 100
  ipv4 {
    address = "203.0.113.2/30"
    gateway = "203.0.113.1"
  }
}
