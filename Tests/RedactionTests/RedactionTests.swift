import Diagnosis
import Packets
import PolicyFiles
import Testing

@testable import Redaction

@Suite struct PseudonymTests {
  @Test func twoSecretsNeverShareOne() {
    var narrow = Pseudonyms(key: "k", digits: 1, addressBits: 8)
    let tokens = (0..<500).map { narrow.token(.host, "host\($0)") }
    #expect(Set(tokens).count == 500)
    let tokensAgain = (0..<500).map { narrow.token(.host, "host\($0)") }
    #expect(tokensAgain == tokens)
    let addresses = (0..<256).map { narrow.address(IPAddress(v4: $0)) }
    #expect(Set(addresses).count == 256)
    let addressesAgain = (0..<256).map { narrow.address(IPAddress(v4: $0)) }
    #expect(addressesAgain == addresses)
    var pseudonyms = Pseudonyms(key: nil)
    let many = Set((0..<20_000).map { pseudonyms.address(IPAddress(v4: $0)) })
    let processes = Set((0..<20_000).map { pseudonyms.process($0) })
    #expect(many.count == 20_000 && processes.count == 20_000)
  }

  @Test func theOrderOfAppearanceDoesNotShow() {
    let names = (0..<50).map { "host\($0).contoso.com" }
    var one = Pseudonyms(key: "k")
    var other = Pseudonyms(key: "k")
    let forward = names.map { one.token(.host, $0) }
    let backward = names.reversed().map { other.token(.host, $0) }
    #expect(forward == backward.reversed())
    #expect(forward != forward.sorted())
  }

  @Test func kindsAndKeysAreApart() {
    var one = Pseudonyms(key: "k")
    var other = Pseudonyms(key: "k\0")
    let (host, user) = (one.token(.host, "x"), one.token(.user, "x"))
    #expect(host.dropFirst(5).prefix(8) != user.dropFirst(5))
    let (otherHost, otherAddress) = (other.token(.host, "x"), other.address(IPAddress(v4: 1)))
    let address = one.address(IPAddress(v4: 1))
    #expect(host != otherHost && address != otherAddress)
  }

  @Test func addressesKeepTheirVersion() throws {
    var pseudonyms = Pseudonyms(key: nil)
    let four = pseudonyms.address(IPAddress(v4: 0x0a00_0005))
    #expect(four.isIPv4 && four.low >> 28 == 0xf)
    let six = pseudonyms.address(try #require(IPAddress("fd00::1")))
    #expect(!six.isIPv4 && six.high == 0x2001_0db8_0000_0000)
  }

  /// A server that stands for itself is nobody's pseudonym, and the other way round.
  @Test func keptAddressesAreNoPseudonyms() {
    var pseudonyms = Pseudonyms(key: "k", addressBits: 4)
    let kept = (0..<8).map { IPAddress(v4: 0xf000_0000 | $0) }
    for address in kept { _ = pseudonyms.reserve(address) }
    let made = (0..<8).map { pseudonyms.address(IPAddress(v4: $0)) }
    #expect(Set(made).isDisjoint(with: kept))
    let (refused, again) = (pseudonyms.reserve(made[0]), pseudonyms.reserve(kept[0]))
    #expect(!refused && again)
  }
}

@Suite struct RedactorTests {
  private func redactor() -> Redactor {
    Redactor(
      names: PublicNames(.builtIn), addresses: [IPAddress(v4: 0x1448_eb52)], pseudonyms: Pseudonyms(key: "k"))
  }

  @Test(arguments: [
    ("sws.update.microsoft.com:443", true), ("SWS.update.microsoft.com", true),
    ("wsus.contoso.com:8530", false),
    ("10.0.0.5:8080", false), ("[fd00::5]:443", false), ("fd00::5", false), ("user:secret@proxy:80", false),
    ("wsus:secret", false), ("sws.update.microsoft.com:secret", false), (":443", true),
  ])
  func authorities(_ text: String, _ stays: Bool) {
    var redactor = redactor()
    let redacted = redactor.authority(text)
    #expect((redacted == text) == stays, "\(redacted)")
    for secret in ["contoso", "wsus", "10.0.0.5", "fd00", "secret", "user", "proxy"] {
      #expect(!redacted.contains(secret), "\(redacted)")
    }
    if !stays, text.hasSuffix("443") || text.hasSuffix("8080") || text.hasSuffix("8530") {
      #expect(redacted.split(separator: ":").last == text.split(separator: ":").last)
    }
  }

