import Diagnosis

/// Makes facts of the keys and values of an export, in the order of the file.
struct RegistryGathering {
  /// A key that is evidence, with what was read of it.
  private struct Entry {
    let key: RegistryKey
    let line: Int
    let text: String
    var values: [String: (value: RegistryValue, citation: Citation)] = [:]
  }

  /// Keys that are kept. Windows has a dozen of them; a file may repeat them at will.
  static let keyLimit = 256

  private var entries: [Entry] = []
  private var isInside = false

  /// Whether the key that was entered last has values that are evidence.
  var wantsValues: Bool { isInside && entries.last.map { !$0.key.values.isEmpty } == true }

  func wants(_ name: String) -> Bool {
    wantsValues && entries.last?.key.values.contains(name.lowercased()) == true
  }

  mutating func enter(key line: String, line number: Int) {
    isInside = false
    guard entries.count < Self.keyLimit, let key = RegistryKey(line: line) else { return }
    entries.append(Entry(key: key, line: number, text: line))
    isInside = true
  }

  /// A value of the current key; a later one of the same name replaces it.
  mutating func add(_ value: RegistryValue, named name: String, citation: Citation) {
    guard wants(name) else { return }
    entries[entries.count - 1].values[name.lowercased()] = (value, citation)
  }

  func facts(_ context: ReadingContext) -> ServerFacts {
    var facts = ServerFacts()
    for entry in entries { Self.add(entry, context.citation(entry.line, entry.text), to: &facts) }
    return facts
  }

  private static func add(_ entry: Entry, _ key: Citation, to facts: inout ServerFacts) {
    switch entry.key {
    case .cipherPolicy: add(entry, source: .policyRegistry, to: &facts)
    case .localCiphers: add(entry, source: .localRegistry, to: &facts)
    case .protocols: facts.exportedProtocols = facts.exportedProtocols ?? key
    case .protocolSide(let name, let role):
      facts.protocolSettings.append(
        ProtocolSetting(
          protocolName: name, role: role, enabled: number(entry, "enabled"),
          disabledByDefault: number(entry, "disabledbydefault"), citations: [key] + citations(entry)))
    case .framework(let version, let is32Bit):
      facts.frameworkSettings.append(
        FrameworkSetting(
          version: version, is32Bit: is32Bit, strongCrypto: number(entry, "schusestrongcrypto"),
          systemDefaultTLS: number(entry, "systemdefaulttlsversions"), citations: [key] + citations(entry)))
    case .windowsVersion:
      let build = text(entry, "currentbuild") ?? text(entry, "currentbuildnumber")
      let name = text(entry, "productname")
      guard build != nil || name != nil else { return }
      let citation = entry.values["productname"]?.citation ?? citations(entry).first ?? key
      facts.windowsVersions.append(WindowsVersion(productName: name, build: build, citation: citation))
    case .computerName:
      guard let name = text(entry, "computername"), let citation = citations(entry).first else { return }
      facts.windowsVersions.append(
        WindowsVersion(productName: nil, build: nil, computerName: name, citation: citation))
    }
  }

  /// `Functions` is a REG_SZ with commas below Policies and a REG_MULTI_SZ below Local; either type is
  /// accepted in both.
  private static func add(_ entry: Entry, source: CipherOrder.Source, to facts: inout ServerFacts) {
    guard let (value, citation) = entry.values["functions"] else { return }
    switch value {
    case .text(let text):
      facts.cipherOrders.append(
        CipherOrder(source: source, suites: CipherList.names(in: text), text: text, citation: citation))
    case .texts(let names):
      let suites = names.flatMap(CipherList.names)
      facts.cipherOrders.append(CipherOrder(source: source, suites: suites, text: nil, citation: citation))
    case .number, .deletion, .other: break
    }
  }

  private static func number(_ entry: Entry, _ name: String) -> UInt32? {
    guard case .number(let number)? = entry.values[name]?.value else { return nil }
    return number
  }

  private static func text(_ entry: Entry, _ name: String) -> String? {
    guard case .text(let text)? = entry.values[name]?.value else { return nil }
    return text
  }

  private static func citations(_ entry: Entry) -> [Citation] {
    entry.values.values.map(\.citation).sorted { $0.line < $1.line }
  }
}

/// A list of cipher suites as people write it.
enum CipherList {
  /// The names between commas, without the white space around them.
  static func names(in text: String) -> [String] {
    text.split { $0 == "," || $0.isWhitespace }.map(String.init)
  }

  /// Whether a text is nothing but names of suites with commas or white space between them.
  static func isList(_ text: String) -> Bool {
    let names = names(in: text)
    return !names.isEmpty && names.allSatisfy(isName)
  }

  private static func isName(_ name: String) -> Bool {
    guard name.hasPrefix("TLS_") || name.hasPrefix("SSL_"), name.utf8.count > 6 else { return false }
    return name.utf8.allSatisfy { byte in
      byte == UInt8(ascii: "_") || byte &- UInt8(ascii: "0") < 10
        || ByteSearch.folded(byte) &- UInt8(ascii: "a") < 26
    }
  }
}
