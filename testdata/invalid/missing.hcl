# What has to be there and isn't.
provider "isp1" { # ERROR: Missing argument; Missing block
}

provider "isp2" {
  interface = "if2"
  ipv4 { # ERROR: Missing argument
    gateway = "198.51.100.1"
  }
}

provider { # ERROR: Missing name for provider
  interface = "if3"
}

network "lan" { # ERROR: Missing argument; Missing argument
}

network "empty" {
  interface = "if0"
  prefixes  = [] # ERROR: Empty list
}

settings "all" { # ERROR: Extraneous label for settings
}

default_route { # ERROR: Missing argument
  backup = [provider.isp2]
}
