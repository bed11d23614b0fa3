# strangers [default] [unmarked] [marks]: what others have that harms a configuration like this
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

# of_others WORDS: notes about what others have, behind the word "note", or behind a mark where
# that has to share bits with ours
of_others() {
	awk -v tags=" $tags " -v first="${priorities% *}" -v last="${priorities#* }" -v words="$1" \
		-v uses_ipv6="$uses_ipv6" "$behind"'
	$0 == "-6" && uses_ipv6 == "" { exit }
	index(tags, " " behind("proto") " ") { next }
	index(words, " marks ") && /^[0-9]+:\t/ && / fwmark / {
		print behind("fwmark"), "a rule of others reads bits of mark_mask, so one program may route",
			"what the other has marked:", $0 "; write a mark_mask without these bits"
	}
	!index(words, " default ") { next }
	/^(0\.0\.0\.0|128\.0\.0\.0|::|8000::)\/1 / && !/ table [0-9]/ {
		print "note main is asked without its route to", $1, "(as of redirect-gateway def1), so",
			behind("dev"), "is bypassed; write a provider for it"
	}
	!/^[0-9]+:\t/ || $1 + 0 == 0 || $1 + 0 > 32765 { next }
	$1 + 0 > last && (/ lookup / || / goto / || / unreachable/ || / prohibit/ || / blackhole/) {
		print "note this rule comes after our default route, so it decides nothing:", $0 "; write a",
			"provider or routes for what it is for, or give it a priority below", first
	}
	$1 + 0 < first && / fwmark / && / lookup 254( |$)/ {
		print "note packets of this rule use the default route of main alone and do not fail over:",
			$0 "; write table = \"main\" in default_route"
	}'
}
