# same-subnet.hcl: two lines of one provider: one subnet and one gateway
# address, behind two interfaces
settings {
  connection_marks = false
}

network "lan" {
  interface = "if0"
  prefixes  = ["10.0.0.0/24"]
}

provider "line1" {
  interface = "if1"
  ipv4 {
    address = "203.0.113.2/24"
    gateway = "203.0.113.1"
  }
}

provider "line2" {
  interface = "if2"
  ipv4 {
    address = "203.0.113.3/24"
    gateway = "203.0.113.1"
  }
}

default_route {
  balance = [provider.line1, provider.line2]
}
