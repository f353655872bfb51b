import Diagnosis

extension ServerFileFormat {
  /// What `gpresult /x` and Get-GPResultantSetOfPolicy write.
  static let groupPolicyXML = ServerFileFormat(
    kind: .groupPolicyXML, recognises: GroupPolicyXML.recognises, read: GroupPolicyXML.read)
}

/// Reads the cipher suite order of a report in XML, also where a registry setting without a template sets it. The
/// names of elements and states are the same in every language.
struct GroupPolicyXML {
  /// Bytes of a report that are read.
  static let limit = 64 * 1024 * 1024
  /// Settings and objects that are kept.
  private static let keepLimit = 1024

  private var tokens: PageTokens
  private var path: [String] = []
  private var setting: Setting?
  private var settings: [Setting] = []
  /// The names of Group Policy objects by their identifiers.
  private var objects: [String: String] = [:]
  private var objectName = ""

  private struct Setting {
    var name: String?
    var state: String?
    var object: String?
    var precedence = 1
    var key = ""
    var list: String?
    let position: Int
  }

  @Sendable
  static func recognises(_ opening: TextOpening) -> Bool {
    opening.startsWithMarkup && !opening.holds("<html") && opening.holds("microsoft.com/GroupPolicy/")
  }

  @Sendable
  static func read(_ source: TextSource, _ context: ReadingContext) -> FormatReading {
    let text = WholeText(source, limit: limit)
    var reader = GroupPolicyXML(text.utf8)
    reader.run()
    var facts = ServerFacts()
    for setting in reader.settings where setting.precedence == 1 {
      facts.cipherOrders.append(reader.order(setting, text, context))
    }
    let isWhole = ["</Rsop>", "</GPO>", "</report>"].contains {
      ByteSearch($0).first(in: text.utf8.span) != nil
    }
    return FormatReading(facts, text, notes: isWhole || text.isPart ? [] : [.endsEarly(line: text.lines)])
  }

  private init(_ utf8: [UInt8]) { tokens = PageTokens(utf8) }

  private mutating func run() {
    while settings.count < Self.keepLimit, let token = tokens.next() {
      switch token {
      case .start(let name, let attributes): open(Self.local(name), attributes)
      case .text(let range): add(range)
      case .end(let name): close(Self.local(name))
      }
    }
  }

  private static func local(_ name: String) -> String {
    guard name.utf8.contains(UInt8(ascii: ":")) else { return name }
    return name.split(separator: ":").last.map(String.init) ?? name
  }

  private mutating func open(_ name: String, _ attributes: Range<Int>) {
    if !attributes.isEmpty, tokens.bytes[attributes.upperBound - 1] == UInt8(ascii: "/") { return }
    path.append(name)
    if name == "policy" || name == "registrysetting" { setting = Setting(position: attributes.lowerBound) }
    if path.count > 64 { path.removeFirst() }
  }

  private mutating func close(_ name: String) {
    if let index = path.lastIndex(of: name) { path.removeLast(path.count - index) }
    guard name == "policy" || name == "registrysetting", let done = setting else { return }
    setting = nil
    let isOrder =
      done.list != nil || done.name.map(CipherPolicyNames.isOrder) == true
      || done.key.lowercased().hasSuffix(#"ssl\00010002"#)
    if isOrder { settings.append(done) }
  }

  private mutating func add(_ range: Range<Int>) {
    let text = MarkupText.plain(String(decoding: tokens.bytes[range.prefix(MarkupText.limit)], as: UTF8.self))
      .trimmingBlanks
    guard !text.isEmpty, let element = path.last else { return }
    let parent = path.dropLast().last
    if setting == nil { return addObject(element, parent, text) }
    switch element {
    case "name" where parent == "policy": setting?.name = text
    case "state" where parent == "policy": setting?.state = text
    case "identifier" where parent == "gpo": setting?.object = text.lowercased()
    case "precedence": setting?.precedence = Int(text) ?? 1
    case "keypath": setting?.key = text
    default: if CipherList.isList(text) { setting?.list = text }
    }
  }

  /// `<GPO><Name>…</Name><Path><Identifier>{…}</Identifier>` of the applied objects.
  private mutating func addObject(_ element: String, _ parent: String?, _ text: String) {
    if element == "name", parent == "gpo" { objectName = text }
    if element == "identifier", path.contains("gpo"), !objectName.isEmpty, objects.count < Self.keepLimit {
      objects[text.lowercased()] = objectName
    }
  }

  private func order(_ setting: Setting, _ text: WholeText, _ context: ReadingContext) -> CipherOrder {
    let list = setting.list ?? ""
    let object = setting.object.map { objects[$0] ?? $0 }
    let quoted = list.isEmpty ? "\(setting.name ?? ""): \(setting.state ?? "")" : list
    var order = CipherOrder(
      source: .groupPolicy(winningObject: object, setting: setting.name), suites: CipherList.names(in: list),
      text: list, citation: context.citation(text.lineNumber(at: setting.position), quoted))
    order.isDisabled = setting.state.map(CipherPolicyNames.isDisabled) ?? false
    if order.isDisabled { order.faults = [] }
    return order
  }
}
