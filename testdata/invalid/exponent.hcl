# A number that would take half a minute to print.
provider "isp1" {
  id = 1e10000000 # ERROR: Number too long
}
