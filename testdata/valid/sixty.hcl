# sixty.hcl: sixty lines with 10, 30 and 60 Mbit/s, each of which gets its share.
# All that one host sends to another one goes by the same line.
settings {
  hash_policy = "l3"
}

network "lan" {
  interface = "if0"
  prefixes  = ["10.0.0.0/24"]
}

provider "line1" {
  interface  = "up1"
  weight     = 1
  masquerade = true
  ipv4 {
    address = "198.51.100.2/30"
    gateway = "198.51.100.1"
  }
}

provider "line2" {
  interface  = "up2"
  weight     = 3
  masquerade = true
  ipv4 {
    address = "198.51.100.6/30"
    gateway = "198.51.100.5"
  }
}

provider "line3" {
  interface  = "up3"
  weight     = 6
  masquerade = true
  ipv4 {
    address = "198.51.100.10/30"
    gateway = "198.51.100.9"
  }
}

provider "line4" {
  interface  = "up4"
  weight     = 1
  masquerade = true
  ipv4 {
    address = "198.51.100.14/30"
    gateway = "198.51.100.13"
  }
}

provider "line5" {
  interface  = "up5"
  weight     = 3
  masquerade = true
  ipv4 {
    address = "198.51.100.18/30"
    gateway = "198.51.100.17"
  }
}

provider "line6" {
  interface  = "up6"
  weight     = 6
  masquerade = true
  ipv4 {
    address = "198.51.100.22/30"
    gateway = "198.51.100.21"
  }
}

provider "line7" {
  interface  = "up7"
  weight     = 1
  masquerade = true
  ipv4 {
    address = "198.51.100.26/30"
    gateway = "198.51.100.25"
  }
}

provider "line8" {
  interface  = "up8"
  weight     = 3
  masquerade = true
  ipv4 {
    address = "198.51.100.30/30"
    gateway = "198.51.100.29"
  }
}

provider "line9" {
  interface  = "up9"
  weight     = 6
  masquerade = true
  ipv4 {
    address = "198.51.100.34/30"
    gateway = "198.51.100.33"
  }
}

provider "line10" {
  interface  = "up10"
  weight     = 1
  masquerade = true
  ipv4 {
    address = "198.51.100.38/30"
    gateway = "198.51.100.37"
  }
}

provider "line11" {
  interface  = "up11"
  weight     = 3
  masquerade = true
  ipv4 {
    address = "198.51.100.42/30"
    gateway = "198.51.100.41"
  }
}

provider "line12" {
  interface  = "up12"
  weight     = 6
  masquerade = true
  ipv4 {
    address = "198.51.100.46/30"
    gateway = "198.51.100.45"
  }
}

provider "line13" {
  interface  = "up13"
  weight     = 1
  masquerade = true
  ipv4 {
    address = "198.51.100.50/30"
    gateway = "198.51.100.49"
  }
}

provider "line14" {
  interface  = "up14"
  weight     = 3
  masquerade = true
  ipv4 {
    address = "198.51.100.54/30"
    gateway = "198.51.100.53"
  }
}

provider "line15" {
  interface  = "up15"
  weight     = 6
  masquerade = true
  ipv4 {
    address = "198.51.100.58/30"
    gateway = "198.51.100.57"
  }
}

provider "line16" {
  interface  = "up16"
  weight     = 1
  masquerade = true
  ipv4 {
    address = "198.51.100.62/30"
    gateway = "198.51.100.61"
  }
}

provider "line17" {
  interface  = "up17"
  weight     = 3
  masquerade = true
  ipv4 {
    address = "198.51.100.66/30"
    gateway = "198.51.100.65"
  }
}

provider "line18" {
  interface  = "up18"
  weight     = 6
  masquerade = true
  ipv4 {
    address = "198.51.100.70/30"
    gateway = "198.51.100.69"
  }
}

provider "line19" {
  interface  = "up19"
  weight     = 1
  masquerade = true
  ipv4 {
    address = "198.51.100.74/30"
    gateway = "198.51.100.73"
  }
}

provider "line20" {
  interface  = "up20"
  weight     = 3
  masquerade = true
  ipv4 {
    address = "198.51.100.78/30"
    gateway = "198.51.100.77"
  }
}

provider "line21" {
  interface  = "up21"
  weight     = 6
  masquerade = true
  ipv4 {
    address = "198.51.100.82/30"
    gateway = "198.51.100.81"
  }
}

