# Fibre at home, and a stick with a SIM card for the days without.
#
#              .-- eth0 ---- fibre ---- internet
#   rooms -- router
#    br-lan    '-- wwan0 --- lte ------ internet   only while fibre is gone
#
# Both get their addresses by DHCP. When the cable of fibre is out, packets leave by
# the stick at once, and come back by themselves. The hook of the DHCP client follows
# its leases:
#
#   gen-splitroute hook dhclient home.hcl > /etc/dhcp/dhclient-exit-hooks.d/splitroute
#   gen-splitroute unit home.hcl > /etc/systemd/system/splitroute.service
network "rooms" {
  interface = "br-lan"
  prefixes  = ["192.168.1.0/24"]
}

provider "fibre" {
  id         = 1
  interface  = "eth0"
  masquerade = true
  ipv4 {
    address = "auto"
    gateway = "auto"
  }
}

provider "lte" {
  id         = 2
  interface  = "wwan0"
  masquerade = true
  ipv4 {
    address = "auto"
    gateway = "auto"
  }
}

default_route {
  prefer = provider.fibre
  backup = [provider.lte]
}
