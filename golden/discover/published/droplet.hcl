# A first configuration, made by gen-splitroute init --live of a machine. The comments say why each
# guess was made: check them, then run gen-splitroute validate, plan and explain.

# eth0: the default route of main leaves by it.
provider "eth0" {
  id        = 1
  interface = "eth0"
  ipv4 {
    address = "159.203.20.240/20"
    gateway = "159.203.16.1"
  }
}

# docker0: it has addresses, and no default route leaves by it.
network "docker0" {
  interface = "docker0"
  prefixes  = ["172.17.0.0/16"]
}

# The default route stays in main: main's default route by eth0 is no provider's. If that doesn't
# matter:
# default_route {
#   prefer = provider.eth0
# }

# These stay as they are on the machine:
# - eth0: a default route of main leaves by it, for which there is no provider here: Duplicate
# address. 159.203.20.240 is this machine's address at provider "eth0" already (line 7). Write the
# address at this provider: the rules identify providers by it.
