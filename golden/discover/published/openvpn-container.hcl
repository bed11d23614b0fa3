# A first configuration, made by gen-splitroute init --live of a machine. The comments say why each
# guess was made: check them, then run gen-splitroute validate, plan and explain.

# eth0: the default route of main leaves by it.
provider "eth0" {
  id        = 1
  interface = "eth0"
  ipv4 {
    address    = "172.17.0.6/16"
    gateway    = "172.17.0.1"
    masquerade = true # the local networks have private addresses
  }
}

# tun0: it has addresses, and no default route leaves by it.
network "tun0" {
  interface = "tun0"
  prefixes  = ["10.36.112.0/24"]
}

# The default route stays in main: main's route to 0.0.0.0/1 by tun0 would be skipped; main's route
# to 128.0.0.0/1 by tun0 would be skipped. If that doesn't matter:
# default_route {
#   prefer = provider.eth0
# }

# These stay as they are on the machine:
# - tun0: 128.0.0.0/1 overlaps the network of the provider on eth0. Main is looked up first, and
# keeps it.
