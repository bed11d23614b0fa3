# variables.hcl: one file for many sites; this is what the defaults make of it
variable "site" {
  description = "where the router stands"
  default     = "berlin"
}

variable "preferred" {
  default = "isp1"
}

variable "weights" {
  default = { isp1 = 3, isp2 = 1 }
}

locals {
  sites = {
    berlin  = { number = 1, wan = "if1" }
    hamburg = { number = 2, wan = "if3" }
  }
  site = local.sites[var.site]
  lan  = cidrsubnet("10.0.0.0/16", 8, local.site.number)
}

network "lan" {
  interface = "if0"
  prefixes  = [local.lan]
}

provider "isp1" {
  id        = 1
  interface = local.site.wan
  weight    = var.weights.isp1
  ipv4 {
    address = "${cidrhost("203.0.113.0/28", 1 + local.site.number)}/28"
    gateway = cidrhost(provider.isp1.ipv4.network, 1)
  }
}

provider "isp2" {
  id        = provider.isp1.id + 1
  interface = "if2"
  weight    = var.weights[provider.isp2.name]
  ipv4 {
    address = "198.51.100.2/30"
    gateway = cidrhost(provider.isp2.ipv4.network, 1)
    routes  = [for host in ["192.0.2.53", "192.0.2.54"] : "${host}/32"]
  }
}

default_route {
  prefer = provider[var.preferred]
  backup = [for p in [provider.isp1, provider.isp2] : p if p.name != var.preferred]
}

settings {
  connection_marks = false
}
