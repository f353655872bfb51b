serve() { tls_server 443 -tls1_2 -cipher "$four_suites"; }
talk() {
  try openssl s_client -connect 127.0.0.1:443 -servername sws.update.microsoft.com -tls1_2 \
    -cipher ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES128-GCM-SHA256
}
