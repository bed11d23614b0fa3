# Commands that make a machine of which "ip address", "ip route" and "ip rule" printed
# these lines. "table N" stands before the routes of a table other than main.

# word is what stands behind a word of the line.
function word(name,    i) {
	for (i = 1; i < NF; i++)
		if ($i == name) return $(i + 1)
	return ""
}

function link(dev) {
	if (dev != "" && dev != "lo" && !(dev in links)) print "link " dev
	links[dev] = 1
}

function family() { return $0 ~ /:/ ? "-6" : "-4" }

# address adds one; its network's route comes with it.
function address(prefix, dev, more) {
	link(dev)
	if (!((prefix, dev) in addresses)) print "ip address add " prefix " dev " dev more
	addresses[prefix, dev] = 1
}

# route keeps one for the end, when all addresses are there.
function route() {
	gsub(/ (linkdown|pref medium|scope global)/, "")
	link(word("dev"))
	routes[++count] = "ip " family() " route append " $0 (table == "" ? "" : " table " table)
}

/^table / { table = $2; next }

/^inet/ {
	more = (/ dynamic/ ? " valid_lft 3600 preferred_lft 3600" : "") (/ noprefixroute/ ? " noprefixroute" : "")
	address($2, $NF, more (/^inet6/ ? " nodad" : "") " scope " word("scope"))
	next
}

/^[0-9]+:[ \t]/ {
	priority = $1
	sub(/:/, "", priority)
	$1 = ""
	rules = rules "ip " family() " rule add priority " priority $0 "\n"
	next
}

/^[ \t]+nexthop/ {
	link(word("dev"))
	routes[count] = routes[count] $0
	next
}

# The kernel makes these of addresses.
table == "" && / proto kernel/ && !/ via / {
	dev = word("dev")
	link(dev)
	split($1, net, "/")
	if (word("src") != "") {
		prefix = net[2] == "" ? word("src") " peer " $1 : word("src") "/" net[2]
		address(prefix, dev, word("metric") == "" ? "" : " metric " word("metric"))
	}
	next
}

{ route() }

END {
	for (pass = 1; pass <= 2; pass++)
		for (i = 1; i <= count; i++)
			if ((routes[i] ~ / via /) == (pass == 2)) print routes[i]
	printf "%s", rules
}
