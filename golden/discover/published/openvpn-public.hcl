# A first configuration, made by gen-splitroute init --live of a machine. The comments say why each
# guess was made: check them, then run gen-splitroute validate, plan and explain.

# eth0: the default route of main leaves by it.
provider "eth0" {
  id        = 1
  interface = "eth0"
  ipv4 {
    address = "172.18.0.2/16"
    gateway = "172.18.0.1"
    # masquerade = true # would also translate public addresses of local networks: first write them into
    # prefixes of their provider
  }
}

# tun0: it has addresses, and no default route leaves by it.
network "tun0" {
  interface = "tun0"
  prefixes  = ["80.255.5.64/27"]
}

# The default route stays in main: main's route to 0.0.0.0/1 by tun0 would be skipped; main's route
# to 128.0.0.0/1 by tun0 would be skipped. If that doesn't matter:
# default_route {
#   prefer = provider.eth0
# }

# These stay as they are on the machine:
# - tun0: 128.0.0.0/1 overlaps the network of the provider on eth0. Main is looked up first, and
# keeps it.
