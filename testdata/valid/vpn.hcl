# A VPN split: the company's networks, and one user of this machine, go through
# the tunnel or not at all. The tunnel is WireGuard, OpenVPN or the like: an
# interface without a gateway. Its own packets go to 192.0.2.1 by the provider.
provider "isp" {
  interface  = "eth0"
  masquerade = true
  ipv4 {
    address = "203.0.113.2/30"
    gateway = "203.0.113.1"
    routes  = ["192.0.2.1/32"]
  }
}

provider "vpn" {
  interface  = "wg0"
  masquerade = true
  ipv4 {
    address = "10.64.0.2/32"
  }
  ipv6 {
    address = "fd64::2/128"
  }
}

network "lan" {
  interface = "eth1"
  prefixes  = ["192.168.1.0/24"]
}

rule "company" {
  to        = ["10.128.0.0/9", "2001:db8:c0::/44"]
  via       = provider.vpn
  otherwise = "unreachable"
}

rule "backup-user" {
  users     = [1001]
  via       = provider.vpn
  otherwise = "unreachable"
}

default_route {
  prefer = provider.isp
}
