# Two hosts and what lies between them, in network namespaces of their own.
# Sourced by record.sh; the client is the namespace that record.sh runs in.

client_address=10.0.0.5
server_address=203.0.113.10
server_host=
router_host=
place=()

# A namespace with nothing in it, as long as its sleep lasts. Sets host.
new_host() {
  unshare --net sleep infinity &
  host=$!
  servers+=("$host")
  wait_until "a namespace is there" bash -c "[[ \$(readlink /proc/$host/ns/net) != \$(readlink /proc/self/ns/net) ]]"
}

# at_server COMMAND...: a command, or a function of programs.sh, on the server's host.
at_server() { local place=(nsenter --net="/proc/$server_host/ns/net"); "$@"; }
at_client() { "$@"; }
at_router() { local place=(nsenter --net="/proc/$router_host/ns/net"); "$@"; }
run() { "${place[@]}" "$@"; }

# path_between OPTION...: client and server at the ends of path.py, by interfaces near and far.
path_between() {
  new_host
  server_host=$host
  python3 "$here/path.py" near far "$@" > "$logs/path.log" 2>&1 &
  servers+=($!)
  wait_until "path.py has made its interfaces (see $logs/path.log)" ip link show far > "$logs/links.log" 2>&1
  ip link set far netns "$server_host"
  address_of_host near "$client_address"
  at_server address_of_host far "$server_address"
}

# path_and_router OPTION...: a client behind path.py, then a router, then the server. All but the client's link is Ethernet.
path_and_router() {
  new_host; server_host=$host
  new_host; router_host=$host
  python3 "$here/path.py" near far "$@" > "$logs/path.log" 2>&1 &
  servers+=($!)
  wait_until "path.py has made its interfaces (see $logs/path.log)" ip link show far > "$logs/links.log" 2>&1
  ip link set far netns "$router_host"
  address_of_host near "$client_address"
  at_router run ip link set far up mtu 1500 gso_max_segs 1 addrgenmode none
  at_router run ip route add "$client_address/32" dev far
  router_to_server
}

# The router's own link to the server, which both routers have.
router_to_server() {
  at_server run ip link add name far type veth peer name to-server netns "$router_host"
  at_router run ip address add 203.0.113.1/24 dev to-server
  at_router run ip link set to-server up mtu 1500 gso_max_segs 1 addrgenmode none
  at_router run bash -c 'echo 1 > /proc/sys/net/ipv4/ip_forward'
  at_server host_behind far "$server_address/24" 203.0.113.1
}

# translate_addresses: the router gives its own address and another port to what goes to the server.
translate_addresses() { at_router run iptables -t nat -A POSTROUTING -o to-server -p tcp -j MASQUERADE --to-ports 20000-29999 --random; }

# An interface that leads everywhere.
address_of_host() {
  run ip address add "$2/32" dev "$1"
  run ip link set "$1" up mtu 1500 gso_max_segs 1 addrgenmode none
  run ip route add default dev "$1"
}

# router_between MTU: the kernel of a third host forwards, and its link to the client carries MTU bytes a packet.
# The client does not know: its own interface has 1500.
router_between() {
  new_host; server_host=$host
  new_host; router_host=$host
  ip link add name near type veth peer name to-client netns "$router_host"
  at_router run ip address add 10.0.0.1/24 dev to-client
  at_router run ip link set to-client up mtu "$1" gso_max_segs 1 addrgenmode none
  host_behind near "$client_address/24" 10.0.0.1
  router_to_server
}

host_behind() {
  run ip address add "$2" dev "$1"
  run ip link set "$1" up mtu 1500 gso_max_segs 1 addrgenmode none
  run ip route add default via "$3"
}

# drop_icmp CHAIN: a firewall that lets no "fragmentation needed" through (RFC 792; RFC 2923, section 2.1).
drop_icmp() { run iptables -A "$1" -p icmp --icmp-type fragmentation-needed -j DROP; }
