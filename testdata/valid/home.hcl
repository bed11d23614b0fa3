# A home router: fibre, and a stick with a SIM card for the days without. Both
# get their addresses by DHCP; the stick isn't always plugged in.
provider "fibre" {
  interface  = "eth0"
  masquerade = true
  ipv4 {
    address = "auto"
    gateway = "auto"
  }
}

provider "lte" {
  interface  = "wwan0"
  masquerade = true
  optional   = true
  ipv4 {
    address = "auto"
    gateway = "auto"
  }
}

network "home" {
  interface = "br-lan"
  prefixes  = ["192.168.1.0/24"]
}

default_route {
  prefer = provider.fibre
  backup = [provider.lte]
}
