# Marks and hardware addresses, and what is wrong with each.
provider "isp1" {
  interface = "if1"
  ipv4 {
    address = "203.0.113.2/30"
    gateway = "203.0.113.1"
  }
}

rule "unmasked" {
  mark = "0x10" # ERROR: Invalid value
  via  = provider.isp1
}

rule "number" {
  mark = 16 # ERROR: Wrong type
  via  = provider.isp1
}

rule "name" {
  mark = "video/0xff" # ERROR: Invalid value
  via  = provider.isp1
}

rule "wide" {
  mark = "0x110/0xff" # ERROR: Invalid value
  via  = provider.isp1
}

rule "nothing" {
  mark = "0x0/0x0" # ERROR: Invalid value
  via  = provider.isp1
}

rule "large" {
  mark = "0x100000010/0xff" # ERROR: Invalid value
  via  = provider.isp1
}

rule "ours" {
  mark = "0x110/0xfff" # ERROR: Conflicting arguments
  via  = provider.isp1
}

rule "unmarked" { # that all bits are 0 is something
  mark = "0/255"
  via  = provider.isp1
}

rule "addresses" {
  macs = [
    "52:54:00:00:00",          # ERROR: Invalid value
    "television",              # ERROR: Invalid value
    "01:00:5e:00:00:01",       # ERROR: Invalid value
    "00:00:00:00:00:00",       # ERROR: Invalid value
    "52:54:00:00:00:00:00:01", # ERROR: Invalid value
    17,                        # ERROR: Wrong type
  ]
  via = provider.isp1
}

rule "nobody" {
  macs = [] # ERROR: Empty list
  via  = provider.isp1
}

rule "elsewhere" { # there is no local network
  macs = ["52:54:00:00:00:17"] # ERROR: Conflicting arguments
  via  = provider.isp1
}

rule "here" {
  users     = [1000]
  macs      = ["52:54:00:00:00:17"] # ERROR: Conflicting arguments; Conflicting arguments
  interface = "if0"                 # ERROR: Conflicting arguments
  via       = provider.isp1
}
