# Directives within texts.
provider "isp1" {
  interface = "%{if 1}if1%{endif}" # ERROR: Incorrect condition type
  ipv4 {
    address = "%{for x in 1}203.0.113.2%{endfor}/30" # ERROR: Iteration over non-iterable value
    gateway = "203.0.113.5/30" # ERROR: Invalid address
  }
}
