# What isn't HCL at all.
provider "isp1" {
  interface = "if1" "if2" # ERROR: Missing newline after argument
}
