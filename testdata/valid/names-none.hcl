# names-none.hcl: nothing under /etc/iproute2 is touched, tables are numbers;
# all other settings differ from their defaults, too
settings {
  rt_tables        = "none"
  table_base       = 7000
  priority_base    = 14000
  mark_mask        = "0xff00"
  protocols        = [211, 212]
  connection_marks = false
  manage_sysctls   = false
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
  balance = [provider.isp1, provider.isp2]
}
