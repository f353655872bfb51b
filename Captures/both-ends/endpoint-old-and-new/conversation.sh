# Two captures of one client, not two ends: what goes to sws1 is good.pcap, what goes to sws is bad.pcap.
points=(both:client:near)
serve() {
  path_and_router
  at_server run ip address add 203.0.113.11/24 dev far
  at_server picky_server 443 --address "$server_address"
  at_server tls_server 443 -accept 203.0.113.11:443 -cipher DEFAULT@SECLEVEL=0
  sleep 0.5
}
talk() {
  try openssl s_client -connect "$server_address:443" -servername sws.update.microsoft.com -tls1 -cipher DEFAULT@SECLEVEL=0
  ask -connect 203.0.113.11:443 -servername sws1.update.microsoft.com -tls1 -cipher DEFAULT@SECLEVEL=0
}
keep_trace() {
  tcpdump -r "$logs/both.pcap" -w "$2/good.pcap" host 203.0.113.11 2> "$logs/split.log"
  tcpdump -r "$logs/both.pcap" -w "$2/bad.pcap" host "$server_address" 2>> "$logs/split.log"
}
