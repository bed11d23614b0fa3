# A mask with room for three providers, and an id beyond.
settings {
  mark_mask = "0x300" # ERROR: Mark mask too small
}

provider "isp1" {
  interface = "if1"
  ipv4 {
    address = "203.0.113.2/30"
  }
}

provider "isp2" {
  id        = 9
  interface = "if2"
  ipv4 {
    address = "198.51.100.2/30"
  }
}
