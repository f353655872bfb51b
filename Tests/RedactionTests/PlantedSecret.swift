import Testing

/// Something that must be in no redacted line, and the parts by which it would be recognised.
struct PlantedSecret: Sendable, CustomTestStringConvertible {
  let kind: String
  let text: String
  let parts: [String]

  var testDescription: String { kind }

  init(_ kind: String, _ text: String, _ parts: [String]) {
    (self.kind, self.text, self.parts) = (kind, text, parts)
  }

  static let all: [PlantedSecret] = names + accounts + credentials + numbers + encoded

  private static let names = [
    PlantedSecret("a host", "wsushq01.contoso.com", ["wsushq01", "contoso"]),
    PlantedSecret("a name of NetBIOS", "WSUSHQ01", ["wsushq01"]),
    PlantedSecret("a name of words and a number", "SERVER01", ["server01"]),
    PlantedSecret("a name of words and hyphens", "wsus-proxy-01", ["wsus-proxy", "proxy-01"]),
    PlantedSecret("a name of words and underscores", "SQL_SERVER_A", ["sql_server", "server_a"]),
    PlantedSecret("a host of words", "update.server.local", ["update.server"]),
    PlantedSecret("a name of code with a number", "WebServer02", ["webserver02"]),
    PlantedSecret("a name inside code", "System.KowalskiAgent.Run", ["kowalski"]),
    PlantedSecret("a name in Japanese", "田中更新サーバー", ["田中"]),
    PlantedSecret("a name in Cyrillic", "Ковальский", ["овальск"]),
    PlantedSecret("a name with an accent", "Müller-Lüdenscheidt", ["ller", "denscheidt"]),
    PlantedSecret("a name with marks of its own", "Ale\u{301}xa\u{328}ndra", ["ale", "ndra", "\u{301}"]),
    PlantedSecret("a name in capitals of full width", "ＡＬＩＣＥ１２", ["ＡＬＩＣＥ", "１２"]),
    PlantedSecret("a name of two words", "Kowalski Ostrich", ["kowalski", "ostrich"]),
    PlantedSecret("an instance of SQL Server", "cm01.contoso.com\\INSTKOW", ["cm01", "contoso", "instkow"]),
  ]

  private static let accounts = [
    PlantedSecret("an account of a domain", "CONTOSO\\kowalski", ["contoso", "kowalski"]),
    PlantedSecret("an account of words", "CONTOSO\\administrator", ["contoso", "administrator"]),
    PlantedSecret("an account of a pool", "IIS APPPOOL\\KowalskiPool", ["kowalski"]),
    PlantedSecret("an account of a computer", "OSTRICH\\WSUSHQ$", ["ostrich", "wsushq"]),
    PlantedSecret("a principal", "kowalski@contoso.com", ["kowalski", "contoso"]),
    PlantedSecret("an address of mail with a plus", "kowalski+wsus@contoso.com", ["kowalski", "contoso"]),
    PlantedSecret(
      "a security identifier", "S-1-5-21-1004336348-1177238915-682003330-1104", ["1004336348", "1104"]),
    PlantedSecret(
      "one in small letters", "s-1-5-21-1004336348-1177238915-682003330-1104", ["1004336348", "1104"]),
    PlantedSecret(
      "a distinguished name", "CN=Kowalski,OU=Ostrich,DC=contoso,DC=com", ["kowalski", "ostrich", "contoso"]),
    PlantedSecret("a folder of a user", "C:\\Users\\Kowalski Ostrich\\x.log", ["kowalski", "ostrich"]),
    PlantedSecret("a share", "\\\\cm01\\kowalski$\\sources", ["cm01", "kowalski"]),
    PlantedSecret(
      "a key of a user", "HKEY_USERS\\S-1-5-21-1004336348-1104-7\\Software\\Ostrich",
      ["1004336348", "ostrich"]),
  ]

  private static let credentials = [
    PlantedSecret("a password", "password=Hunter2", ["hunter2"]),
    PlantedSecret("a password of words", "Password: correct server update", ["correct", "server", "update"]),
    PlantedSecret("a password in a list", "pwd='a;b\"c server'", ["server"]),
    PlantedSecret("a password of an option", "-Password server", ["server"]),
    PlantedSecret("a password of an element", "<Password>Server</Password>", ["server"]),
    PlantedSecret("a password with marks", "net use x P@ss!w0rd#Kow", ["w0rd", "kow"]),
    PlantedSecret(
      "a user and a password", "http://kowalski:server@proxy.contoso.com:8080/",
      ["kowalski", ":server", "contoso"]),
    PlantedSecret("Basic", "Authorization: Basic a293YWxza2k6SHVudGVyMg==", ["a293", "huntery", "vudgvy"]),
    PlantedSecret(
      "NTLM", "Proxy-Authorization: NTLM TlRMTVNTUAADAAAAGAAYAHIAAAAYABgAig==", ["tlrmt", "aayahi"]),
    PlantedSecret(
      "Negotiate", "WWW-Authenticate: Negotiate oYG2MIGzoAMKAQGhCwYJKoZIgvcSAQIC", ["oyg2", "mkaq"]),
    PlantedSecret("Bearer", "Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJrb3dhbHNraSJ9.c2ln", ["eyjh", "c2ln"]),
    PlantedSecret(
      "Digest", "Authorization: Digest username=\"kowalski\", realm=\"ostrich\"", ["kowalski", "ostrich"]),
    PlantedSecret("a cookie", "Cookie: server=update; kowalski=1", ["kowalski", "update"]),
    PlantedSecret("a cookie to be set", "Set-Cookie: ASP.NET_SessionId=server", ["=server"]),
    PlantedSecret("a key for an interface", "x-api-key: server", [": server"]),
    PlantedSecret(
      "a token in a query", "https://sws.update.microsoft.com/x?token=server&user=kowalski",
      ["token=server", "kowalski"]),
  ]

