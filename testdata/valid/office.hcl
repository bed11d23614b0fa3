# An office with address space from each of two providers. Its servers have
# public addresses of one or the other; one of them is behind a port forward of
# the firewall. The desks go out by the first provider, translated.
provider "fibre" {
  interface = "eth1"
  ipv4 {
    address    = "203.0.113.2/30"
    gateway    = "203.0.113.1"
    masquerade = true
    prefixes   = ["192.0.2.0/27"]
  }
}

provider "radio" {
  interface = "eth2"
  ipv4 {
    address    = "198.51.100.2/30"
    gateway    = "198.51.100.1"
    masquerade = true
    prefixes   = ["192.0.2.64/28"]
    routes     = ["192.0.2.251/32"] # its own name server
  }
}

network "desks" {
  interface = "eth0"
  prefixes  = ["10.1.0.0/16"]
}

network "fibre-servers" {
  interface = "eth3"
  prefixes  = ["192.0.2.0/27"]
}

network "radio-servers" {
  interface = "eth4"
  prefixes  = ["192.0.2.64/28"]
}

default_route {
  prefer = provider.fibre
  backup = [provider.radio]
}
