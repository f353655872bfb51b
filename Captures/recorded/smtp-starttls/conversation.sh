form=gzip
serve() { start 25 python3 "$here/mail_server.py" 25 "$work/rsa.pem" "$work/rsa.key"; }
talk() {
  printf 'NOOP\r\nQUIT\r\n' |
    timeout 15 openssl s_client -starttls smtp -connect 127.0.0.1:25 -servername example.com -quiet >> "$logs/client.log" 2>&1 || true
}
