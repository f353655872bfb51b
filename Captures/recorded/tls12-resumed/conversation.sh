serve() { tls_server 443 -tls1_2 -cipher "$four_suites"; }
talk() {
  local session
  for session in tickets '' ; do
    local choice=(-no_ticket)
    [[ $session == tickets ]] && choice=()
    ask -connect 127.0.0.1:443 -servername wsus.contoso.com "${choice[@]}" -sess_out "$logs/session"
    ask -connect 127.0.0.1:443 -servername wsus.contoso.com "${choice[@]}" -sess_in "$logs/session"
  done
}
