# Variables and local values.
variable "needed" { # ERROR: Missing value
}

variable "9" { # ERROR: Invalid name
  default = 1
}

variable "wan" {
  default     = "if1"
  description = 1     # ERROR: Wrong type
  type        = "any" # ERROR: Unsupported argument
}

variable "wan" { # ERROR: Duplicate name
  default = "if2"
}

variable "heavy" {
  default = "256"
}

variable "sites" {
  default = { berlin = "if7" }
}

locals {
  a     = local.b
  b     = "${local.c}!"
  c     = [local.a] # ERROR: Reference cycle
  own   = local.own # ERROR: Reference cycle
  twice = 1
  x     = var.need   # ERROR: Unknown variable
  y     = lcal.twice # ERROR: Unknown reference
  wan   = "a b"
  inner { # ERROR: Unsupported block type
  }
}

locals {
  twice = 2 # ERROR: Duplicate name
}

provider "isp1" {
  interface = wan             # ERROR: Unknown reference
  weight    = var.heavy       # ERROR: Wrong type
  table     = local.c         # part of a cycle, reported above
  id        = provider.isp2.id
  ipv4 {
    address = "203.0.113.2/30"
  }
}

provider "isp2" {
  interface = var.sites.hamburg # ERROR: Unsupported attribute
  id        = provider.isp1.id # ERROR: Reference cycle
  ipv4 {
    address = "auto:${var.heavy}" # ERROR: Invalid prefix
    gateway = cidrhost(provider.isp2.ipv4.network, 1) # ERROR: Null value
  }
}

network "lan" {
  interface = local.wan                  # ERROR: Invalid interface name
  prefixes  = [network.lan.prefixes[0]]  # ERROR: Reference cycle
}
