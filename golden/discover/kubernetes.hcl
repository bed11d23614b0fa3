# A first configuration, made by gen-splitroute init --live of a machine. The comments say why each
# guess was made: check them, then run gen-splitroute validate, plan and explain.

# ens3: the default route of main leaves by it.
provider "ens3" {
  id        = 1
  interface = "ens3"
  ipv4 {
    address = "auto" # it has a lifetime: DHCP gave it
    gateway = "auto"
  }
}

# ens4: the default route of main leaves by it.
provider "ens4" {
  id        = 2
  interface = "ens4"
  ipv4 {
    address = "198.51.100.10/24"
    gateway = "198.51.100.1"
  }
}

# cni0: it has addresses, and no default route leaves by it.
network "cni0" {
  interface = "cni0"
  prefixes  = ["10.244.1.0/24"]
}

# main prefers ens3, by its metric 100.
default_route {
  prefer = provider.ens3
  backup = [provider.ens4]
}

# These stay as they are on the machine:
# - flannel.1: it has no network that a block could name. Main is looked up first, and keeps its
# routes.
