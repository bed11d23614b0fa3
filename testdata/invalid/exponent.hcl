# Numbers that would take half a minute to print.
provider "isp1" {
  interface = "if1"
  id     = 1e10000000 # ERROR: Number too long
  weight = 1e999      # ERROR: Number too long
  ipv4 {
    address = "203.0.113.2/30"
  }
}
