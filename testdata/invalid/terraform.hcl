# Habits of Terraform's users that have no meaning here.
terraform { # ERROR: Unsupported block type
}

variable "list" {
  type    = list(string) # ERROR: Unsupported argument
  default = ["192.0.2.0/24"]
}

provider "isp1" {
  count     = 2                  # ERROR: Unsupported argument
  interface = "if${count.index}" # ERROR: Unknown reference
  ipv4 {
    address = "203.0.113.2/30"
  }
}

provider "isp2" {
  for_each  = { a = "if2" } # ERROR: Unsupported argument
  interface = each.value    # ERROR: Unknown reference
  dynamic "ipv4" {          # ERROR: Unsupported block type
    for_each = [1]
    content {
      address = "198.51.100.2/30"
    }
  }
}

rule "file" {
  to  = split("\n", file("${path.module}/list.txt")) # ERROR: Unknown reference
  via = provider.isp1
}

rule "lines" {
  to  = "192.0.2.0/24\n198.51.100.0/24\n" # ERROR: Wrong type
  via = provider.isp1
}

rule "joined" {
  to  = ["192.0.2.0/24, 198.51.100.0/24", "192.0.3.0/255.255.255.0"] # ERROR: Invalid prefix; Invalid prefix
  via = provider.isp1
}

data "dns" "isp1" { # ERROR: Unsupported block type
}

rule "data" {
  to  = [data.dns.isp1.address] # ERROR: Unknown reference
  via = provider.isp1
}

locals {
  numbers = jsondecode("[1") # ERROR: Invalid function argument
  large   = pow(10, 1000)    # ERROR: Error in function call
}
