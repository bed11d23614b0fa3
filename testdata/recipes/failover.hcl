# Two lines, of which the first sometimes fails without its cable being out.
#
#               .-- eth0 ---- fibre ---- internet
#   office -- router
#    lan0       '-- wwan0 --- lte ------ internet   while nobody answers behind fibre
#
# The monitor pings two servers by each line. When neither answers by fibre, new
# connections leave by lte within seconds, and the TCP connections by fibre are reset,
# so that their programs begin again. When fibre has answered for two minutes, new
# connections leave by it again. The telephone system waits for fibre instead. lte is
# metered: as long as nothing uses it, it is asked every 30 seconds.
#
#   gen-splitroute monitor failover.hcl > monitor.sh
#   gen-splitroute unit --monitor failover.hcl > /etc/systemd/system/splitroute-monitor.service
health {
  targets  = ["192.0.2.53", "198.51.100.53"]
  interval = "1s"
  failback = "2m"
}

network "office" {
  interface = "lan0"
  prefixes  = ["192.168.1.0/24"]
}

provider "fibre" {
  id         = 1
  interface  = "eth0"
  masquerade = true
  ipv4 {
    address = "203.0.113.2/30"
    gateway = "203.0.113.1"
  }
}

provider "lte" {
  id         = 2
  interface  = "wwan0"
  masquerade = true
  metered    = true
  ipv4 {
    address = "auto"
    gateway = "auto"
  }
}

rule "telephones" {
  from      = ["192.168.1.20"]
  via       = [provider.fibre]
  otherwise = "unreachable"
}

default_route {
  prefer = provider.fibre
  backup = [provider.lte]
}
