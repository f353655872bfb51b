import Diagnosis

/// The configuration that `(Get-WsusServer).GetConfiguration()` gives, or properties chosen from it.
enum ConfigurationSection: CommandSection {
  static let kind = ServerFileKind.updateSource
  static let words = ["MUUrl", "ProxyName", "UpstreamWsusServerName", "SyncFromMicrosoftUpdate"]

  static func read(_ text: CommandText, _ context: ReadingContext, into reading: inout SectionReading) {
    for object in text.objects + [answered(text)] {
      addProxy(object, context, &reading)
      let upstream = addUpstream(object, context, &reading)
      // What a downstream server would use without its upstream server says nothing.
      if !upstream, let source = updateSource(object, context) {
        reading.isFound = true
        reading.facts.updateSources.append(source)
      }
    }
  }

  /// Properties that are asked for one by one: `PS C:\> $config.ProxyName` and the line below.
  private static func answered(_ text: CommandText) -> CommandObject {
    var object = CommandObject(command: nil)
    for (question, answer) in zip(text.lines, text.lines.dropFirst()) {
      guard let command = CommandLine.command(question.text), let dot = command.lastIndex(of: ".") else {
        continue
      }
      let asked = command[command.index(after: dot)...].trimmed.lowercased()
      guard let name = asking.first(where: { $0.lowercased() == asked }), object[name] == nil,
        CommandLine.command(answer.text) == nil, !answer.text.trimmed.isEmpty
      else { continue }
      object.properties.append(
        CommandObject.Property(
          name: name, lines: [answer.text.trimmed], number: answer.number, text: answer.text))
    }
    return object
  }

  private static let asking = [
    "UseProxy", "ProxyName", "ProxyServerPort", "UseSeparateProxyForSsl", "SslProxyName",
    "SslProxyServerPort",
    "SyncFromMicrosoftUpdate", "UpstreamWsusServerName", "UpstreamWsusServerPortNumber",
    "UpstreamWsusServerUseSsl",
  ]

  private static func citation(_ object: CommandObject, _ name: String, _ context: ReadingContext) -> Citation
  {
    let property = object[name]
    return context.citation(property?.number ?? 1, String(property?.text.trimmed ?? ""))
  }

  private static func host(_ text: String) -> String? {
    let bytes = Array(text.utf8)
    guard let host = LoggedHost.host(bytes.span, from: 0), host.utf8.count == bytes.count else { return nil }
    return host
  }

  /// The proxy of WSUS; of two, the one for HTTPS, by which it synchronises.
  private static func addProxy(
    _ object: CommandObject, _ context: ReadingContext, _ reading: inout SectionReading
  ) {
    guard object["ProxyName"] != nil || object["SslProxyName"] != nil else { return }
    reading.isFound = true
    let separate = object.flag("UseSeparateProxyForSsl") == true && object.value("SslProxyName") != nil
    let (name, port) = separate ? ("SslProxyName", "SslProxyServerPort") : ("ProxyName", "ProxyServerPort")
    guard let host = object.value(name).flatMap(host) else { return }
    reading.facts.proxySettings.append(
      ProxySetting(
        host: host, port: object.value(port).flatMap { Int($0) }, isEnabled: object.flag("UseProxy") ?? true,
        user: .updateServices, citation: citation(object, name, context)))
  }

  /// Whether the server synchronises from another one.
  private static func addUpstream(
    _ object: CommandObject, _ context: ReadingContext, _ reading: inout SectionReading
  ) -> Bool {
    guard object["UpstreamWsusServerName"] != nil || object["SyncFromMicrosoftUpdate"] != nil else {
      return false
    }
    reading.isFound = true
    guard object.flag("SyncFromMicrosoftUpdate") != true,
      let host = object.value("UpstreamWsusServerName").flatMap(host)
    else { return false }
    reading.facts.upstreamServers.append(
      UpstreamServer(
        host: host, port: object.value("UpstreamWsusServerPortNumber").flatMap { Int($0) },
        usesTLS: object.flag("UpstreamWsusServerUseSsl"),
        citation: citation(object, "UpstreamWsusServerName", context)))
    return true
  }

  private static func updateSource(_ object: CommandObject, _ context: ReadingContext) -> UpdateSource? {
    guard let url = object.value("MUUrl") else { return nil }
    return UpdateSourceText.source(
      url: url, number: object.value("RedirectorChangeNumber").flatMap { Int($0) },
      citation: citation(object, "MUUrl", context))
  }
}
