# networks.hcl: several local networks, two of them on one interface
settings {
  connection_marks = false
}

network "office" {
  interface = "if0"
  prefixes  = ["10.0.0.0/24", "10.0.1.0/24"]
}

network "guests" {
  interface = "if0"
  prefixes  = ["10.64.0.0/16"]
}

network "dmz" {
  interface = "if3"
  prefixes  = ["10.128.0.0/24"]
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
  balance = [provider.isp1, provider.isp2]
  table   = "main"
}