provider "line22" {
  interface  = "up22"
  weight     = 1
  masquerade = true
  ipv4 {
    address = "198.51.100.86/30"
    gateway = "198.51.100.85"
  }
}

provider "line23" {
  interface  = "up23"
  weight     = 3
  masquerade = true
  ipv4 {
    address = "198.51.100.90/30"
    gateway = "198.51.100.89"
  }
}

provider "line24" {
  interface  = "up24"
  weight     = 6
  masquerade = true
  ipv4 {
    address = "198.51.100.94/30"
    gateway = "198.51.100.93"
  }
}

provider "line25" {
  interface  = "up25"
  weight     = 1
  masquerade = true
  ipv4 {
    address = "198.51.100.98/30"
    gateway = "198.51.100.97"
  }
}

provider "line26" {
  interface  = "up26"
  weight     = 3
  masquerade = true
  ipv4 {
    address = "198.51.100.102/30"
    gateway = "198.51.100.101"
  }
}

provider "line27" {
  interface  = "up27"
  weight     = 6
  masquerade = true
  ipv4 {
    address = "198.51.100.106/30"
    gateway = "198.51.100.105"
  }
}

provider "line28" {
  interface  = "up28"
  weight     = 1
  masquerade = true
  ipv4 {
    address = "198.51.100.110/30"
    gateway = "198.51.100.109"
  }
}

provider "line29" {
  interface  = "up29"
  weight     = 3
  masquerade = true
  ipv4 {
    address = "198.51.100.114/30"
    gateway = "198.51.100.113"
  }
}

provider "line30" {
  interface  = "up30"
  weight     = 6
  masquerade = true
  ipv4 {
    address = "198.51.100.118/30"
    gateway = "198.51.100.117"
  }
}

provider "line31" {
  interface  = "up31"
  weight     = 1
  masquerade = true
  ipv4 {
    address = "198.51.100.122/30"
    gateway = "198.51.100.121"
  }
}

provider "line32" {
  interface  = "up32"
  weight     = 3
  masquerade = true
  ipv4 {
    address = "198.51.100.126/30"
    gateway = "198.51.100.125"
  }
}

provider "line33" {
  interface  = "up33"
  weight     = 6
  masquerade = true
  ipv4 {
    address = "198.51.100.130/30"
    gateway = "198.51.100.129"
  }
}

provider "line34" {
  interface  = "up34"
  weight     = 1
  masquerade = true
  ipv4 {
    address = "198.51.100.134/30"
    gateway = "198.51.100.133"
  }
}

provider "line35" {
  interface  = "up35"
  weight     = 3
  masquerade = true
  ipv4 {
    address = "198.51.100.138/30"
    gateway = "198.51.100.137"
  }
}

provider "line36" {
  interface  = "up36"
  weight     = 6
  masquerade = true
  ipv4 {
    address = "198.51.100.142/30"
    gateway = "198.51.100.141"
  }
}

provider "line37" {
  interface  = "up37"
  weight     = 1
  masquerade = true
  ipv4 {
    address = "198.51.100.146/30"
    gateway = "198.51.100.145"
  }
}

provider "line38" {
  interface  = "up38"
  weight     = 3
  masquerade = true
  ipv4 {
    address = "198.51.100.150/30"
    gateway = "198.51.100.149"
  }
}

provider "line39" {
  interface  = "up39"
  weight     = 6
  masquerade = true
  ipv4 {
    address = "198.51.100.154/30"
    gateway = "198.51.100.153"
  }
}

provider "line40" {
  interface  = "up40"
  weight     = 1
  masquerade = true
  ipv4 {
    address = "198.51.100.158/30"
    gateway = "198.51.100.157"
  }
}

provider "line41" {
  interface  = "up41"
  weight     = 3
  masquerade = true
  ipv4 {
    address = "198.51.100.162/30"
    gateway = "198.51.100.161"
  }
}

provider "line42" {
  interface  = "up42"
  weight     = 6
  masquerade = true
  ipv4 {
    address = "198.51.100.166/30"
    gateway = "198.51.100.165"
  }
}

provider "line43" {
  interface  = "up43"
  weight     = 1
  masquerade = true
  ipv4 {
    address = "198.51.100.170/30"
    gateway = "198.51.100.169"
  }
}

