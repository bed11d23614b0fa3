# A first configuration, made by gen-splitroute init --live of a machine. The comments say why each
# guess was made: check them, then run gen-splitroute validate, plan and explain.

# enp0s3: the default route of main leaves by it.
provider "enp0s3" {
  id        = 1
  interface = "enp0s3"
  ipv4 {
    address = "auto" # DHCP gave the default route
    gateway = "auto"
  }
}

# docker0: it has addresses, and no default route leaves by it.
network "docker0" {
  interface = "docker0"
  prefixes  = ["172.17.0.0/16"]
}

# main's default route leaves by enp0s3.
default_route {
  prefer = provider.enp0s3
}
