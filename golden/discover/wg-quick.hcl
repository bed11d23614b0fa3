# A first configuration, made by gen-splitroute init --live of a machine. The comments say why each
# guess was made: check them, then run gen-splitroute validate, plan and explain.

settings {
  # rule 32765 not fwmark 0xca6c lookup 51820: its marks share bits with the default mask.
  mark_mask = "0x3f0000"
}

# wlan0: the default route of main leaves by it.
provider "wlan0" {
  id        = 1
  interface = "wlan0"
  ipv4 {
    address = "auto" # it has a lifetime: DHCP gave it
    gateway = "auto"
  }
}

# wg0: the default route of 51820 leaves by it.
provider "wg0" {
  id        = 2
  interface = "wg0"
  ipv4 {
    address = "10.8.0.2/32"
  }
}

# The default route stays in main: rule 32764 lookup main suppress_prefixlen 0 would come behind it,
# and no longer decide; rule 32765 not fwmark 0xca6c lookup 51820 would come behind it, and no
# longer decide. If that doesn't matter:
# default_route {
#   prefer = provider.wlan0
# }

# These stay as they are on the machine:
# - rule 32764 lookup main suppress_prefixlen 0.
# - rule 32765 not fwmark 0xca6c lookup 51820.
