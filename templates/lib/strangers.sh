# strangers [default] [unmarked] [marks]: routes and rules of others that harm this configuration
strangers() {
	case " $* " in *' unmarked '*)
		value_of net/ipv4/conf/all/forwarding
		[ "$value" != 1 ] || say "note: this machine forwards packets, as for containers, and answers" \
			"may leave via the wrong provider; write connection_marks = true in settings"
		;;
	esac
	texts=$(printf '%s\n' "$now" | of_others " $* ")
	[ -z "$texts" ] || while read -r mark text; do # a mark without a mask: all bits are compared
		[ "$mark" = note ] || [ "$((${mark#*/} & mark_mask))" != 0 ] || continue
		say "note: $text"
	done <<EOF
$texts
EOF
}

# of_others WORDS: prints notes, each after the word "note", or after a mark: then the note counts
# only if the mark shares bits with ours
of_others() {
	awk -v tags=" $tags " -v first="${priorities% *}" -v last="${priorities#* }" -v words="$1" \
		-v uses_ipv6="$uses_ipv6" "$behind"'
	$0 == "-6" && uses_ipv6 == "" { exit }
	index(tags, " " behind("proto") " ") { next }
	index(words, " marks ") && /^[0-9]+:\t/ && / fwmark / {
		print behind("fwmark"), "a rule of another program reads bits of mark_mask, so each may",
			"route packets that the other marks:", $0 "; write a mark_mask without these bits"
	}
	!index(words, " default ") { next }
	/^(0\.0\.0\.0|128\.0\.0\.0|::|8000::)\/1 / && !/ table [0-9]/ {
		print "note setup ignores the route of main to", $1, "(as redirect-gateway def1 adds it), so",
			behind("dev"), "is bypassed; write a provider for it"
	}
	!/^[0-9]+:\t/ || $1 + 0 == 0 || $1 + 0 > 32765 { next }
	$1 + 0 > last && (/ lookup / || / goto / || / unreachable/ || / prohibit/ || / blackhole/) {
		print "note this rule comes after our default route, so it decides nothing:", $0 "; write a",
			"provider or routes for its destinations, or give it a priority below", first
	}
	$1 + 0 < first && / fwmark / && / lookup 254( |$)/ {
		print "note packets of this rule use the default route of main alone and do not fail over:",
			$0 "; write table = \"main\" in default_route"
	}'
}
