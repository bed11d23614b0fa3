# nat.hcl: an office; isp1 has routed it a prefix, everything else is private
# and translated to the address of the provider that it leaves by
network "lan" {
  interface = "if0"
  prefixes  = ["10.0.0.0/24"]
}

network "servers" {
  interface = "if3"
  prefixes  = ["203.0.113.64/28"]
}

provider "isp1" {
  id         = 1
  interface  = "if1"
  weight     = 3
  masquerade = true
  ipv4 {
    address  = "203.0.113.2/30"
    gateway  = "203.0.113.1"
    prefixes = ["203.0.113.64/28"]
  }
}

provider "isp2" {
  id         = 2
  interface  = "if2"
  masquerade = true
  ipv4 {
    address = "198.51.100.2/30"
    gateway = "198.51.100.1"
  }
}

default_route {
  balance = [provider.isp1, provider.isp2]
}
