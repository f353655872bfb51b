serve() { web_server 443 '127.0.0.1:443 ssl' 'ssl_reject_handshake on;'; }
talk() { try openssl s_client -connect 127.0.0.1:443 -servername wsus.contoso.com; }
