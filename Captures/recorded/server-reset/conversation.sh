serve() { picky_server 443 --refuse-all; }
talk() { try openssl s_client -connect 127.0.0.1:443 -servername sws.update.microsoft.com; }
