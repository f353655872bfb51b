import Diagnosis
import ServerFileBuilding
import Testing

@testable import ServerFiles

/// The configuration of WSUS in every form of PowerShell's output.
@Suite struct ConfigurationTests {
  typealias Build = CommandOutputBuilder

  private func expect(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let facts = try understood(text, sourceLocation: sourceLocation)
    #expect(facts.files.map(\.kind) == [.updateSource], sourceLocation: sourceLocation)
    #expect(facts.updateSources.map(\.host) == ["fe2.update.microsoft.com"], sourceLocation: sourceLocation)
    #expect(facts.proxySettings.map(\.host) == ["proxy.contoso.com"], sourceLocation: sourceLocation)
    #expect(facts.proxySettings.map(\.port) == [8080], sourceLocation: sourceLocation)
  }

  private static let url = "https://fe2.update.microsoft.com/v6"

  @Test func lists() throws {
    let list = Build.configuration(url: Self.url, proxy: "proxy.contoso.com")
    try expect(list)
    try expect(list.prefixed("> "))
    try expect(list.prefixed("    "))
    try expect(list.prefixed("\u{A0}"))
    try expect("PS C:\\> (Get-WsusServer).GetConfiguration() | fl\n" + list)
    try expect(
      list.split(separator: "\n").filter { $0.contains("MUUrl") || $0.contains("Proxy") }.joined(
        separator: "\n"))
  }

  @Test func tablesAndFiles() throws {
    try expect(
      "\nMUUrl                               ProxyName         ProxyServerPort\n"
        + "-----                               ---------         ---------------\n"
        + "\(Self.url) proxy.contoso.com            8080\n")
    try expect(
      "{\n    \"MUUrl\":  \"\(Self.url)\",\n    \"UseProxy\":  true,\n    \"ProxyName\":  \"proxy.contoso.com\",\n"
        + "    \"ProxyServerPort\":  8080\n}\n")
    try expect(
      "\"MUUrl\",\"UseProxy\",\"ProxyName\",\"ProxyServerPort\"\n\"\(Self.url)\",\"True\",\"proxy.contoso.com\",\"8080\"\n"
    )
    try expect(
      "\"MUUrl\";\"ProxyName\";\"ProxyServerPort\"\n\"\(Self.url)\";\"proxy.contoso.com\";\"8080\"\n")
    try expect(
      "#TYPE Selected.Microsoft.UpdateServices\n\"MUUrl\",\"ProxyName\",\"ProxyServerPort\"\n\"\(Self.url)\",\"proxy.contoso.com\",\"8080\"\n"
    )
  }

  @Test func questionsAndAnswers() throws {
    try expect(
      "PS C:\\> $config.UseProxy\nTrue\nPS C:\\> $config.ProxyName\nproxy.contoso.com\nPS C:\\> $config.ProxyServerPort\n"
        + "8080\nPS C:\\> $config.MUUrl\n\(Self.url)\n")
    let unanswered = try understood(
      "PS C:\\> $config.ProxyName\nPS C:\\> $config.ProxyServerPort\n80\nPS C:\\> $config.MUUrl\n\(Self.url)\n"
    )
    #expect(unanswered.proxySettings.isEmpty)
  }

  @Test func upstreamServers() throws {
    for text in [
      Build.configuration(upstream: "wsus-up.contoso.com"),
      "\nUpstreamWsusServerName UpstreamWsusServerPortNumber UpstreamWsusServerUseSsl\n"
        + "---------------------- ---------------------------- ------------------------\n"
        + "wsus-up.contoso.com                            8531                     True\n",
      "PS C:\\> $config.SyncFromMicrosoftUpdate\nFalse\nPS C:\\> $config.UpstreamWsusServerName\nwsus-up.contoso.com\n"
        + "PS C:\\> $config.UpstreamWsusServerPortNumber\n8531\nPS C:\\> $config.UpstreamWsusServerUseSsl\nTrue\n",
    ] {
      let upstream = try #require(try understood(text).upstreamServers.first)
      #expect(upstream.host == "wsus-up.contoso.com" && upstream.port == 8531 && upstream.usesTLS == true)
    }
    let old = Build.list([("SyncFromMicrosoftUpdate", "True"), ("UpstreamWsusServerName", "old.contoso.com")])
    #expect(try understood(old).upstreamServers.isEmpty)
  }

  @Test(arguments: [
    "$config.MUUrl = \"https://sws.update.microsoft.com\"\n$config.Save()\n", "MUUrl\n",
    "The property ProxyName is empty.\n", "PS C:\\> $config.ProxyName\n",
    "\"ProxyName\" is the name of the proxy\n",
    "Name : WSUS\nPortNumber : 8530\nServerProtocolVersion : 1.8\n",
  ])
  func otherTexts(_ text: String) throws { #expect(try isRefused(text)) }
}
