# The programs that conversations are made of: how each is started, waited for and ended.
# Sourced by record.sh; $here, $work and $logs are its.

servers=()
four_suites=ECDHE-RSA-AES256-GCM-SHA384:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-SHA384:ECDHE-RSA-AES128-SHA256
four_code_points=c030,c02f,c028,c027

say() { printf '%s\n' "$*"; }
fail() { printf 'record.sh: %s\n' "$*" >&2; exit 1; }

# Waits for a condition, ten seconds at most.
wait_until() {
  local what=$1 tries
  shift
  for (( tries = 0; tries < 100; tries++ )); do
    if "$@"; then return; fi
    sleep 0.1
  done
  fail "waited ten seconds until $what"
}

# Looks at the kernel's list of listeners, since a trial connection would be in the recording.
listens() { [[ -n $(run ss -Hltn "sport = :$1") ]]; }

# start PORT PROGRAM ARGUMENT...: a server in the background, ready when its port listens.
start() {
  local port=$1
  shift
  "${place[@]}" "$@" < /dev/null > "$logs/server-$port.log" 2>&1 &
  servers+=($!)
  wait_until "$1 listens on port $port (see $logs/server-$port.log)" listens "$port"
}

# A server that ends when its input does.
with_input() { exec "$@" < <(sleep infinity); }

stop_servers() {
  local server
  for server in "${servers[@]}"; do kill "$server" 2> /dev/null || true; done
  for server in "${servers[@]}"; do wait "$server" 2> /dev/null || true; done
  servers=()
}

# A client that may fail, and may not wait: its failure is what is recorded. Ends after 15 seconds.
try() { timeout 15 "$@" < /dev/null >> "$logs/client.log" 2>&1 || true; }

# try_for SECONDS PROGRAM...: a client that is still listening when its input ends.
try_for() { sleep "$1" | timeout 15 "${@:2}" >> "$logs/client.log" 2>&1 || true; }

# One HTTP request through TLS: reads until the server closes.
ask() { printf 'GET / HTTP/1.0\r\n\r\n' | timeout 15 openssl s_client -quiet "$@" >> "$logs/client.log" 2>&1 || true; }

# A test authority, an RSA and an ECDSA certificate for the names that are used.
make_certificates() {
  local kind names=DNS:sws.update.microsoft.com,DNS:sws1.update.microsoft.com,DNS:wsus.contoso.com,DNS:example.com
  openssl req -x509 -newkey rsa:2048 -noenc -days 30 -subj '/O=Contoso/CN=Contoso Test Root' \
    -keyout "$work/root.key" -out "$work/root.pem" 2> /dev/null
  openssl genrsa -out "$work/rsa.key" 2048 2> /dev/null
  openssl ecparam -name prime256v1 -genkey -noout -out "$work/ecdsa.key"
  for kind in rsa ecdsa; do
    openssl req -new -key "$work/$kind.key" -subj '/O=Contoso/CN=wsus.contoso.com' -out "$work/$kind.csr"
    openssl x509 -req -in "$work/$kind.csr" -CA "$work/root.pem" -CAkey "$work/root.key" -days 30 \
      -extfile <(printf 'subjectAltName=%s\n' "$names") -out "$work/$kind.pem" 2> /dev/null
  done
}

# A certificate of an authority that no server here knows.
stranger_certificate() {
  openssl req -x509 -newkey rsa:2048 -noenc -days 30 -subj '/O=Contoso/CN=Stranger' \
    -keyout "$work/stranger.key" -out "$work/stranger.pem" 2> /dev/null
}

# A certificate with so many names that it needs several segments.
long_certificate() {
  openssl x509 -req -in "$work/rsa.csr" -CA "$work/root.pem" -CAkey "$work/root.key" -days 30 -out "$work/long.pem" \
    -extfile <(printf 'subjectAltName=DNS:sws.update.microsoft.com'; printf ',DNS:host-%s.contoso.com' {1..99}) 2> /dev/null
}

# tls_server PORT OPTION...: OpenSSL's server with a status page, on 127.0.0.1 unless -accept says else.
tls_server() {
  local port=$1
  shift
  start "$port" openssl s_server -accept "127.0.0.1:$port" -www -cert "$work/rsa.pem" -key "$work/rsa.key" "$@"
}

# picky_server PORT OPTION...: ends connections over hellos that it does not like.
picky_server() {
  local port=$1
  shift
  start "$port" python3 "$here/picky_server.py" --port "$port" --certificate "$work/rsa.pem" --key "$work/rsa.key" "$@"
}

