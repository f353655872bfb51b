serve() { web_server 8530 '127.0.0.1:8530'; }
talk() { try curl -sS -A 'example' --resolve wsus.contoso.com:8530:127.0.0.1 http://wsus.contoso.com:8530/; }
