# Two lines by PPPoE, balanced two to one, and a game console that sticks to one.
#
#              .-- ppp0 ---- vdsl ---- internet   two thirds of the connections
#   rooms -- router
#    eth1      '-- ppp1 ---- adsl ---- internet   one third
#
# A line by PPPoE has no gateway. The hook of pppd follows the addresses, which
# change with each session:
#
#   gen-splitroute hook pppd pppoe.hcl > /etc/ppp/ip-up.d/splitroute
#   chmod +x /etc/ppp/ip-up.d/splitroute; cp /etc/ppp/ip-up.d/splitroute /etc/ppp/ip-down.d/
network "rooms" {
  interface = "eth1"
  prefixes  = ["192.168.1.0/24"]
}

provider "vdsl" {
  id         = 1
  interface  = "ppp0"
  weight     = 2
  masquerade = true
  ipv4 {
    address = "auto"
  }
}

provider "adsl" {
  id         = 2
  interface  = "ppp1"
  masquerade = true
  ipv4 {
    address = "auto"
  }
}

# It wants one address for all that it does.
rule "console" {
  from = ["192.168.1.50"]
  via  = [provider.vdsl, provider.adsl]
}

default_route {
  balance = [provider.vdsl, provider.adsl]
}
