# A directive within a text, twice.
provider "isp1" {
  interface = "%{if true}if1%{endif}" # ERROR: Template directive not supported
  ipv4 {
    address = "%{ if true }203.0.113.2%{ endif }/30" # ERROR: Template directive not supported
    gateway = "203.0.113.5/30" # ERROR: Invalid address
  }
}
