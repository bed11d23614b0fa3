# One line with three VLANs: internet, television and telephone.
#
#              .-- eth0.7 ---- internet ---- internet
#   rooms -- router - eth0.8 - tv ---------- 10.128.0.0/9 and multicast sources
#    br-lan    '-- eth0.9 ---- voip -------- 10.20.0.0/16
#
# Television and telephone have servers that only their own VLAN reaches: routes sends
# packets for them there, and never by another VLAN. Nothing else leaves by these two.
network "rooms" {
  interface = "br-lan"
  prefixes  = ["192.168.1.0/24"]
}

provider "internet" {
  id         = 1
  interface  = "eth0.7"
  masquerade = true
  ipv4 {
    address = "auto"
    gateway = "auto"
  }
}

provider "tv" {
  id         = 2
  interface  = "eth0.8"
  masquerade = true
  ipv4 {
    address = "auto"
    gateway = "auto"
    routes  = ["10.128.0.0/9"]
  }
}

provider "voip" {
  id         = 3
  interface  = "eth0.9"
  masquerade = true
  ipv4 {
    address = "auto"
    gateway = "auto"
    routes  = ["10.20.0.0/16"]
  }
}

# The adapter does nothing but telephone.
rule "adapter" {
  from      = ["192.168.1.30"]
  via       = provider.voip
  otherwise = "unreachable"
}

default_route {
  prefer = provider.internet
}
