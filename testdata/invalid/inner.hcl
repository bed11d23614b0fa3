# Networks behind other routers, and what is wrong with each.
network "lan" {
  interface = "if0"
  prefixes  = ["10.0.0.0/24"]
}

network "families" {
  interface = "if0"
  gateway   = "10.0.0.2"
  prefixes = [
    "10.1.0.0/24",
    "2001:db8:1::/64", # ERROR: Conflicting arguments
    "2001:db8:2::/64", # ERROR: Conflicting arguments
  ]
}

network "itself" {
  interface = "if0"
  gateway   = "10.2.0.2" # ERROR: Conflicting arguments
  prefixes  = ["10.2.0.0/24"]
}

network "read" {
  interface = "if0"
  gateway   = "auto" # ERROR: Invalid gateway
  prefixes  = ["10.3.0.0/24"]
}

network "long" {
  interface = "if0"
  gateway   = "10.0.0.2/24" # ERROR: Invalid address
  prefixes  = ["10.4.0.0/24"]
}

network "nobody" {
  interface = "if0"
  gateway   = "224.0.0.1" # ERROR: Not a usable host address
  prefixes  = ["10.5.0.0/24"]
}

provider "isp1" {
  interface = "if1"
  ipv4 {
    address = "203.0.113.2/30"
    gateway = "203.0.113.1"
  }
}
