# A cloud host with three network cards, each with an address by DHCP. Nothing
# is forwarded: each address just has to be answered by its own card.
provider "front" {
  interface = "ens5"
  ipv4 {
    address = "auto"
    gateway = "auto"
  }
}

provider "back" {
  interface = "ens6"
  ipv4 {
    address = "auto"
    gateway = "auto"
  }
}

provider "backup" {
  interface = "ens7"
  ipv4 {
    address = "auto"
    gateway = "auto"
  }
}

default_route {
  prefer = provider.front
}
