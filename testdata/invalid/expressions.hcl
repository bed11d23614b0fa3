# Only values that stand for themselves.
provider "isp1" {
  interface = if1          # ERROR: Expression not supported
  id        = 1 + 1        # ERROR: Expression not supported
  table     = max(1, 2)    # ERROR: Expression not supported
  weight    = true ? 1 : 2 # ERROR: Expression not supported
  ipv4 {
    address  = "203.0.113.${1}/30"            # ERROR: Expression not supported
    gateway  = "${"203.0.113.1"}"             # ERROR: Expression not supported
    prefixes = [for p in ["192.0.2.0/24"] : p] # ERROR: Expression not supported
    routes   = [provider.isp1]                 # ERROR: Expression not supported
    onlink   = !true                          # ERROR: Expression not supported
  }
}

network "lan" {
  interface = -"if0"           # ERROR: Expression not supported
  prefixes  = ["a$${b}/8"][*] # ERROR: Expression not supported
}

default_route {
  prefer = provider.isp1[0] # ERROR: Not a provider reference
}
