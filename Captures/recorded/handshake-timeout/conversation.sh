serve() { picky_server 443 --refuse-all --end silence; }
talk() { try curl -sS --connect-timeout 4 --resolve sws.update.microsoft.com:443:127.0.0.1 https://sws.update.microsoft.com/; }
