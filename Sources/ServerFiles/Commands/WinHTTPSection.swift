import Diagnosis

/// What `netsh winhttp show proxy` prints, in any language: only `WinHTTP` is the same in all.
///
///     Current WinHTTP proxy settings:
///         Proxy Server(s) :  proxy.contoso.com:8080
enum WinHTTPSection: CommandSection {
  static let kind = ServerFileKind.commandOutput
  static let words = ["WinHTTP"]
  /// Lines below the heading that are looked at.
  private static let reach = 4

  static func read(_ text: CommandText, _ context: ReadingContext, into reading: inout SectionReading) {
    for (index, line) in text.lines.enumerated() where isHeading(line.text) {
      reading.isFound = true
      for answer in text.lines[(index + 1)...].prefix(reach) {
        guard let colon = answer.text.range(of: ":"),
          let (host, port) = server(answer.text[colon.upperBound...].trimmed)
        else { continue }
        reading.facts.proxySettings.append(
          ProxySetting(
            host: host, port: port, isEnabled: true, user: .winHTTP,
            citation: context.citation(answer.number, String(answer.text.trimmed))))
        break
      }
    }
  }

  private static func isHeading(_ line: Substring) -> Bool {
    guard line.range(of: "WinHTTP") != nil, CommandLine.command(line) == nil else { return false }
    return line.trimmed.hasSuffix(":") || line.trimmed.hasSuffix("：")
  }

  /// `proxy:8080`, or the one for HTTPS of `http=proxy:80;https=proxy:8080`.
  private static func server(_ text: Substring) -> (host: String, port: Int?)? {
    let parts = text.split { $0 == ";" || $0 == " " }
    let chosen = parts.first { $0.lowercased().hasPrefix("https=") } ?? parts.first
    guard let name = chosen?.split(separator: "=").last else { return nil }
    let halves = name.split(separator: ":")
    let bytes = Array((halves.first ?? "").utf8)
    guard let host = LoggedHost.host(bytes.span, from: 0), host.utf8.count == bytes.count else { return nil }
    if halves.count > 1 { return Int(halves[1]).map { (host, $0) } }
    return host.contains(".") ? (host, nil) : nil
  }
}
