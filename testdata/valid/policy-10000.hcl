# policy-10000.hcl: ten thousand prefixes, from a list that somebody else keeps
network "lan" {
  interface = "if0"
  prefixes  = ["10.0.0.0/24"]
}

provider "isp1" {
  interface = "if1"
  ipv4 {
    address    = "203.0.113.2/30"
    gateway    = "203.0.113.1"
    masquerade = true
  }
}

provider "isp2" {
  interface = "if2"
  ipv4 {
    address    = "198.51.100.2/30"
    gateway    = "198.51.100.1"
    masquerade = true
  }
}

rule "listed" {
  to  = split("\n", file("policy-10000.txt"))
  via = provider.isp2
}

default_route {
  prefer = provider.isp1
}
