# Expressions that can't be evaluated, or give a value of another type.
provider "isp1" {
  interface = if1                        # ERROR: Unknown reference
  id        = "1" + 1                    # ERROR: Wrong type
  table     = max(1, "2")                # ERROR: Wrong type
  weight    = "yes" ? 1 : 2              # ERROR: Wrong type
  ipv4 {
    address  = "203.0.113.2/${null}"                   # ERROR: Null value
    gateway  = [1, 2][2]                               # ERROR: No such element
    prefixes = [for p in "192.0.2.0/24" : p]           # ERROR: Wrong type
    routes   = [provider.isp1, "${["192.0.2.0/24"]}x"] # ERROR: Wrong type; Wrong type
    onlink   = !1                                      # ERROR: Wrong type
  }
}

provider "isp2" {
  interface = uper("if2")      # ERROR: Unknown function
  id        = 1 / 0            # ERROR: Division by zero
  table     = 1e99 * 1e99      # ERROR: Number out of range
  weight    = floor()          # ERROR: Wrong number of arguments
  ipv4 {
    address  = cidrhost("10.0.0.0/33", 1)    # ERROR: Invalid argument
    gateway  = provider.isp1.ipv4.getaway    # ERROR: Unknown attribute
    prefixes = split("", "a")                # ERROR: Invalid argument
    routes   = file("../nowhere/list.txt")   # ERROR: Invalid argument
    onlink   = true ? false : var.missing    # ERROR: Unknown variable
  }
}

network "lan" {
  interface = -"if0"                                   # ERROR: Wrong type
  prefixes  = ["10.0.0.0/8"][*]                        # ERROR: Expression not supported
}

network "more" {
  interface = false && local.missing || 1 == "1" ? "if0" : "if1" # ERROR: Unknown local value; Wrong type
  prefixes  = [for n in range(3) : n]                  # ERROR: Unknown function
}

network "computed" {
  interface = { a = "if0", "a" = "if1" }.a # ERROR: Duplicate key
  prefixes  = split(",", "10.0.0.0/8, ,# a comment,10.0.0.1/8,x") # ERROR: Prefix has host bits; Invalid prefix
}

network "pulled" {
  interface = network.computed                         # ERROR: Wrong type
  prefixes  = { for k, v in [1, 2] : "a" => v }        # ERROR: Duplicate key
}

default_route {
  prefer = provider.isp1[0] # ERROR: Wrong type
}
