# A first configuration, made by gen-splitroute init --live of a machine. The comments say why each
# guess was made: check them, then run gen-splitroute validate, plan and explain.

# ens5: the default route of main and of 10005 leaves by it.
# Rule 10005, from its address to table 10005, isn't needed: each provider gets one.
provider "ens5" {
  id        = 1
  interface = "ens5"
  ipv4 {
    address = "auto" # it has a lifetime: DHCP gave it
    gateway = "auto"
  }
}

# ens6: the default route of main and of 10006 leaves by it.
# Rule 10006, from its address to table 10006, isn't needed: each provider gets one.
provider "ens6" {
  id        = 2
  interface = "ens6"
  ipv4 {
    address = "auto" # it has a lifetime: DHCP gave it
    gateway = "auto"
  }
}

# ens7: the default route of main and of 10007 leaves by it.
# Rule 10007, from its address to table 10007, isn't needed: each provider gets one.
provider "ens7" {
  id        = 3
  interface = "ens7"
  ipv4 {
    address = "auto" # it has a lifetime: DHCP gave it
    gateway = "auto"
  }
}

# docker0: it has addresses, and no default route leaves by it.
network "docker0" {
  interface = "docker0"
  prefixes  = ["172.17.0.0/16"]
}

# main prefers ens5, by its metric 515.
default_route {
  prefer = provider.ens5
  backup = [provider.ens6, provider.ens7]
}

# These stay as they are on the machine:
# - Rules that this configuration replaces: 10005, 10006, 10007. Remove them where they are made,
# and the tables that no other rule looks up.