  @Test func aNameIsOneWhateverItsCase() {
    var redactor = redactor()
    let one = redactor.host("WSUS.Contoso.com.")
    let (same, below) = (redactor.host("wsus.contoso.com"), redactor.host("*.wsus.contoso.com"))
    #expect(one == same && one.hasSuffix(".invalid") && below == "*." + one)
    let known = redactor.host("*.update.microsoft.com")
    #expect(known == "*.update.microsoft.com")
  }

  @Test(arguments: [
    ("/home/alice/trace.pcapng.gz", ".pcapng.gz"), ("C:\\alice\\x.PCAP", ".pcap"), ("trace.contoso", ""),
    ("contoso.com.pcap", ".pcap"), ("trace", ""), (".pcap", ".pcap"), ("a/b.pcap/", ".pcap"),
  ])
  func paths(_ path: String, _ ending: String) {
    var redactor = redactor()
    let redacted = redactor.path(path, .capture)
    #expect(redacted.wholeMatch(of: /capture-[0-9a-f]{8}(.*)/)?.1 == ending[...], "\(redacted)")
    let standardInput = redactor.path("-", .capture)
    #expect(standardInput == "-")
  }

  /// Nothing of the second part is left, all of the third is.
  @Test(arguments: [
    (
      "The remote name could not be resolved: 'wsus01.contoso.com'", ["contoso", "wsus01"],
      ["could not be resolved"]
    ),
    ("actively refused it 10.0.0.5:443", ["10.0.0.5"], ["refused it", ":443"]),
    ("from 10.0.0.5-10.0.0.9, ip_010.000.000.007.", ["10.0.0.5", "10.0.0.9", "010.000"], ["from ", "ip_"]),
    ("to [fd00::5]:443 and fe80::1%12.", ["fd00", "fe80"], [":443", "%12"]),
    ("card 00-1A-2B-3C-4D-5E or 00:1a:2b:3c:4d:5e", ["1A-2B", "1a:2b"], ["card ", " or "]),
    ("user CONTOSO\\alice and bob@contoso.com", ["alice", "bob", "CONTOSO", "contoso"], [" and "]),
    ("in C:\\Users\\Alice Smith\\x.log: failed", ["Alice", "Smith"], ["in path-", ".log: failed"]),
    ("open \"\\\\cm01\\share\\My file\" now", ["cm01", "share", "My file"], [" now"]),
    ("read /home/alice/x.log, done", ["alice", "home"], [", done"]),
    (
      "http://alice:pw@wsus.contoso.com:8530/Content/a?x=1 x", ["alice", "pw", "contoso", "Content"],
      [":8530/", " x"]
    ),
    ("file:///home/alice/x", ["alice"], ["file://"]),
    (
      "SYS=CM01.contoso.com SITE=CS1 PID=2652 TID=3160", ["CM01", "contoso", "CS1", "2652"],
      ["SYS=", "TID=3160"]
    ),
    ("Synchronizing WSUS server CM01 ...", ["CM01"], ["WSUS server ", " ..."]),
    ("UserName: alice; HostName = 'srv'", ["alice", "srv"], ["UserName: ", "HostName = '"]),
    ("[HKEY_USERS\\S-1-5-21-1-2-3-1001\\Software\\X]", ["1001"], ["HKEY_USERS\\", "\\Software\\X]"]),
    ("FileServer.Contoso.Local and www.例え.jp and a.b-c.io", ["Contoso", "例え", "b-c"], [" and "]),
    ("cut at wsus.conto…", ["wsus"], ["cut at "]),
    ("wsus77 of wsus77.contoso.com is WSUS77", ["contoso"], [" of "]),
    ("::::::::: ::: \\\\ // @ \\ C:\\ \u{202e} =", [], ["="]),
  ])
  func linesLoseWhoAndWhere(_ line: String, _ gone: [String], _ stays: [String]) {
    var redactor = redactor()
    let redacted = redactor.line(line)
    for secret in gone { #expect(!redacted.contains(secret), "\(redacted)") }
    for text in stays { #expect(redacted.contains(text), "\(redacted)") }
  }

  @Test(arguments: [
    "2020-08-03 09:12:04.124 UTC Warning w3wp.126 WebServiceCommunicationHelper.ProcessWebServiceProxyException found",
    "Exception Details: System.Net.WebException: The underlying connection was closed ---> System.IO.IOException: x",
    "   at Microsoft.UpdateServices.ServerSyncWebServices.ServerSync.ServerSyncProxy.GetAuthConfig()",
    "WsusService.15 EventLogEventReporter.ReportEvent EventId=501,Type=Information,Category=Synchronization",
    "SCHANNEL Protocols subkey for 'TLS 1.0' not found. Protocol is enabled",
    "<![LOG[Generic exception : ImportUpdateFromCatalogSite failed. Arg = 0037641d-bb9b-4530-9568-11e413223100. Error =x",
    "<time=\"02:03:15.126+000\" date=\"08-11-2020\" component=\"SMS_WSUS_SYNC_MANAGER\" file=\"wsyncmgr.cpp:2102\">",
    "Sync failed: x. Source: CWSyncMgr::DoSync  $$<SMS_WSUS_SYNC_MANAGER><07-20-2020 04:14:31.250+300><thread=1>",
    "[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols\\TLS 1.2\\Client]",
    "\"SchUseStrongCrypto\"=dword:00000001", "<?xml version=\"1.0\" encoding=\"utf-8\"?>",
    "<AppContextSwitchOverrides value=\"Switch.System.Net.DontEnableSystemDefaultTlsVersions=false\"/>",
    "https://sws.update.microsoft.com/ServerSyncWebService/ServerSyncWebService.asmx",
    "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,TLS_RSA_WITH_AES_128_CBC_SHA",
    "v4.0.30319 6.3.9600.18694 KB4022720",
    "NT AUTHORITY\\NETWORK SERVICE", "The remote server returned an error: (407)",
    "Windows Server 2012 R2 Standard",
    "リモート名を解決できませんでした。: 'sws.update.microsoft.com'", "20.72.235.82:443",
  ])
  func ordinaryLinesStay(_ line: String) {
    var redactor = redactor()
    let redacted = redactor.line(line)
    #expect(redacted == line)
  }

  @Test func directoryNames() {
    let text = #"CN=a\,b\\+OU=x,O=Contoso\=1,2.5.4.3=#0c01"#
    let name = DirectoryName(text)
    #expect(name.parts.map(\.type) == ["CN", "OU", "O", "2.5.4.3"])
    #expect(name.parts.map(\.value) == [#"a\,b\\"#, "x", #"Contoso\=1"#, "#0c01"])
    #expect(name.replacing(\.value) == text)
    #expect(DirectoryName("").replacing { _ in "x" } == "x")
  }
}

@Suite struct RedactedFileNameTests {
  @Test(
    arguments: [
      ("HTTP/1.1 400 Bad Request", "HTTP/1.1 400 Bad Request"),
      ("HTTP/1.0 403 Blocked by Contoso", "HTTP/1.0 403"),
      ("HTTP/1.1 403", "HTTP/1.1 403"), ("HTTP/1.1 4o3 Forbidden", nil), ("HTTP/2 400 Bad Request", nil),
      ("220 mail.contoso.com ESMTP", nil), ("", nil), ("HTTP/1.1", nil),
    ] as [(String, String?)])
  func clearText(_ line: String, _ shown: String?) {
    #expect(ClearText.shown(line) == shown)
  }

  @Test func folders() {
    var redaction = Redaction(key: "k")
    #expect(redaction.folder(".") == ".")
    let parts = redaction.folder("east/WSUS01.contoso.com/10.0.0.5").split(separator: "/")
    #expect(parts.count == 3 && parts[0].hasPrefix("folder-") && parts[1].hasPrefix("host-"))
    #expect(parts[2].hasPrefix("2") && parts[2].split(separator: ".").count == 4)
    // As in a capture, where names have no case.
    #expect(redaction.folder("wsus01.contoso.com") == parts[1])
    #expect(redaction.folder("v1.2").hasPrefix("folder-") && redaction.folder("a b.c").hasPrefix("folder-"))
  }

  @Test func files() {
    var redaction = Redaction(key: "k")
    let one = redaction.file("trace.pcapng.gz", at: "/a/trace.pcapng.gz")
    let other = redaction.file("trace.pcapng.gz", at: "/b/trace.pcapng.gz")
    #expect(one != other && one.hasPrefix("capture-") && one.hasSuffix(".pcapng.gz"))
    let host = redaction.file("wsus01.contoso.com.pcap", at: "/c")
    #expect(host == redaction.folder("wsus01.contoso.com") + ".pcap")
    #expect(redaction.key(ofPath: "/a") == Redaction(key: "k").key(ofPath: "/a"))
    #expect(
      redaction.key(ofPath: "/a") != redaction.digest("/a")
        && redaction.keyDigest != Redaction(key: "l").keyDigest)
  }
}
