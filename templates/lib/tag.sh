# choose_tag: that of the setup in place
choose_tag() {
	begins "$kept" tag || found=${tags% *}
	tag=$found metric=1
	# shellcheck disable=SC2034 # heads with IPv6 have $metric
	[ "$tag" = "${tags% *}" ] || metric=2
}
