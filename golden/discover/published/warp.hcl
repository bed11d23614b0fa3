# A first configuration, made by gen-splitroute init --live of a machine. The comments say why each
# guess was made: check them, then run gen-splitroute validate, plan and explain.

settings {
  # rule 32765 not fwmark 0xca6c lookup 51820: its marks share bits with the default mask.
  mark_mask = "0x3f0000"
}

# enp0s3: the default route of main leaves by it.
provider "enp0s3" {
  id        = 1
  interface = "enp0s3"
  ipv4 {
    address = "10.0.0.44/24"
    gateway = "10.0.0.1"
  }
}

# wg0: the default route of 51820 leaves by it.
provider "wg0" {
  id        = 2
  interface = "wg0"
  ipv4 {
    address = "172.16.0.2/32"
  }
}

# The default route stays in main: rule 32764 lookup main suppress_prefixlen 0 would come behind it,
# and no longer decide; rule 32765 not fwmark 0xca6c lookup 51820 would come behind it, and no
# longer decide. If that doesn't matter:
# default_route {
#   prefer = provider.enp0s3
# }

# These stay as they are on the machine:
# - rule 18 from 10.0.0.44/32 lookup main.
# - rule 32764 lookup main suppress_prefixlen 0.
# - rule 32765 not fwmark 0xca6c lookup 51820.
