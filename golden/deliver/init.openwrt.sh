#!/bin/sh /etc/rc.common
# Routing over several internet providers, at boot.
# Written by gen-splitroute 0.1.0 from home.hcl.
#
# Install it, executable, as /etc/init.d/splitroute, then run
#   /etc/init.d/splitroute enable
#   /etc/init.d/splitroute start
# A changed script is put in place by /etc/init.d/splitroute reload, which loses no packet.

# shellcheck disable=SC2034 # rc.common reads these variables
START=95 STOP=10

start() {
	rm -f /run/splitroute-hook/stopped
	sh /etc/splitroute/setup.sh
}

reload() { sh /etc/splitroute/setup.sh; }

# Hooks don't set it up again while the file "stopped" is there.
stop() {
	mkdir -p /run/splitroute-hook && : >/run/splitroute-hook/stopped
	sh /etc/splitroute/teardown.sh
}
