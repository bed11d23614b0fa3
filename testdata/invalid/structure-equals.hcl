# A block that is written as an argument.
provider "isp1" = { # ERROR: Invalid block definition
  interface = "if 1"
}
