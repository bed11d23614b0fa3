# balance-weights.hcl: isp2 is three times as fast as isp1; a slow third line
# waits behind both. The main table is left alone.
settings {
  connection_marks = false
}

network "lan" {
  interface = "if0"
  prefixes  = ["10.0.0.0/24"]
}

provider "isp1" {
  interface = "if1"
  weight    = 1
  ipv4 {
    address = "203.0.113.2/30"
    gateway = "203.0.113.1"
  }
}

provider "isp2" {
  interface = "if2"
  weight    = 3
  ipv4 {
    address = "198.51.100.2/30"
    gateway = "198.51.100.1"
  }
}

provider "isp3" {
  interface = "if3"
  ipv4 {
    address = "192.0.2.2/30"
    gateway = "192.0.2.1"
  }
}

default_route {
  balance = [provider.isp1, provider.isp2]
  backup  = [provider.isp3]
}
