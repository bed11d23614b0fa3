# expressions.hcl: what HCL itself has, and functions as Terraform has them
variable "extra" {
  default = null
}

locals {
  sites    = { berlin = 10, hamburg = 20 }
  servers  = <<-EOT
    10.20.0.11      # the web server
    10.20.0.12/32

    ; and those behind it
    %{~for n in range(3)}
    10.20.1.${n}
    %{~endfor}
  EOT
  resolver = [{ isp = "isp1", address = "192.0.2.53" }, { isp = "isp2", address = "198.51.100.53" }]
}

network "lan" {
  interface = "if0"
  prefixes  = sort(formatlist("10.%s.0.0/16", values(local.sites)))
}

provider "isp1" {
  interface  = "if${substr("x1", 1, 1)}"
  masquerade = true
  ipv4 {
    address = "203.0.113.2/30"
    gateway = cidrhost(provider.isp1.ipv4.address, 1)
    routes  = [for r in local.resolver : r.address if r.isp == "isp1"]
  }
}

provider "isp2" {
  interface  = replace("if-2", "/[^a-z0-9]/", "")
  masquerade = provider.isp1.masquerade
  weight     = length(local.resolver[*].isp)
  ipv4 {
    address = "198.51.100.2/30"
    gateway = try(var.extra.gateway, "198.51.100.1")
    routes  = ["198.51.100.53/32", var.extra]
  }
}

rule "servers" {
  from = split("\n", local.servers)
  via  = local.sites["berlin"] > 10 ? provider.isp2 : provider.isp1
}

rule "calls" {
  protocol          = "udp"
  destination_ports = concat([5060], [for p in [10000, 20000] : "${p}-${p + 99}"])
  to                = distinct(flatten([for s in keys(local.sites) : [cidrsubnet("192.0.2.0/24", 1, 1)]]))
  via               = one([for p in provider : p if p.weight > 1])
}

default_route {
  balance = [for n in sort(keys(provider)) : provider[n]]
}
