#!/usr/bin/env bash
# Records the conversations in the folders beside this script.
#
#   record.sh [-o FOLDER] [NAME...]     all conversations, or those named
#
# With CONVERSATIONS=FOLDER in the environment, those in that folder. Each folder's conversation.sh says who
# serves and who talks; this script records what they say.
# It starts over in network, mount and process namespaces of its own. So the only addresses there are
# 127.0.0.0/8 and ::1, every port is free, the host's files stay as they are, and the kernel ends all
# that was started here, and nothing else, when the script ends.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
conversations=${CONVERSATIONS:-$here}
source "$here/programs.sh"
source "$here/hosts.sh"

main() {
  local into=$conversations
  if [[ ${1:-} == -o ]]; then into=$(realpath -m -- "${2:?-o needs a folder}"); shift 2; fi
  check_programs
  enter_namespaces -o "$into" "$@"
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  trap 'exit 130' INT TERM
  chmod 755 "$work"
  prepare_network
  make_certificates
  make_error_pages
  local names=("$@") name
  if (( $# == 0 )); then mapfile -t names < <(cd "$conversations" && printf '%s\n' */conversation.sh | sed 's,/.*,,'); fi
  for name in "${names[@]}"; do record_conversation "$name" "$into/$name"; done
}

# Says what is missing and how to get it; installs nothing.
check_programs() {
  local pair missing=()
  for pair in ip:iproute2 ss:iproute2 unshare:util-linux tcpdump:tcpdump editcap:wireshark-common \
    openssl:openssl gnutls-cli:gnutls-bin nginx:nginx tinyproxy:tinyproxy-bin squid:squid \
    haproxy:haproxy iptables:iptables curl:curl dig:bind9-dnsutils python3:python3; do
    command -v "${pair%%:*}" >/dev/null || missing+=("${pair##*:}")
  done
  if (( ${#missing[@]} )); then fail "programs are missing; first run: apt-get install ${missing[*]}"; fi
  (( EUID == 0 )) || fail "namespaces and tcpdump need root; run it with sudo"
}

# Inside, this script is process 1; without that, the mounts below would change the host.
enter_namespaces() {
  [[ ${RECORDING_INSIDE:-} == yes && $$ -eq 1 ]] && return
  RECORDING_INSIDE=yes exec unshare --net --mount --pid --fork --kill-child=TERM --mount-proc \
    bash "$here/record.sh" "$@"
}

# One segment a frame and the MTU of Ethernet: loopback alone would carry a whole flight in one frame.
prepare_network() {
  ip link set lo up mtu 1500 gso_max_segs 1
  printf '127.0.0.1 localhost\n::1 localhost\n' > "$work/hosts"
  printf 'nameserver 127.0.0.1\noptions timeout:1 attempts:1\n' > "$work/resolv.conf"
  mount --bind "$work/hosts" /etc/hosts
  mount --bind "$work/resolv.conf" /etc/resolv.conf
}

# Runs one conversation in a subshell, so that its settings and servers are its own.
record_conversation() (
  local name=$1 folder=$2
  [[ -r $conversations/$name/conversation.sh ]] || fail "there is no conversation $name"
  snaplen=0 filter='' precision=micro form=pcap starts_late=no interface=lo recorded_at=client points=() recorders=()
  source "$conversations/$name/conversation.sh"
  logs=$work/$name
  mkdir -p "$logs" "$folder"
  chmod 777 "$logs"
  serve
  [[ $starts_late == yes ]] || start_recording
  talk
  stop_recording
  stop_servers
  keep_traces "$folder"
)

# Each point is FILE:HOST:INTERFACE; without any, trace is recorded at one interface.
start_recording() {
  local point file host device
  (( ${#points[@]} )) || points=("trace:$recorded_at:$interface")
  for point in "${points[@]}"; do
    IFS=: read -r file host device <<< "$point"
    : > "$logs/$file.log"
    "at_$host" run_tcpdump "$file" "$device"
    wait_until "tcpdump is listening" grep -q 'listening on' "$logs/$file.log"
  done
}

run_tcpdump() {
  "${place[@]}" tcpdump -i "$2" -n -s "$snaplen" -U --immediate-mode -Z root --time-stamp-precision="$precision" \
    -w "$logs/$1.pcap" "$filter" 2>> "$logs/$1.log" &
  recorders+=($!)
}

# The last acknowledgements may be delayed by 40 ms.
stop_recording() {
  local recorder
  sleep 0.4
  kill -INT "${recorders[@]}"
  for recorder in "${recorders[@]}"; do wait "$recorder" || fail "tcpdump failed: $(cat "$logs"/*.log)"; done
}

keep_traces() {
  local point file
  for point in "${points[@]}"; do
    file=${point%%:*}
    grep -q '^0 packets dropped by kernel' "$logs/$file.log" || fail "packets were dropped; record again"
    keep_trace "$file" "$1"
    say "$name, $file: $(grep -o '^[0-9]* packets captured' "$logs/$file.log")"
  done
}

# A conversation may have a function of its own instead.
keep_trace() {
  rm -f "$2/$1".pcap "$2/$1".pcapng "$2/$1".pcap.gz
  case $form in
    pcap) cp "$logs/$1.pcap" "$2/$1.pcap" ;;
    pcapng) editcap -F pcapng "$logs/$1.pcap" "$2/$1.pcapng" ;;
    gzip) gzip -9 -n < "$logs/$1.pcap" > "$2/$1.pcap.gz" ;;
  esac
}

main "$@"