# web_server PORT LISTEN LINE...: nginx with one server block.
web_server() {
  local port=$1 listen=$2
  shift 2
  printf '%s\n' "daemon off; master_process off; pid $logs/nginx.pid; error_log $logs/nginx.log;" \
    'events { worker_connections 64; }' "http { access_log off; server_tokens off;" \
    "client_body_temp_path $logs/body; proxy_temp_path $logs/proxy; fastcgi_temp_path $logs/fastcgi;" \
    "uwsgi_temp_path $logs/uwsgi; scgi_temp_path $logs/scgi;" \
    "server { listen $listen; ssl_certificate $work/rsa.pem; ssl_certificate_key $work/rsa.key;" "$@" \
    'location / { default_type text/plain; return 200 "one answer\n"; } } }' > "$logs/nginx.conf"
  start "$port" nginx -c "$logs/nginx.conf" -e "$logs/nginx.log"
}

# The pages that the proxies send with a refusal: longer than one segment from squid, one line from tinyproxy.
make_error_pages() {
  local page line
  mkdir "$work/pages"
  for page in ERR_ACCESS_DENIED ERR_CACHE_ACCESS_DENIED ERR_CONNECT_FAIL ERR_INVALID_REQ ERR_PROTOCOL_UNKNOWN; do
    for (( line = 1; line <= 60; line++ )); do printf '<p>Line %d of a page about a refused request.</p>\n' "$line"; done > "$work/pages/$page"
  done
  printf '<p>{cause}</p>\n' > "$work/refusal.html"
}

# small_proxy PORT LINE...: tinyproxy. Names are looked up in the hosts file.
small_proxy() {
  local port=$1
  shift
  hosts_know_the_names
  printf '%s\n' "Port $port" 'Listen 127.0.0.1' 'Timeout 10' 'DisableViaHeader Yes' 'MaxClients 10' \
    "DefaultErrorFile \"$work/refusal.html\"" "$@" > "$logs/tinyproxy.conf"
  start "$port" tinyproxy -d -c "$logs/tinyproxy.conf"
}

# big_proxy PORT LINE...: squid, with the rules of who may pass as LINEs. PORT may be ADDRESS:PORT.
big_proxy() {
  local port=${1##*:} address=127.0.0.1
  if [[ $1 == *:* ]]; then address=${1%:*}; fi
  shift
  hosts_know_the_names
  printf '%s\n' "http_port $address:$port" 'visible_hostname proxy.contoso.com' 'pid_filename none' \
    'access_log none' 'cache_store_log none' "cache_log $logs/squid.log" 'cache deny all' 'via off' "coredump_dir $logs" \
    "hosts_file $work/hosts" 'dns_nameservers 127.0.0.1' 'pinger_enable off' 'shutdown_lifetime 0 seconds' \
    'httpd_suppress_version_string on' \
    "error_directory $work/pages" 'max_filedescriptors 1024' "$@" > "$logs/squid.conf"
  start "$port" squid -N -f "$logs/squid.conf"
}

# tcp_proxy PORT:HOW...: HAProxy, which passes connections on to port 8443 with a PROXY header: send-proxy, send-proxy-v2.
tcp_proxy() {
  local pair
  printf '%s\n' 'defaults' 'mode tcp' 'timeout connect 5s' 'timeout client 10s' 'timeout server 10s' > "$logs/haproxy.cfg"
  for pair in "$@"; do
    printf '%s\n' "listen port-${pair%%:*}" "bind 127.0.0.1:${pair%%:*}" "server backend 127.0.0.1:8443 ${pair##*:}" >> "$logs/haproxy.cfg"
  done
  start "${1%%:*}" haproxy -db -f "$logs/haproxy.cfg"
}

# relay ADDRESS:PORT SERVER [SECONDS]: HAProxy, which passes connections on and ends those whose server is silent for so long.
relay() {
  printf '%s\n' 'defaults' 'mode tcp' 'timeout connect 5s' 'timeout client 20s' "timeout server ${3:-10}s" \
    'listen relay' "bind $1" "server backend $2" > "$logs/haproxy.cfg"
  start "${1##*:}" haproxy -db -f "$logs/haproxy.cfg"
}

# keep_lossy FILE FOLDER SEED: one packet in twenty is left out, and the first RST.
keep_lossy() {
  local count first_reset missing
  tcpdump -n -r "$logs/$1.pcap" > "$logs/packets.txt" 2> "$logs/packets.log"
  count=$(wc -l < "$logs/packets.txt")
  first_reset=$(grep -n -m 1 -F 'Flags [R' "$logs/packets.txt" | cut -d: -f1)
  missing=$(python3 -c "import random; print(*random.Random($3).sample(range(1, $count + 1), -(-$count // 20)))")
  # shellcheck disable=SC2086 # one argument a frame
  editcap -F pcap "$logs/$1.pcap" "$2/$1.pcap" $missing $first_reset
}

# Proxies look names up; everyone else here is told addresses, or asks name_server.py.
names_at=127.0.0.1
hosts_know_the_names() { printf '%s sws.update.microsoft.com wsus.contoso.com example.com\n' "$names_at" >> /etc/hosts; }
hosts_know_nothing() { printf '127.0.0.1 localhost\n' > /etc/hosts; }
