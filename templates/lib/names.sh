# Our lines in rt_tables stand at the head of a file, between these two. The first also names the
# file, or the directory above it, that setup made for them.
begin='# splitroute: begin' end='# splitroute: end'

# name_files: prints the files that have our lines
name_files() {
	[ ! -d /etc/iproute2 ] || find -L /etc/iproute2 -type f -path '/etc/iproute2/rt_tables*' \
		\( -name rt_tables -o -name '*.conf' \) -exec awk -v begin="$begin" '
		index($0, begin) == 1 { print FILENAME }' {} +
}

our_names() { sed -n "/^$begin/,/^$end/p" "$@"; }
other_names() { sed "/^$begin/,/^$end/d" "$@"; }

# clean_names: deletes files that a killed run didn't put in place
clean_names() {
	for dir in /etc /etc/iproute2 /etc/iproute2/rt_tables.d; do
		[ ! -e "$dir/.splitroute.new" ] || rm -rf "$dir/.splitroute.new" || return 1
	done
}

# drop_names: deletes our lines in all files, and what setup made if nothing else is in it
drop_names() {
	clean_names || return 1
	files=$(name_files) || return 1
	for file in $files; do
		case $(our_names "$file") in *"$nl$end") ;; *)
			say "$file: no line $end after $begin; add it"
			return 1
			;;
		esac
		made=$(sed -n "s/^$begin, made //p" "$file") || return 1
		staged=${file%/*}/.splitroute.new
		cp -p "$file" "$staged" && other_names "$file" >"$staged" || return 1
		if [ -z "$made" ] || [ -s "$staged" ]; then
			mv "$staged" "$file" || return 1
			continue
		fi
		rm "$staged" || return 1
		while [ "$file" != "$made" ] && [ "$(ls -A "${file%/*}")" = "${file##*/}" ]; do
			file=${file%/*}
		done
		mv "$file" "${file%/*}/.splitroute.new" && clean_names || return 1
	done
}
