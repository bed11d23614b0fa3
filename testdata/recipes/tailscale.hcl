# Two lines, and Tailscale beside them.
#
#              .-- eth0 ---- cable ---- internet
#   rooms -- router
#    lan0      '-- eth1 ---- dsl ------ internet
#              ' - tailscale0
#
# Tailscale has rules of its own, at 5210 to 5270, before ours, and its addresses stay
# reachable. It marks its own packets and sends them by main's default route: they
# don't use dsl while cable is down, unless main has a default route by dsl, too.
network "rooms" {
  interface = "lan0"
  prefixes  = ["192.168.1.0/24"]
}

provider "cable" {
  id         = 1
  interface  = "eth0"
  masquerade = true
  ipv4 {
    address = "auto"
    gateway = "auto"
  }
}

provider "dsl" {
  id         = 2
  interface  = "eth1"
  masquerade = true
  ipv4 {
    address = "198.51.100.2/30"
    gateway = "198.51.100.1"
  }
}

default_route {
  balance = [provider.cable, provider.dsl]
}
