# Expressions that can't be evaluated, or give a value of another type.
provider "isp1" {
  interface = if1                        # ERROR: Unknown reference
  id        = "one" + 1                  # ERROR: Invalid operand
  table     = max(1, "two")              # ERROR: Invalid function argument
  weight    = "yes" ? 1 : 2              # ERROR: Incorrect condition type
  ipv4 {
    address  = "203.0.113.2/${null}"                   # ERROR: Invalid template interpolation value
    gateway  = [1, 2][2]                               # ERROR: Invalid index
    prefixes = [for p in "192.0.2.0/24" : p]           # ERROR: Iteration over non-iterable value
    routes   = [provider.isp1, "${["192.0.2.0/24"]}x"] # ERROR: Wrong type; Invalid template interpolation value
    onlink   = !1                                      # ERROR: Invalid operand
  }
}

provider "isp2" {
  interface = uper("if2")      # ERROR: Call to unknown function
  id        = 1 / 0            # ERROR: Number out of range
  table     = 1e99 * 1e99      # ERROR: Number out of range
  weight    = floor()          # ERROR: Not enough function arguments
  ipv4 {
    address  = cidrhost("10.0.0.0/33", 1)    # ERROR: Invalid function argument
    gateway  = provider.isp1.ipv4.getaway    # ERROR: Unknown attribute
    prefixes = regexall("(", "a")            # ERROR: Invalid function argument
    routes   = file("../nowhere/list.txt")   # ERROR: Invalid function argument
    onlink   = true ? false : var.missing    # ERROR: Unknown variable
  }
}

network "lan" {
  interface = -"if0"                                   # ERROR: Invalid operand
  prefixes  = [{ a = "10.0.0.0/8" }][*].b              # ERROR: Unsupported attribute
}

network "more" {
  interface = false && local.missing || 1 == 1 ? "if0" : "if1" # ERROR: Unknown local value
  prefixes  = [for n in rang(3) : n]                   # ERROR: Call to unknown function
}

network "computed" {
  interface = { a = "if0", b = "if1" }.c   # ERROR: Unsupported attribute
  prefixes  = split(",", "10.0.0.0/8, ,# a comment,10.0.0.1/8,x") # ERROR: Prefix has host bits; Invalid prefix
}

network "pulled" {
  interface = network.computed                         # ERROR: Wrong type
  prefixes  = { for k, v in [1, 2] : "a" => v }        # ERROR: Duplicate object key
}

network "widened" {
  interface = format("%2000000000s", "if0")            # ERROR: Error in function call
  prefixes  = concat(["10.1.0.0/16"], null)            # ERROR: Invalid function argument
}

network "mixed" {
  interface = coalesce(null, "")                       # ERROR: Error in function call
  prefixes  = network.more                             # ERROR: Wrong type
}

default_route {
  prefer = provider.isp1[0] # ERROR: Invalid index
}
