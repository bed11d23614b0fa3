# OpenWrt with PPPoE and a modem.
#
#              .-- pppoe-wan ---- dsl ---- internet
#   rooms -- router
#    br-lan    '-- wwan0 -------- lte ---- internet   only while dsl is gone
#
# It needs the packages ip-full and, here, nftables, which firewall4 has anyhow. Leave
# mwan3 and pbr out: they are for the same. In /etc/config/network give both interfaces
# a metric, such as 10 and 20.
#
#   gen-splitroute openwrt.hcl > setup.sh       and so on; copy both to /etc/splitroute
#   gen-splitroute hook openwrt openwrt.hcl     as /etc/hotplug.d/iface/90-splitroute
#   gen-splitroute unit --openwrt openwrt.hcl   as /etc/init.d/splitroute
#
# The firewall's zone translates already (masq). Translating here as well does no harm.
network "rooms" {
  interface = "br-lan"
  prefixes  = ["192.168.1.0/24"]
}

provider "dsl" {
  id         = 1
  interface  = "pppoe-wan"
  masquerade = true
  ipv4 {
    address = "auto"
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
  prefer = provider.dsl
  backup = [provider.lte]
}
