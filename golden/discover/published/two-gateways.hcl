# A first configuration, made by gen-splitroute init --live of a machine. The comments say why each
# guess was made: check them, then run gen-splitroute validate, plan and explain.

# enp0s25: the default route of main leaves by it.
provider "enp0s25" {
  id        = 1
  interface = "enp0s25"
  ipv4 {
    address = "172.16.0.69/22"
    gateway = "172.16.3.254"
  }
}

# docker0: it has addresses, and no default route leaves by it.
network "docker0" {
  interface = "docker0"
  prefixes  = ["172.17.0.0/16"]
}

# The default route stays in main: main's default route by enp0s25 is no provider's. If that doesn't
# matter:
# default_route {
#   prefer = provider.enp0s25
# }

# These stay as they are on the machine:
# - enp0s25: a default route of main leaves by it, for which there is no provider here: Duplicate
# address. 172.16.0.69 is this machine's address at provider "enp0s25" already (line 7). Write the
# address at this provider: the rules identify providers by it.
