# routes.hcl: isp1 routes a /28 to this site, which part of the local network
# uses; the mail and name servers of each provider are reached through it
settings {
  connection_marks = false
}

network "lan" {
  interface = "if0"
  prefixes  = ["10.0.0.0/24", "203.0.113.64/28"]
}

provider "isp1" {
  interface = "if1"
  ipv4 {
    address  = "203.0.113.2/30"
    gateway  = "203.0.113.1"
    prefixes = ["203.0.113.64/28"]
    routes   = ["192.0.2.53/32", "192.0.2.128/26"]
  }
}

provider "isp2" {
  interface = "if2"
  ipv4 {
    address = "198.51.100.2/30"
    gateway = "198.51.100.1"
    routes  = ["198.51.100.53/32"]
  }
}

default_route {
  balance = [provider.isp1, provider.isp2]
}