provider "line44" {
  interface  = "up44"
  weight     = 3
  masquerade = true
  ipv4 {
    address = "198.51.100.174/30"
    gateway = "198.51.100.173"
  }
}

provider "line45" {
  interface  = "up45"
  weight     = 6
  masquerade = true
  ipv4 {
    address = "198.51.100.178/30"
    gateway = "198.51.100.177"
  }
}

provider "line46" {
  interface  = "up46"
  weight     = 1
  masquerade = true
  ipv4 {
    address = "198.51.100.182/30"
    gateway = "198.51.100.181"
  }
}

provider "line47" {
  interface  = "up47"
  weight     = 3
  masquerade = true
  ipv4 {
    address = "198.51.100.186/30"
    gateway = "198.51.100.185"
  }
}

provider "line48" {
  interface  = "up48"
  weight     = 6
  masquerade = true
  ipv4 {
    address = "198.51.100.190/30"
    gateway = "198.51.100.189"
  }
}

provider "line49" {
  interface  = "up49"
  weight     = 1
  masquerade = true
  ipv4 {
    address = "198.51.100.194/30"
    gateway = "198.51.100.193"
  }
}

provider "line50" {
  interface  = "up50"
  weight     = 3
  masquerade = true
  ipv4 {
    address = "198.51.100.198/30"
    gateway = "198.51.100.197"
  }
}

provider "line51" {
  interface  = "up51"
  weight     = 6
  masquerade = true
  ipv4 {
    address = "198.51.100.202/30"
    gateway = "198.51.100.201"
  }
}

provider "line52" {
  interface  = "up52"
  weight     = 1
  masquerade = true
  ipv4 {
    address = "198.51.100.206/30"
    gateway = "198.51.100.205"
  }
}

provider "line53" {
  interface  = "up53"
  weight     = 3
  masquerade = true
  ipv4 {
    address = "198.51.100.210/30"
    gateway = "198.51.100.209"
  }
}

provider "line54" {
  interface  = "up54"
  weight     = 6
  masquerade = true
  ipv4 {
    address = "198.51.100.214/30"
    gateway = "198.51.100.213"
  }
}

provider "line55" {
  interface  = "up55"
  weight     = 1
  masquerade = true
  ipv4 {
    address = "198.51.100.218/30"
    gateway = "198.51.100.217"
  }
}

provider "line56" {
  interface  = "up56"
  weight     = 3
  masquerade = true
  ipv4 {
    address = "198.51.100.222/30"
    gateway = "198.51.100.221"
  }
}

provider "line57" {
  interface  = "up57"
  weight     = 6
  masquerade = true
  ipv4 {
    address = "198.51.100.226/30"
    gateway = "198.51.100.225"
  }
}

provider "line58" {
  interface  = "up58"
  weight     = 1
  masquerade = true
  ipv4 {
    address = "198.51.100.230/30"
    gateway = "198.51.100.229"
  }
}

provider "line59" {
  interface  = "up59"
  weight     = 3
  masquerade = true
  ipv4 {
    address = "198.51.100.234/30"
    gateway = "198.51.100.233"
  }
}

provider "line60" {
  interface  = "up60"
  weight     = 6
  masquerade = true
  ipv4 {
    address = "198.51.100.238/30"
    gateway = "198.51.100.237"
  }
}

default_route {
  balance = [
    provider.line1, provider.line2, provider.line3, provider.line4, provider.line5, provider.line6,
    provider.line7, provider.line8, provider.line9, provider.line10, provider.line11, provider.line12,
    provider.line13, provider.line14, provider.line15, provider.line16, provider.line17, provider.line18,
    provider.line19, provider.line20, provider.line21, provider.line22, provider.line23, provider.line24,
    provider.line25, provider.line26, provider.line27, provider.line28, provider.line29, provider.line30,
    provider.line31, provider.line32, provider.line33, provider.line34, provider.line35, provider.line36,
    provider.line37, provider.line38, provider.line39, provider.line40, provider.line41, provider.line42,
    provider.line43, provider.line44, provider.line45, provider.line46, provider.line47, provider.line48,
    provider.line49, provider.line50, provider.line51, provider.line52, provider.line53, provider.line54,
    provider.line55, provider.line56, provider.line57, provider.line58, provider.line59, provider.line60,
  ]
}
