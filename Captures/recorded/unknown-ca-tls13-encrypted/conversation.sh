serve() { web_server 443 '127.0.0.1:443 ssl' 'ssl_protocols TLSv1.3;'; }
talk() { try gnutls-cli --port 443 --sni-hostname wsus.contoso.com --verify-hostname wsus.contoso.com 127.0.0.1; }
