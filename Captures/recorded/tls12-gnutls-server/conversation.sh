serve() {
  start 443 gnutls-serv --http --port 443 --priority NORMAL:-VERS-ALL:+VERS-TLS1.2 \
    --x509certfile "$work/ecdsa.pem" --x509keyfile "$work/ecdsa.key"
}
talk() { ask -connect 127.0.0.1:443 -servername wsus.contoso.com; }
