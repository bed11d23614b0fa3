# Blocks that don't end where they should, or aren't any: what is in them can't be told.
provider "isp2" {
  interface = "if2"
  "weight" = 2 # ERROR: Invalid argument name
}

settings # ERROR: Argument or block definition required
{
  hash_policy = 4
}
