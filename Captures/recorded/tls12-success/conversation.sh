serve() { tls_server 443 -tls1_2 -cipher "$four_suites"; }
talk() { ask -connect 127.0.0.1:443 -servername sws.update.microsoft.com -tls1_2; }
