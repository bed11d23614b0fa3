# Three cards with tables of amazon-ec2-net-utils.
for i in 5 6 7; do
	link "ens$i"
	ip address add "172.31.${i}0.10/24" brd + dev "ens$i" valid_lft 3600 preferred_lft 3600
	ip route add default via "172.31.${i}0.1" dev "ens$i" proto dhcp src "172.31.${i}0.10" metric "51$i"
	ip route add default via "172.31.${i}0.1" dev "ens$i" proto dhcp src "172.31.${i}0.10" table "1000$i"
	ip rule add priority "1000$i" from "172.31.${i}0.10" lookup "1000$i"
done
link docker0
ip address add 172.17.0.1/16 brd + dev docker0
