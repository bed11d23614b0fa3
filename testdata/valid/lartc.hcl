# lartc.hcl: the document's router, to the letter
settings {
  rt_tables        = "/etc/iproute2/rt_tables"
  connection_marks = false
}

network "lan" {                      # $P0_NET on $IF0
  interface = "if0"
  prefixes  = ["10.0.0.0/24"]
}

provider "isp1" {                    # $IF1
  interface = "if1"
  ipv4 {
    address = "203.0.113.2/30"       # $IP1, and $P1_NET from its length
    gateway = "203.0.113.1"          # $P1
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
