# A first configuration, made by gen-splitroute init --live of a machine. The comments say why each
# guess was made: check them, then run gen-splitroute validate, plan and explain.

# wlp2s0: the default route of main leaves by it.
provider "wlp2s0" {
  id        = 1
  interface = "wlp2s0"
  ipv4 {
    address = "auto" # DHCP gave the default route
    gateway = "auto"
  }
}

# Meta: the default route of 2022 leaves by it.
provider "meta" {
  id        = 2
  interface = "Meta"
  ipv4 {
    address = "198.18.0.1/30"
  }
}

# main's default route leaves by wlp2s0.
default_route {
  prefer = provider.wlp2s0
}

# These stay as they are on the machine:
# - rule 9000 to 198.18.0.0/30 lookup 2022.
# - rule 9001 not lookup main suppress_prefixlen 0.
# - rule 9001 iif Meta goto 9010.
# - rule 9002 not iif lo lookup 2022.
# - rule 9002 from 0.0.0.0/32 iif lo lookup 2022.
# - rule 9002 from 198.18.0.0/30 iif lo lookup 2022.
# - rule 9010.
