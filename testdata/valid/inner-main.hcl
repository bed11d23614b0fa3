# inner-main.hcl: networks behind another router of the site, with main as the default table
network "lan" {
  interface = "if0"
  prefixes  = ["10.0.0.0/24", "2001:db8:10::/64"]
}

network "servers" {
  interface = "if0"
  gateway   = "10.0.0.2"
  prefixes  = ["10.50.0.0/16", "10.60.0.0/24"]
}

network "servers6" {
  interface = "if0"
  gateway   = "2001:db8:10::3"
  prefixes  = ["2001:db8:50::/64"]
}

provider "isp1" {
  interface  = "if1"
  masquerade = true
  ipv4 {
    address = "203.0.113.2/30"
    gateway = "203.0.113.1"
  }
  ipv6 {
    address = "2001:db8:1::2/64"
    gateway = "2001:db8:1::1"
  }
}

provider "isp2" {
  interface  = "if2"
  masquerade = true
  ipv4 {
    address = "198.51.100.2/30"
    gateway = "198.51.100.1"
  }
  ipv6 {
    address = "2001:db8:2::2/64"
    gateway = "2001:db8:2::1"
  }
}

rule "servers" {
  from = concat(network.servers.prefixes, network.servers6.prefixes)
  via  = provider.isp2
}

default_route {
  prefer = provider.isp1
  backup = [provider.isp2]
  table  = "main"
}
