# What may be there only once.
settings {
  connection_marks = false
}

settings { # ERROR: Duplicate block
  table_base = 200
}

network "lan" {
  interface = "if0"
  prefixes  = ["10.0.0.0/24", "10.0.1.0/24", "10.0.0.0/24"] # ERROR: Duplicate list item
}

network "lan" { # ERROR: Duplicate name
  interface = "if4"
  prefixes  = ["10.0.2.0/24"]
}

provider "isp1" {
  interface = "if1"
  interface = "if2" # ERROR: Attribute redefined
  id        = 7
  table     = 500
  ipv4 {
    address = "203.0.113.2/30"
    gateway = "203.0.113.1"
  }
  ipv4 { # ERROR: Duplicate block
    address = "203.0.113.6/30"
  }
}

provider "isp1" { # ERROR: Duplicate name
  interface = "if2"
  id        = 7 # ERROR: Duplicate id
  ipv4 {
    address = "203.0.113.2/24" # ERROR: Duplicate address
  }
}

provider "isp2" {
  interface = "if2"
  id        = 8
  table     = 500 # ERROR: Duplicate table
  ipv4 {
    address = "198.51.100.2/30"
    gateway = "198.51.100.1"
  }
}

provider "lan" { # the name of a network is free for a provider
  interface = "if3"
  id        = 9
  table     = 1000 # ERROR: Duplicate table
  ipv4 {
    address = "192.0.2.2/30"
    gateway = "192.0.2.1"
  }
}

default_route {
  prefer = provider.isp1
}

default_route { # ERROR: Duplicate block
  prefer = provider.isp2
}

provider "isp-4" {
  id        = 14
  interface = "if4"
  ipv4 {
    address = "auto"
    gateway = "auto"
  }
}

provider "isp_4" { # ERROR: Duplicate name
  id        = 15
  interface = "if5"
  ipv4 {
    address = "auto"
    gateway = "auto"
  }
}
