serve() { tls_server 443 -tls1_2; }
talk() { try openssl s_client -connect 127.0.0.1:443 -servername wsus.contoso.com -verify_return_error; }
