# A mask that has bits of Cilium's: the default has, too, so that isn't the advice.
settings {
  connection_marks = true
  mark_mask        = "0xf00" # WARNING: Number used by another program
}

provider "isp1" {
  interface = "if1"
  ipv4 {
    address = "203.0.113.2/30"
    gateway = "203.0.113.1"
  }
}
