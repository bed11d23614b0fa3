# optional.hcl: two lines into one network; without the first one nothing is set up
network "lan" {
  interface = "if0"
  prefixes  = ["10.0.0.0/24"]
}

provider "line1" {
  interface  = "if1"
  masquerade = true
  optional   = false
  ipv4 {
    address = "203.0.113.2/29"
    gateway = "203.0.113.1"
  }
}

provider "line2" {
  interface  = "if2"
  masquerade = true
  ipv4 {
    address = "203.0.113.6/29"
    gateway = "203.0.113.1"
  }
}

default_route {
  prefer = provider.line1
  backup = [provider.line2]
}
