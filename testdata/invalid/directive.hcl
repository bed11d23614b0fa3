# A directive within a text.
provider "isp1" {
  interface = "%{if true}if1%{endif}" # ERROR: Template directive not supported
}
