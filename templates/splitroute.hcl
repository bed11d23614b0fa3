# Routing for two internet providers.
#
#   gen-splitroute > setup.sh                    reads ./splitroute.hcl
#   gen-splitroute teardown > teardown.sh        undoes what setup.sh does
#
# Put your own interfaces and addresses in place of these.

# A network of yours, behind this machine.
network "lan" {
  interface = "if0"
  prefixes  = ["10.0.0.0/24"]
}

provider "isp1" {
  id        = 1 # table 101 and the priorities of its rules: keep it
  interface = "if1"
  weight    = 2

  masquerade = true # hosts of yours have no addresses in the internet
  ipv4 {
    address = "203.0.113.2/30"
    gateway = "203.0.113.1"
  }
}

provider "isp2" {
  id        = 2
  interface = "if2"

  masquerade = true
  ipv4 {
    address = "198.51.100.2/30"
    gateway = "198.51.100.1"
  }
}

# Where packets go that nothing else decides: two thirds by isp1, one third by
# isp2. With prefer = provider.isp1 instead, all of them go by isp1.
default_route {
  balance = [provider.isp1, provider.isp2]
}
