# A mask with room for one provider and two rules.
settings {
  mark_mask = "0x300" # ERROR: Mark mask too small
}

provider "isp1" {
  interface = "if1"
  ipv4 {
    address = "203.0.113.2/30"
    gateway = "203.0.113.1"
  }
}

rule "one" {
  dscp = "ef"
  via  = provider.isp1
}

rule "two" {
  dscp = "cs1"
  via  = provider.isp1
}

rule "three" {
  dscp = "cs2"
  via  = provider.isp1
}
