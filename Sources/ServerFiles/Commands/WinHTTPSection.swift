import Diagnosis

/// What `netsh winhttp show proxy`, `show advproxy` and `dump` print, in any language: only `WinHTTP` is the same in
/// all.
///
///     Current WinHTTP proxy settings:                     Current WinHTTP advanced proxy settings:
///         Proxy Server(s) :  proxy.contoso.com:8080       { "Proxy": "proxy.contoso.com:8080", … }
enum WinHTTPSection: CommandSection {
  static let kind = ServerFileKind.commandOutput
  static let words = ["WinHTTP"]
  /// Lines below the heading of which the first that is not blank tells the proxy.
  private static let reach = 4

  static func read(_ text: CommandText, _ context: ReadingContext, into reading: inout SectionReading) {
    for (index, line) in text.lines.enumerated() where isHeading(line.text) {
      reading.isFound = true
      let below = text.lines[(index + 1)...].prefix(reach)
      guard let answer = below.first(where: { !$0.text.allSatisfy(\.isWhitespace) }) else { continue }
      let colon = answer.text.firstIndex { $0 == ":" || $0 == "：" }
      if let colon { add(answer.text[answer.text.index(after: colon)...], answer, context, &reading) }
    }
    readAdvanced(text, context, &reading)
    readCommands(text, context, &reading)
  }

  private static func add(
    _ written: Substring, _ line: NumberedLine, _ context: ReadingContext, _ reading: inout SectionReading
  ) {
    let written = written.trimmed
    guard let chosen = chosen(written), let (host, port) = server(chosen) else { return }
    // Other servers of the list are not quoted.
    let quoted = String(line.text.trimmed).replacing(written, with: chosen)
    reading.facts.proxySettings.append(
      ProxySetting(
        host: host, port: port, isEnabled: true, user: .winHTTP,
        citation: context.citation(line.number, quoted)))
  }

  /// The JSON of `show advproxy`.
  private static func readAdvanced(
    _ text: CommandText, _ context: ReadingContext, _ reading: inout SectionReading
  ) {
    for object in text.objects where object["ProxyBypass"] != nil {
      guard let proxy = object["Proxy"] else { continue }
      reading.isFound = true
      add(Substring(proxy.joined), NumberedLine(number: proxy.number, text: proxy.text), context, &reading)
    }
  }

  private static let argument = "proxy-server=\""

  /// The script of `netsh winhttp dump`: `set proxy proxy-server="proxy:8080" bypass-list="<local>"`.
  private static func readCommands(
    _ text: CommandText, _ context: ReadingContext, _ reading: inout SectionReading
  ) {
    guard text.lines.contains(where: { $0.text.trimmed.lowercased() == "pushd winhttp" }) else { return }
    reading.isFound = true
    for line in text.lines {
      let words = line.text.trimmed.split(separator: " ")
      guard words.count > 2, words[0] == "set", words[1] == "proxy", words[2].hasPrefix(argument) else {
        continue
      }
      add(words[2].dropFirst(argument.count).prefix { $0 != "\"" }, line, context, &reading)
    }
  }

  private static func isHeading(_ line: Substring) -> Bool {
    guard line.range(of: "WinHTTP") != nil, CommandLine.command(line) == nil else { return false }
    return line.trimmed.hasSuffix(":") || line.trimmed.hasSuffix("：")
  }

  /// The one for HTTPS of `http=proxy:80;https=proxy:8080`, or the first.
  private static func chosen(_ text: Substring) -> Substring? {
    let parts = text.split { $0 == ";" || $0 == " " }
    return parts.first { $0.lowercased().hasPrefix("https=") } ?? parts.first
  }

  /// `proxy:8080`, perhaps behind `https=`.
  private static func server(_ text: Substring) -> (host: String, port: Int?)? {
    guard let name = text.split(separator: "=").last else { return nil }
    let halves = name.split(separator: ":")
    let bytes = Array((halves.first ?? "").utf8)
    guard let host = LoggedHost.host(bytes.span, from: 0), host.utf8.count == bytes.count else { return nil }
    if halves.count > 1 { return Int(halves[1]).map { (host, $0) } }
    return host.contains(".") ? (host, nil) : nil
  }
}
