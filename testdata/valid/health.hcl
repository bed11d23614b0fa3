# Who watches the providers: the health block of all of them, and what one of them
# says itself. Its DNS server is in its routes, so that no other one leads to it.
health {
  targets  = ["192.0.2.53", "198.51.100.53", "2001:db8:53::1", "gateway"]
  interval = "500ms"
  quorum   = 2
  loss     = 25
  latency  = "400ms"
}

provider "fibre" {
  interface  = "eth0"
  masquerade = true
  ipv4 {
    address = "203.0.113.2/30"
    gateway = "203.0.113.1"
    routes  = ["192.0.2.128/25"]
  }
  ipv6 {
    address = "2001:db8:1::2/64"
    gateway = "fe80::1"
  }
  health {
    timeout  = "600ms"
    suspect  = 3
    fall     = 10
    rise     = 20
    window   = "1m"
    failback = "2m"
    dns      = { name = "example.org", server = "192.0.2.153" }
    on_down  = "keep"
  }
}

provider "lte" {
  interface  = "wwan0"
  masquerade = true
  metered    = true
  ipv4 {
    address = "auto"
    gateway = "auto"
  }
}

# A tunnel has no gateway. Its own targets are what it is judged by.
provider "tunnel" {
  interface = "tun0"
  ipv4 {
    address = "10.9.0.2/32"
  }
  health {
    targets = ["192.0.2.1", "198.51.100.1"]
    latency = null
  }
}

network "home" {
  interface = "br-lan"
  prefixes  = ["192.168.1.0/24"]
}

default_route {
  prefer = provider.fibre
  backup = [provider.lte, provider.tunnel]
}
