# A cloud host with three network cards, and containers with published ports.
#
#                   .-- ens5 ---- front ----.
#   containers -- host -- ens6 -- back ------ internet
#    docker0        '-- ens7 ---- admin ----'
#
# Each address is answered by its own card. What a container sends goes out by the
# first; what came in by another, to a published port, is answered by that one: for
# this, docker0 is a local network here. Addresses of the cards come by DHCP.
network "containers" {
  interface = "docker0"
  prefixes  = ["172.17.0.0/16"]
}

provider "front" {
  id         = 1
  interface  = "ens5"
  masquerade = true # as Docker does: whichever comes first
  ipv4 {
    address = "auto"
    gateway = "auto"
  }
}

provider "back" {
  id         = 2
  interface  = "ens6"
  masquerade = true
  ipv4 {
    address = "auto"
    gateway = "auto"
  }
}

provider "admin" {
  id         = 3
  interface  = "ens7"
  masquerade = true
  ipv4 {
    address = "auto"
    gateway = "auto"
  }
}

default_route {
  prefer = provider.front
  backup = [provider.back, provider.admin]
}
