import Diagnosis
import ServerFileBuilding
import Testing

@testable import ServerFiles

/// The proxy of WinHTTP in each form and language of netsh, and texts that name none.
@Suite struct WinHTTPTests {
  @Test(arguments: [
    ("Aktuelle WinHTTP-Proxyeinstellungen:", "Proxyserver:  "),
    ("Paramètres proxy WinHTTP actuels :", "Serveur(s) proxy :  "),
    ("当前的 WinHTTP 代理服务器设置:", "代理服务器:  "),
    ("Текущие параметры прокси WinHTTP:", "Прокси-сервер(-ы) :  "),
    ("Configuración actual del proxy WinHTTP:", "Servidores proxy :  "),
    ("현재 WinHTTP 프록시 설정:", "프록시 서버:  "),
  ])
  func everyLanguage(_ heading: String, _ label: String) throws {
    let facts = try understood("\n\(heading)\n\n    \(label)proxy.contoso.com:8080\n    x :  (y)\n")
    #expect(facts.proxySettings.map(\.host) == ["proxy.contoso.com"])
    #expect(facts.proxySettings.map(\.port) == [8080] && facts.proxySettings.map(\.user) == [.winHTTP])
  }

  @Test(arguments: [
    ("proxy:3128", "proxy", 3128), ("192.0.2.7:8080", "192.0.2.7", 8080),
    ("http=a.contoso.com:80;https=b.contoso.com:8443", "b.contoso.com", 8443),
    ("https=b.contoso.com:8443 http=a.contoso.com:80", "b.contoso.com", 8443),
    ("http=a.contoso.com:80", "a.contoso.com", 80),
  ])
  func everyServer(_ server: String, _ host: String, _ port: Int) throws {
    let proxy = try #require(try understood(CommandOutputBuilder.winHTTP(server: server)).proxySettings.first)
    #expect(proxy.host == host && proxy.port == port)
  }

  @Test func advancedSettings() throws {
    func text(_ proxy: String) -> String {
      "C:\\>netsh winhttp show advproxy\n\nCurrent WinHTTP advanced proxy settings:\n\n{\n"
        + "    \"Proxy\":        \"\(proxy)\",\n    \"ProxyBypass\":  \"<local>\",\n    \"AutoconfigUrl\":        \"\",\n"
        + "    \"AutoDetect\":   false\n}\n"
    }
    let facts = try understood(text("proxy.contoso.com:8080"))
    #expect(facts.proxySettings.map(\.host) == ["proxy.contoso.com"])
    #expect(facts.proxySettings.first?.citation.line == 6)
    #expect(try understood(text("")).proxySettings.isEmpty)
  }

  @Test func theScriptOfDump() throws {
    let text =
      "pushd winhttp\n\nreset proxy\nset proxy proxy-server=\"proxy.contoso.com:8080\" bypass-list=\"<local>\"\npopd\n"
    #expect(try understood("# WinHTTP\n" + text).proxySettings.map(\.port) == [8080])
    #expect(
      try understood("# WinHTTP\n" + text.replacing("set proxy", with: "set other")).proxySettings.isEmpty)
  }

  @Test(arguments: [
    "Current WinHTTP proxy settings:\n\n    Direct access (no proxy server).\n",
    "Current WinHTTP proxy settings:\n\n    Direct access (no proxy server).\n    Bypass List : intranet.contoso.com\n",
    "Aktuelle WinHTTP-Proxyeinstellungen:\n\n    Direktzugriff (kein Proxyserver).\n",
    "Current WinHTTP proxy settings:\n\n    Proxy Server(s) :  (none)\n",
    "Current WinHTTP proxy settings:\n\n    Proxy Server(s) :  proxy.contoso.com:port\n",
  ])
  func noProxy(_ text: String) throws { #expect(try understood(text).proxySettings.isEmpty) }

  @Test(arguments: [
    "C:\\> netsh winhttp set proxy proxy.contoso.com:8080\n",
    "The WinHTTP proxy is proxy.contoso.com:8080.\n",
    "Proxy Server(s) :  proxy.contoso.com:8080\n", "{ \"Proxy\": \"proxy.contoso.com:8080\" }\n",
    "set proxy proxy-server=\"proxy.contoso.com:8080\"\n",
  ])
  func otherTexts(_ text: String) throws { #expect(try isRefused(text)) }
}
