# Targets of all providers that some of them, or all, can't have.
health {
  targets = ["2001:db8::53", "gateway"] # ERROR: Conflicting arguments; Conflicting arguments
}

provider "one" {
  interface = "if1"
  ipv4 {
    address = "203.0.113.2/30"
  }
}

provider "two" {
  interface = "if2"
  ipv4 {
    address = "198.51.100.2/30"
  }
}
