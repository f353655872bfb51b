serve() { tls_server 443 -tls1_3 -groups P-256; }
talk() { ask -connect 127.0.0.1:443 -servername wsus.contoso.com -groups X25519:P-256; }
