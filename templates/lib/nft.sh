# Loads our tables of nft: connection marks, translation, and sets for rules.
ipsec_off=''

# our_tables: prints our nft tables, as nft -f reads them
our_tables() {
	there=$(command nft list tables) || return 1
	for table in $nft_tables; do
		case "$there$nl" in *"table inet $table$nl"*)
			command nft list table inet "$table" || return 1
			;;
		esac
	done
}

check_nft() {
	case "$nl$kept$nl" in *"${nl}nft$nl"*) kept_nft=1 ;; *) kept_nft='' ;; esac
	[ -n "$marks$sets$kept_nft" ] || return 0
	case $(command nft --version 2>/dev/null) in
	*' v0.'[0-8]* | *' v0.9.'[012]*) problem 'nft 0.9.3 or newer is needed; see: nft --version' ;;
	*' v'*) [ -n "$showing" ] || former_nft=$(our_tables) ;;
	*) problem 'there is no nft; install nftables' ;;
	esac
	case $release in [0-4].* | 5.[0-2].*) problem "nft needs Linux 5.3; this is $release" ;; esac
	[ -z "$former_nft" ] || [ -n "$kept_nft" ] ||
		problem 'nft has a table inet splitroute of somebody else; remove it'
}

# see_ipsec: sets $ipsec_off to a comment sign where nft can't match what IPsec takes; asks nft once
# shellcheck disable=SC2034 # heads with masquerade have it
see_ipsec() {
	ipsec_off=''
	case $showing$kept$nl in 1* | *"${nl}ipsec$nl"*) ;; *)
		command nft --check -f - 2>/dev/null <<EOF || ipsec_off='# '
table inet splitroute_ipsec { chain c { rt ipsec exists accept; }; }
EOF
		;;
	esac
	[ -n "$ipsec_off" ] || stays="$stays${nl}ipsec"
}

# load TEXT: replaces one of our tables in one transaction of nft
load() {
	[ -n "$1" ] || return 0
	lines=$(printf '%s\n' "$1" | sed '/^# /d; /^nft -f - /d; /^EOF$/d')
	command nft -f - <<EOF
$lines
EOF
}

# unload TABLE TEXT: deletes a table that the previous run loaded and that TEXT doesn't have
unload() {
	case $2 in *"table inet $1 {"*) return 0 ;; esac
	case $former_nft in *"table inet $1 {"*) command nft delete table inet "$1" ;; esac
}

# forget: ends connections that the previous setup translated to an address that an uplink has lost,
# or prints the command that does. Where nft chose the address, the kernel ends them by itself,
# except for an address with a peer (inet_cmp in nf_nat_masquerade.c).
forget() {
	while read -r kind block address _; do
		case $kind$uplinks in uplink*"${nl}uplink $block "*) ;; *) continue ;; esac
		case $address,$former_nft in
		*,*" to ${address%/*}$nl"* | */32,*" masquerade$nl"*) address=${address%/*} ;;
		*) continue ;;
		esac
		case $facts in *" $address/"*) continue ;; esac
		case $address in *:*) family=ipv6 ;; *) family=ipv4 ;; esac
		if command -v conntrack >/dev/null; then
			command conntrack -D -f "$family" -q "$address" >/dev/null 2>&1 || : # there was none
		else
			say "note: old connections still use the source $address, which is gone;" \
				"run: conntrack -D -f $family -q $address"
		fi
	done <<EOF
$kept
EOF
}
