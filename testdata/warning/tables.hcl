# Tables of others, named or counted up to. Of those that are free, 102 is taken.
variable "base" {
  default = 48
}

settings {
  table_base = var.base # WARNING: Number used by another program
}

network "lan" {
  interface = "if0"
  prefixes  = ["10.0.0.0/24"]
}

provider "isp1" {
  interface = "if1"
  id        = 4
  ipv4 {
    address = "203.0.113.2/30"
    gateway = "203.0.113.1"
  }
}

provider "isp2" {
  interface = "if2"
  id        = 54
  table     = 51820 # WARNING: Number used by another program
  ipv4 {
    address = "198.51.100.2/30"
    gateway = "198.51.100.1"
  }
}

provider "isp3" {
  interface = "if3"
  table     = 10000 # WARNING: Number used by another program
  ipv4 {
    address = "192.0.2.2/30"
    gateway = "192.0.2.1"
  }
}

provider "isp4" {
  interface = "if4"
  id        = 53
  table     = 102
  ipv4 {
    address = "192.0.2.6/30"
    gateway = "192.0.2.5"
  }
}

default_route {
  prefer = provider.isp1
}
