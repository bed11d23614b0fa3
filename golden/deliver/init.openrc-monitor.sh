#!/sbin/openrc-run
# Watches the providers: one that doesn't answer gets no new connections.
# Written by gen-splitroute 0.1.0 from home.hcl.
#
# Install it, executable, as /etc/init.d/splitroute-monitor, then run
#   rc-update add splitroute-monitor
#   rc-service splitroute-monitor start
# After you change monitor.sh, run: rc-service splitroute-monitor restart

# shellcheck shell=sh disable=SC2034 # openrc-run(8) reads these variables
description='Health of the internet providers'
supervisor=supervise-daemon
command=/bin/sh
command_args=/etc/splitroute/monitor.sh
pidfile=/run/splitroute-monitor.pid
error_log=/var/log/splitroute-monitor.log
respawn_delay=1
respawn_max=0
required_files=/etc/splitroute/monitor.sh

depend() {
	need localmount
	after splitroute
}

# Without a monitor, all providers count as up.
stop_post() { sh /etc/splitroute/monitor.sh release; }
