# Targets that say little about a line.
health {
  targets = ["gateway"] # WARNING: No target behind the gateway
}

provider "one" {
  interface = "if1"
  ipv4 {
    address = "203.0.113.2/30"
    gateway = "203.0.113.1"
  }
}

# Its modem has an address on the link, too.
provider "two" {
  interface = "if2"
  ipv4 {
    address = "192.168.1.2/24"
    gateway = "192.168.1.1"
  }
  health {
    targets = ["192.168.1.1", "192.168.1.254"] # WARNING: No target behind the gateway
  }
}

provider "three" {
  interface = "if3"
  ipv4 {
    address = "198.51.100.6/30"
  }
  health {
    targets = ["192.0.2.53"] # WARNING: One target alone
  }
}

# One for each family is one for each of two judgements.
provider "four" {
  interface = "if4"
  ipv4 {
    address = "198.51.100.10/30"
  }
  ipv6 {
    address = "2001:db8:4::2/64"
    gateway = "2001:db8:4::1"
  }
  health {
    targets = ["192.0.2.53", "2001:db8:53::1"] # WARNING: One target alone; One target alone
  }
}

# What is on the link is enough where a server behind it is asked, too.
provider "five" {
  interface = "if5"
  ipv4 {
    address = "198.51.100.14/29"
    gateway = "198.51.100.13"
    routes  = ["192.0.2.54"]
  }
  health {
    targets = ["gateway", "198.51.100.12"]
    dns     = { name = "example.org", server = "192.0.2.54" }
  }
}
