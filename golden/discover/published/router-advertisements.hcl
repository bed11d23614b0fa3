# A first configuration, made by gen-splitroute init --live of a machine. The comments say why each
# guess was made: check them, then run gen-splitroute validate, plan and explain.

# en0: the default route of main leaves by it.
provider "en0" {
  id        = 1
  interface = "en0"
  ipv4 {
    address = "auto" # DHCP gave the default route
    gateway = "auto"
  }
}

# wl0: the default route of main leaves by it.
provider "wl0" {
  id        = 2
  interface = "wl0"
  ipv4 {
    address = "auto" # DHCP gave the default route
    gateway = "auto"
  }
}

# The default route stays in main: main's default route by wl0 is no provider's; main's default
# route by en0 is no provider's. If that doesn't matter:
# default_route {
#   prefer = provider.en0
#   backup = [provider.wl0]
# }

# These stay as they are on the machine:
# - wl0: a default route of main leaves by it, for which there is no provider here: it has no
# address for use in the internet.
# - en0: a default route of main leaves by it, for which there is no provider here: it has no
# address for use in the internet.
