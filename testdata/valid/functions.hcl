# functions.hcl: lists from a file beside this one, and arithmetic on networks
locals {
  listed = split("\n", file("functions.txt"))
  nets   = cidrsubnets("10.20.0.0/16", 8, 4, 4)
}

network "lan" {
  interface = "if0"
  prefixes  = concat(local.nets, [cidrsubnet("10.30.0.0/16", 8, 255)])
}

provider "isp1" {
  interface = format("if%d", 1)
  weight    = max(1, min(3, 2))
  ipv4 {
    address = join("/", [cidrhost("203.0.113.0/28", -3), 28])
    gateway = coalesce(null, "", cidrhost("203.0.113.0/28", 1))
    routes  = local.listed
  }
}

provider "isp2" {
  interface = replace(upper("IF-2"), "IF-", lower("IF"))
  weight    = length(distinct(["a", "b", "a"]))
  ipv4 {
    address  = "198.51.100.2/30"
    gateway  = trimsuffix(provider.isp1.ipv4.gateway == null ? "" : "198.51.100.1 # its router", " # its router")
    prefixes = contains(keys({ space = true }), "space") ? ["198.51.100.64/28"] : []
  }
}

default_route {
  balance = [provider.isp1, provider.isp2]
}

settings {
  connection_marks = false
}
