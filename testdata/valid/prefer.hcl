# prefer.hcl: everything leaves by isp1, answers by where the question came from
settings {
  connection_marks = false
}

network "lan" {
  interface = "if0"
  prefixes  = ["10.0.0.0/24"]
}

provider "isp1" {
  interface = "if1"
  ipv4 {
    address = "203.0.113.2/30"
    gateway = "203.0.113.1"
  }
}

provider "isp2" {
  interface = "if2"
  ipv4 {
    address = "198.51.100.2/30"
    gateway = "198.51.100.1"
  }
}

default_route {
  prefer = provider.isp1
  table  = "main"
}
