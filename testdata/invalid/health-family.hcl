# None of the targets of all is one for the second provider.
health {
  targets = ["2001:db8::53", "2001:db8::54"] # ERROR: Conflicting arguments
}

provider "one" {
  interface = "if1"
  ipv6 {
    address = "2001:db8:1::2/64"
  }
}

provider "two" {
  interface = "if2"
  ipv4 {
    address = "198.51.100.2/30"
  }
}
