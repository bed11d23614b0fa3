# A first configuration, made by gen-splitroute init --live of a machine. The comments say why each
# guess was made: check them, then run gen-splitroute validate, plan and explain.

# enp0s3: the default route of main leaves by it.
provider "enp0s3" {
  id        = 1
  interface = "enp0s3"
  ipv4 {
    address = "10.100.0.2/24"
    gateway = "10.100.0.1"
  }
}

# enp0s3: the default route of 1 leaves by it.
# Rule 500, from its address to table 1, isn't needed: each provider gets one.
provider "enp0s3-2" {
  id        = 2
  interface = "enp0s3"
  ipv4 {
    address = "10.101.0.2/24"
    gateway = "10.101.0.1"
  }
}

# main's default route leaves by enp0s3.
default_route {
  prefer = provider.enp0s3
}

# These stay as they are on the machine:
# - Rules that this configuration replaces: 500. Remove them where they are made, and the tables
# that no other rule looks up.
