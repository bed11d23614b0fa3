# A first configuration, made by gen-splitroute init --live of a machine. The comments say why each
# guess was made: check them, then run gen-splitroute validate, plan and explain.

# eth1: the default route of main leaves by it.
provider "eth1" {
  id        = 1
  interface = "eth1"
  ipv4 {
    address = "auto" # the default route names its source, as netifd writes those of DHCP
    gateway = "auto"
    # masquerade = true # would also translate public addresses of local networks: first write them into
    # prefixes of their provider
  }
}

# eth2: the default route of main leaves by it.
provider "eth2" {
  id        = 2
  interface = "eth2"
  ipv4 {
    address = "10.0.4.15/24"
    gateway = "10.0.4.2"
    # masquerade = true # would also translate public addresses of local networks: first write them into
    # prefixes of their provider
  }
}

# br-lan: it has addresses, and no default route leaves by it.
network "br-lan" {
  interface = "br-lan"
  prefixes  = ["192.166.57.0/24"]
}

# eth0: it has addresses, and no default route leaves by it.
network "eth0" {
  interface = "eth0"
  prefixes  = ["192.166.58.0/24"]
}

# main prefers eth1, by its metric 0.
default_route {
  prefer = provider.eth1
  backup = [provider.eth2]
}

# These stay as they are on the machine:
# - rule 1001 iif eth1 lookup 1.
