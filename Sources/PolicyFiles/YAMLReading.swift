import Yams

/// A value of a YAML file and where it begins.
struct YAMLValue {
  indirect enum Content {
    case text(String)
    case list([YAMLValue])
    case mapping([YAMLMember])
  }

  var content: Content
  var position: FilePosition
}

/// A key and its value.
struct YAMLMember {
  var key: String
  var position: FilePosition
  var value: YAMLValue
}

/// Reads a text as YAML.
///
/// Aliases and keys after a `?` are refused: aliases can expand beyond memory, and nested keys cost the
/// reader quadratic time. `*` and `?` are replaced before it sees them, and reported with their position.
struct YAMLReading {
  private(set) var faults = PolicyFaults()

  /// Repeated keys that are reported; each costs one more reading of the text.
  private static let repairLimit = 10

  /// The value of the text's only document; nil when it has none or is not YAML.
  mutating func value(of text: PolicyText) -> YAMLValue? {
    var text = text
    for _ in 0..<Self.repairLimit {
      do {
        // The default resolver would match every value against seven regular expressions.
        let parser = try Parser(yaml: text.text, resolver: .basic, encoding: .utf8)
        return try parser.singleRoot().map { value($0) }
      } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
        // The reader gives up here, and there may be more to tell.
        guard let key = keys.first else { return nil }
        let position = FilePosition(context.mark)
        faults.add(position, .repeatedKey(shown(key)))
        guard text.strikeKey(key, at: position) else { return nil }
      } catch {
        add(error, end: text.end)
        return nil
      }
    }
    return nil
  }

  private mutating func value(_ node: Node) -> YAMLValue {
    let position = node.mark.map { FilePosition($0) } ?? .start
    switch node {
    case .scalar(let scalar): return YAMLValue(content: .text(text(scalar, position)), position: position)
    case .sequence(let items):
      return YAMLValue(content: .list(items.map { value($0) }), position: position)
    case .mapping(let pairs):
      return YAMLValue(content: .mapping(pairs.compactMap { member($0.key, $0.value) }), position: position)
    case .alias: return YAMLValue(content: .text(""), position: position)
    }
  }

  private mutating func member(_ key: Node, _ value: Node) -> YAMLMember? {
    let position = key.mark.map { FilePosition($0) } ?? .start
    guard case .scalar(let scalar) = key else {
      faults.add(position, .keyIsCollection)
      return nil
    }
    let key = text(scalar, position)
    let member = YAMLMember(key: key, position: position, value: self.value(value))
    return key.unicodeScalars.first == PolicyText.strike ? nil : member
  }

  private mutating func text(_ scalar: Node.Scalar, _ position: FilePosition) -> String {
    let text = shown(scalar.string)
    guard scalar.style == .plain, let first = scalar.string.unicodeScalars.first else { return text }
    let next = text.dropFirst().first
    if first == PolicyText.star, next == "." {
      faults.add(position, .bareWildcard(text))
    } else if first == PolicyText.star {
      faults.add(position, .alias(text))
    } else if first == PolicyText.question, next == nil || next == " " {
      faults.add(position, .keyAfterQuestionMark)
    }
    return text
  }

  /// The text with what was replaced put back.
  private func shown(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard scalars.contains(where: { $0 == PolicyText.star || $0 == PolicyText.question }) else { return text }
    return String(
      String.UnicodeScalarView(
        scalars.map { $0 == PolicyText.star ? "*" : $0 == PolicyText.question ? "?" : $0 }))
  }

  /// The reader reports what is missing at the end in the next line, which does not exist.
  private mutating func add(_ error: any Error, end: FilePosition) {
    switch error {
    case YamlError.scanner(let context, let problem, let mark, _),
      YamlError.parser(let context, let problem, let mark, _),
      YamlError.composer(let context, let problem, let mark, _):
      let reason = context.map { "\($0.text), \(problem)" } ?? problem
      let isTab = problem.contains("tab character")
      faults.add(min(FilePosition(mark), end), .notYAML(reason, isTab: isTab))
    default: faults.add(.start, .notYAML(nil, isTab: false))
    }
  }
}

extension FilePosition {
  fileprivate init(_ mark: Mark) {
    self.init(line: mark.line, column: mark.column)
  }
}
