# for_each COMMAND: runs ip once for each address of the list, such as "A, B", in the command
for_each() {
	before=${1%%, *} after=${1##*, }
	list=${1#"${before% *} "}
	for item in ${list%" ${after#* }"}; do
		# shellcheck disable=SC2086 # a word each
		ip ${before% *} "${item%,}" ${after#* }
	done
}
