# Two modems that both believe to be 192.168.1.1: one private subnet and one
# gateway address, behind two interfaces. This machine's addresses differ.
provider "dsl" {
  interface  = "eth1"
  weight     = 2
  masquerade = true
  ipv4 {
    address = "192.168.1.2/24"
    gateway = "192.168.1.1"
  }
}

provider "cable" {
  interface  = "eth2"
  masquerade = true
  ipv4 {
    address = "192.168.1.3/24"
    gateway = "192.168.1.1"
  }
}

network "lan" {
  interface = "eth0"
  prefixes  = ["10.0.0.0/24"]
}

default_route {
  balance = [provider.dsl, provider.cable]
}
