import Diagnosis

/// Makes facts of the keys and values of an export, in the order of the file.
struct RegistryGathering {
  /// A key that is evidence, with what was read of it.
  private struct Entry {
    let key: RegistryKey
    let line: Int
    let text: String
    /// The number of its control set, where that is not the current one by its name.
    let controlSet: Int?
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
    guard let open = line.firstIndex(of: "["), let close = line.lastIndex(of: "]"), open < close else {
      isInside = false
      return
    }
    enter(path: String(line[line.index(after: open)..<close]), line: number, text: line)
  }

  /// Enters a key; whether it is evidence.
  /// - Parameter text: the line that names it.
  @discardableResult
  mutating func enter(path: String, line number: Int, text: String) -> Bool {
    isInside = false
    guard entries.count < Self.keyLimit, let key = RegistryKey(path: path) else { return false }
    entries.append(Entry(key: key, line: number, text: text, controlSet: RegistryKey.controlSet(path: path)))
    isInside = true
    return true
  }

  /// A value of the current key; a later one of the same name replaces it.
  mutating func add(_ value: RegistryValue, named name: String, citation: Citation) {
    guard wants(name) else { return }
    entries[entries.count - 1].values[name.lowercased()] = (value, citation)
  }

  /// The facts, and a note where they are of a control set that may not be in use.
  func facts(_ context: ReadingContext) -> (ServerFacts, [ServerFileNote]) {
    var facts = ServerFacts()
    let set = controlSet
    for entry in entries where entry.controlSet == nil || entry.controlSet == set.number {
      Self.add(entry, context.citation(entry.line, entry.text), to: &facts)
    }
    let note = set.isKnown ? nil : set.number.map { ServerFileNote.otherControlSet($0) }
    return (facts, note.map { [$0] } ?? [])
  }

  /// The control set beside the current one whose keys count: the one that `SYSTEM\Select` names, else, where
  /// the current one was not exported, the first.
  private var controlSet: (number: Int?, isKnown: Bool) {
    let numbers = entries.compactMap(\.controlSet)
    let selected = entries.lazy.compactMap { entry in
      entry.key == .controlSetSelection ? Self.number(entry, "current").map { Int($0) } : nil
    }.first
    if let selected, numbers.contains(selected) { return (selected, true) }
    let hasCurrent = entries.contains { $0.controlSet == nil && $0.key.isOfControlSet }
    return hasCurrent ? (nil, true) : (numbers.min(), false)
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
    case .algorithm(let group, let name):
      facts.algorithms.append(
        AlgorithmSetting(
          group: group, name: name, enabled: number(entry, "enabled"), citations: [key] + citations(entry)))
    case .controlSetSelection: break
    case .computerName:
      guard let name = text(entry, "computername"), let citation = citations(entry).first else { return }
      facts.windowsVersions.append(
        WindowsVersion(productName: nil, build: nil, computerName: name, citation: citation))
    }
  }

  /// `Functions` is a REG_SZ with commas below Policies, where Windows ignores any other type, and a REG_MULTI_SZ
  /// below Local.
  private static func add(_ entry: Entry, source: CipherOrder.Source, to facts: inout ServerFacts) {
    guard let (value, citation) = entry.values["functions"] else { return }
    switch value {
    case .text(let text):
      facts.cipherOrders.append(
        CipherOrder(source: source, suites: CipherList.names(in: text), text: text, citation: citation))
    case .texts(let names):
      let suites = names.flatMap(CipherList.names)
      var order = CipherOrder(source: source, suites: suites, text: nil, citation: citation)
      if source == .policyRegistry { order.faults.insert(.wrongType, at: 0) }
      facts.cipherOrders.append(order)
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
