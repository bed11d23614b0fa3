# A first configuration, made by gen-splitroute init --live of a machine. The comments say why each
# guess was made: check them, then run gen-splitroute validate, plan and explain.

# enp1s0: the default route of main leaves by it.
provider "enp1s0" {
  id        = 1
  interface = "enp1s0"
  ipv4 {
    address = "auto" # it has a lifetime: DHCP gave it
    gateway = "auto"
  }
}

# main's default route leaves by enp1s0.
default_route {
  prefer = provider.enp1s0
}

# These stay as they are on the machine:
# - tailscale0: it has no network that a block could name. Main is looked up first, and keeps its
# routes.
# - rule 5210 fwmark 0x80000 lookup main.
# - rule 5230 fwmark 0x80000 lookup default.
# - rule 5250 fwmark 0x80000 unreachable.
# - rule 5270 lookup 52.
