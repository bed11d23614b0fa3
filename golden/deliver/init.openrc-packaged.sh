#!/sbin/openrc-run
# Routing over several internet providers, at boot.
# Written by gen-splitroute 0.1.0.
#
# Put the scripts into the folder of /etc/splitroute/setup.sh, then run
#   rc-update add splitroute
#   rc-service splitroute start
# After you change a script, run: rc-service splitroute reload
# It loses no packet. A restart takes the routing down first.

# shellcheck shell=sh disable=SC2034 # openrc-run(8) reads these variables
description='Routing over several internet providers'
extra_started_commands=reload
required_files=/etc/splitroute/setup.sh

depend() {
	need localmount
	use net
	after firewall nftables
}

start() {
	ebegin 'Setting up the routing'
	rm -f /run/splitroute-hook/stopped
	sh /etc/splitroute/setup.sh
	eend $?
}

reload() {
	ebegin 'Setting up the routing again'
	sh /etc/splitroute/setup.sh
	eend $?
}

# Hooks don't set it up again while the file "stopped" is there.
stop() {
	ebegin 'Taking the routing down'
	mkdir -p /run/splitroute-hook && : >/run/splitroute-hook/stopped
	sh /etc/splitroute/teardown.sh
	eend $?
}
