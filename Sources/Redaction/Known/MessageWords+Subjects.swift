extension MessageWords {
  static let programs = """
    account action actor activity add-on address addressing admin administration administrator
    administrators agent algorithm api app application apppool architecture argument args array article
    assembly assertion attribute authenticated authority background backup base batch binary binding bit
    bits boolean boot branch browser buffer bug bytes byte cache caller camera capability category cause
    central channel char character charset children class classic client clients clock code collection
    column com command comment component computer computers condition config configuration console constant
    constraint container content context control controller count counter cpu creator credential credentials
    critical cryptographic cryptography culture cursor data database datacenter dataset date day days db
    debug definition delay delegate dependency deserialize detail details developer device diagnostic dialog
    dictionary directory disk dispatcher document domain driver drivers dump duplicate duration dword eapi
    edition element email engine entity entry environment error errors event events evidence example
    exchange execution expression extension factory failure feature features field file filename files
    firmware flag folder frame framework free function garbage gpo group guid handler handle hardware health
    heap help helper history hive hour hours hresult html id identifier identity iis iisreset image
    implementation index info information infrastructure input instance int integer interactive interface
    internals interval inventory item items job journal kernel key keys keyword kind kit label language
    languages layer length level library licence license line lines list listener literal location locale
    logic logical login logon loop machine manager map marker master mb memory message messages metadata
    method microsoft min minute minutes millisecond milliseconds mode model module month months ms msg mutex
    name namespace names nano node notification null number numbers object objects occurrence office offset
    operand operating operation operator option options order organization output overflow owner package
    packages page pages parameter parameters parent part parts party path payload percent performance period
    permission phase platform plugin point policies policy pool position powershell printer priority
    privilege probe problem procedure product products program programs project prompt properties ps
    property provider proxies question quota rate reason recipient record recovery reference reflection reg
    region registry relation release repository resource resources response rest result results revision
    right role row rule runtime scalar scenario schannel scope script seconds sec section security sequence
    serial series server servers service services session sessions side signature site size skus snapshot
    software solution source sources space sql stack stage standardized state statement statistics status
    step storage string structure stub subkey subject subscription subsystem success suffix summary support
    symbol sync syntax system systems table tag target task tasks template term text thread threads
    threshold tick timeout timer times timestamp title token tool top topic total trail transaction tree
    trigger tuple type types ui unit units unicode user users utc utilities utility value values variable
    variant vendor version versions view virtual visual void volume warning warnings week weeks window
    windows word worker workflow workspace workstation wrapper x64 x86 amd64 ia64 arm64 xml xpath year years
    zone am pm default-first w3wp wsusservice wsuspool wsyncmgr wcm wsusctrl smsexec svchost lsass taskhost
    mmc ccmexec wuauserv wuauclt usoclient trustedinstaller bitsadmin netsh gpresult regedit wmic dism
    systeminfo wevtutil findstr certutil
    """

  /// Words of the names of classes and methods.
  static let code = """
    abstract accessor adapter administer allocate async auto await backend callback caught cert cleaner
    comparer compiled compression converter core crypto decompression decorator default-value
    deserialization deserializer diagnose dispatch disposed dont download-manager elapsed emitter enumerator
    evaluator executor executed expected formatter frontend getter globalization health helper hook
    immutable implementation indexer initialization initializer interceptor interop invocation invoker io
    iteration iterator json lazy loader lookup managed mapping marshal marshalling monitoring notifier
    observer override overrides parser pooled poller processor producer reader receiver reflected remoting
    reporter reporting resolver retrier runner scheduler selector serialization serialize serializer
    serialized setter singleton spec stat subscriber supplier synchronized synchronizer tid timing tracer
    tracing transformer uploader validator verifier verification visitor wake-up watcher watchdog wrapped
    writer communication comparison configurator corrupt corrupted damaged distribution flow hkey indicator
    ini integrity later likewise logs merger meta new now nothing both probable probability recursion
    resolution segment cut card shell statistic subset temp terminated thumbprint touch tracker union
    validity validation verifying accessible attached back categories child children cn completion
    destination dir disconnected ever escape fault following improper management mechanism passed periodic
    pending prior purge reach recycled scheme self-update sev lev comp statmsg gmtdate istr0 istr1 istr2
    istr3 istr4 istr5 istr6 istr7 istr8 istr9 supplied unreachable violation wakeup logger logging sms
    """

  static let networks = """
    adapter ack alert alerts alpn anonymous auth authenticator authentication authorization autodetect
    bandwidth base64 bearer bind body bypass ca cbc certificate certificates chain cipher ciphers chunked
    connection connections connectivity content-length content-type cookie crl curve curves dh dhe dhcp
    digest dns dtls ecc ecdh ecdhe ecdsa encryption endpoint endpoints exchange fin firewall ftp gateway gcm
    get-requests group handshake hashes head header headers hello hop host hosts hostname http https
    hypertext icmp inbound intranet internet ip ipsec ipv4 ipv6 issuer kerberos keepalive keep-alive
    key-exchange lan latency listener loopback mac md5 mismatch mtu nat negotiation network networks ntlm
    null oauth ocsp outbound packet packets peer permitted ping pipe pki port ports post private-key
    protocol protocols proxy public-key redirection renegotiation request requests resolver response
    responses reverse revocation route router routing rpc rsa rst schemas secret socket sockets soap spnego
    sni ssl sspi stream streams strength strongcrypto suite suites syn tcp telnet tls transport transit
    tunnel udp unauthenticated unreachable uri url urls user-agent vpn wan wcf web websocket website winhttp
    wininet winsock wire wsdl www-authenticate proxy-authenticate proxy-authorization rc4 des aes sha sha1
    sha256 sha384 sha512 rc2 md4 ecdh_p256 p-256 p-384 p-521 p256 p384 p521 curve25519 soap12 tls10 tls11
    tls12 tls13 ssl2 ssl3 sslv2 sslv3 pct http2 utf8 utf-8 utf-16 utf16 ascii unicode iso-8859-1 ok bad
    forbidden found gone method moved payload permanently temporarily precondition
    """

  static let updates = """
    agent approval approvals applicability arg asmx automatic autoupdate baseline bundle cab cabinet catalog
    catalogue change classification classifications client-side cumulative declined delta deployment
    deployments detection detectoid downstream driver drivers dss esd eula expired express feature fix guids
    hotfix hotfixes kb language license metadata msrc msi msp msu patch preview prerequisite quality
    rebooting reboot replica redirector revision rollup rollups scup selfupdate service-pack severity sp1
    sp2 sp3 standalone supersedence susdb swapped synchronization synchronisation synchronizations target
    targeting third-party ul upstream uss windowsupdate wsus wu wua sccm mecm smsprov sup cm
    softwaredistribution updateid updateids updateservices installedon installedby hotfixid notapplicable
    notspecified scheduled schedule sku eta items nightly
    """

  static let settings = """
    enabled disabled disabledbydefault functions state class reg_sz reg_dword reg_binary reg_multi_sz
    reg_expand_sz reg_qword hkey_local_machine hkey_users hkey_current_user hkey_classes_root hklm hkcu hku
    hkcr currentcontrolset controlset001 controlset002 controlset003 software system wow6432node
    currentversion v2 v4 net nt r2 essentials standard enterprise foundation ultimate professional home core
    preview datacenter evaluation azure windows server build applied winning gpos inherited linked filtering
    precedence setting settings extra explain hex b edittext listbox applies computer administrative
    template templates registry rsop logging planning mode admx adml ssl00010002 configuration
    securityproviders encoding xmlns standalone configsections runtime add remove key value switch
    appcontextswitchoverrides appsettings system.web pool recycle apppools feb mar apr jun jul aug sep oct
    nov dec mon tue wed thu fri sat quot amp lt gt apos nbsp pre div span td tr br
    """
}
