serve() { start 443 with_input openssl s_server -accept 127.0.0.1:443 -early_data -tls1_3 -cert "$work/rsa.pem" -key "$work/rsa.key"; }
# The server's protection against replays accepts a ticket once.
talk() {
  local session=$work/session request=$work/request options
  printf 'GET / HTTP/1.0\r\n\r\n' > "$request"
  options=(-connect 127.0.0.1:443 -servername wsus.contoso.com -CAfile "$work/root.pem")
  try_for 1 openssl s_client "${options[@]}" -sess_out "$session"
  try_for 1 openssl s_client "${options[@]}" -sess_in "$session" -early_data "$request"
  try_for 1 openssl s_client "${options[@]}" -sess_in "$session" -early_data "$request"
}
