# recall BLOCK: sets $on, $address, $addresses, $length, $network, $gateway and $prefixes to what
# the setup in place has of an uplink, or to nothing
# shellcheck disable=SC2034 # not every head needs all of these
recall() {
	begins "$kept" "addresses $1" || :
	addresses=$found
	begins "$kept" "prefixes $1" || :
	on='' address='' prefixes=$found length='' network='' gateway=''
	begins "$kept" "uplink $1" || return 0
	# shellcheck disable=SC2086 # ADDRESS NETWORK GATEWAY
	set -- $found
	on=1 address=${1%/*} length=${1#*/} network=${2#-} gateway=${3#-}
}
