#!/bin/sh /etc/rc.common
# Routing over several internet providers, at boot.
# Written by gen-splitroute 0.1.0 from home.hcl.
#
# Install it, executable, as /etc/init.d/splitroute, then run
#   /etc/init.d/splitroute enable
#   /etc/init.d/splitroute start
# A changed script is put in place by /etc/init.d/splitroute reload, which loses no packet.

# shellcheck disable=SC2034 # rc.common reads these variables
START=95 STOP=10 USE_PROCD=1

start_service() {
	rm -f /run/splitroute-hook/stopped
	# The monitor waits for providers that aren't there yet, and hooks set them up.
	sh /etc/splitroute/setup.sh || :
	procd_open_instance
	procd_set_param command /bin/sh /etc/splitroute/monitor.sh
	procd_set_param file /etc/splitroute/monitor.sh # a changed one is started again
	procd_set_param respawn 3600 5 0
	procd_set_param stderr 1
	procd_close_instance
}

# Hooks don't set it up again while the file "stopped" is there.
service_stopped() {
	mkdir -p /run/splitroute-hook && : >/run/splitroute-hook/stopped
	sh /etc/splitroute/monitor.sh release
	sh /etc/splitroute/teardown.sh
}
