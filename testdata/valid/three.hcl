# three.hcl: ids are written, so that tables and rules stay the same although
# isp3 has been moved to the top
settings {
  connection_marks = false
}

network "lan" {
  interface = "if0"
  prefixes  = ["10.0.0.0/24"]
}

provider "isp3" {
  id        = 3
  interface = "if3"
  ipv4 {
    address = "192.0.2.2/30"
    gateway = "192.0.2.1"
  }
}

provider "isp1" {
  id        = 1
  interface = "if1"
  ipv4 {
    address = "203.0.113.2/30"
    gateway = "203.0.113.1"
  }
}

provider "isp2" {
  id        = 2
  interface = "if2"
  table     = 1002 # instead of 100 + id
  ipv4 {
    address = "198.51.100.2/30"
    gateway = "198.51.100.1"
  }
}

default_route {
  balance = [provider.isp1, provider.isp2]
  backup  = [provider.isp3]
}
