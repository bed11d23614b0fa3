# null is the same as nothing: fine for what is optional.
settings {
  rt_tables = null
  protocols = null
}

provider "isp1" {
  interface = null # ERROR: Missing argument
  id        = null
  weight    = (null)
  ipv4 {
    address  = "203.0.113.2/30"
    gateway  = null
    prefixes = null
  }
}

network "lan" {
  interface = "if0"
  prefixes  = null # ERROR: Missing argument
}

default_route {
  prefer  = null
  balance = [null] # ERROR: Wrong type
  backup  = null
}