  private static let numbers = [
    PlantedSecret("an address of IPv4", "10.17.0.5", ["10.17"]),
    PlantedSecret("one with a port", "10.17.0.5:8080", ["10.17"]),
    PlantedSecret("a network", "10.17.0.0/16", ["10.17"]),
    PlantedSecret("an address of IPv6 with a zone", "fe80::17ab:1%ostrich", ["17ab", "ostrich"]),
    PlantedSecret("an address of IPv6 in brackets", "[fd00:17ab::5]:8530", ["17ab"]),
    PlantedSecret("a network adapter", "00-1A-2B-3C-4D-5E", ["1a-2b"]),
    PlantedSecret("one of Cisco's form", "001a.2b3c.4d5e", ["001a", "2b3c"]),
    PlantedSecret("a serial number", "VMware-42 1a 9f 00 3b c2 77", ["1a 9f", "vmware"]),
    PlantedSecret("another serial number", "SN: 5CG0371XYZ", ["5cg0371", "xyz"]),
    PlantedSecret("a telephone number", "+49 89 1234567", ["1234567"]),
    PlantedSecret(
      "a GUID of a computer", "SusClientId=1f2e3d4c-aaaa-4bbb-8ccc-0123456789ab", ["1f2e3d4c", "456789ab"]),
    PlantedSecret(
      "one in a line about updates", "UpdateId SusClientId=1f2e3d4c-aaaa-4bbb-8ccc-0123456789ab", ["1f2e3d4c"]
    ),
    PlantedSecret("digits", "4111111111111111", ["411111"]),
    PlantedSecret("a process", "PID=26521", ["26521"]),
  ]

  private static let encoded = [
    PlantedSecret(
      "a host in percent-encoding", "http%3A%2F%2Fwsushq01%2Econtoso%2Ecom%2F", ["wsushq01", "contoso"]),
    PlantedSecret("one that is encoded twice", "wsushq01%252Econtoso%252Ecom", ["wsushq01", "contoso"]),
    PlantedSecret("letters in percent-encoding", "%6B%6F%77%61%6C%73%6B%69", ["%6b", "kowalski"]),
    PlantedSecret("bytes in hexadecimal", "6B6F77616C736B69", ["6b6f77"]),
    PlantedSecret("bytes with a prefix", "0x6B6F77616C736B69", ["6b6f77"]),
    PlantedSecret("bytes with commas", "hex(1):6b,00,6f,00,77,00,61,00", ["6b,00"]),
    PlantedSecret("characters as numbers", "107, 0, 111, 0, 119, 0", ["107", "111"]),
    PlantedSecret("base 64", "a293YWxza2k+L2Nv/bnRvc28vd3N1cw==", ["a293", "bnrvc"]),
    PlantedSecret("a reference", "&#107;&#111;walski", ["walski", "107"]),
    PlantedSecret("references", "&#107;&#x6f;&#119;&#97;", ["107", "#119", "97", "kowa"]),
    PlantedSecret("digits in percent-encoding", "%41%42%80", ["%41", "%42"]),
    PlantedSecret("an address with points in brackets", "10[.]17[.]0[.]5", ["10[.]17", "10.17"]),
    PlantedSecret("an address in hexadecimal", "0xC0A81105", ["c0a8"]),
    PlantedSecret("an address behind a name", "kowalski-10.17.0.5", ["kowalski", "10.17"]),
    PlantedSecret("an address before a name", "10.17.0.5_kowalski.x", ["kowalski", "10.17"]),
    PlantedSecret("an address backwards", "5.0.17.10.in-addr.arpa", ["17.10"]),
    PlantedSecret("an escape", "\\u006bowalski", ["owalski"]),
  ]

  /// Which of the parts are in a text, whatever the case of letters.
  func found(in text: String) -> [String] {
    // By bytes: a mark that belongs to a letter hides it from a search for characters.
    let text = Array(text.lowercased().utf8)
    return parts.filter { text.contains(Array($0.lowercased().utf8)) }
  }
}
