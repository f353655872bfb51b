import Foundation
import Testing

/// Rules of CONTRIBUTING.md that the text of the sources shows.
@Suite struct SourceRuleTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Sources")

  /// Each file by its path below `Sources`, line by line.
  private static func sources() throws -> [(path: String, lines: [Substring])] {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: root.path())
      .filter { $0.hasSuffix(".swift") }.sorted()
    return try paths.map { path in
      let text = try String(contentsOf: root.appending(path: path), encoding: .utf8)
      return (path, text.split(separator: "\n", omittingEmptySubsequences: false))
    }
  }

  @Test func onlyFilesImportsTheCLibrary() throws {
    for (path, lines) in try Self.sources() where !path.hasPrefix("Files/") {
      for library in ["Glibc", "Musl", "Darwin"] {
        #expect(!lines.contains { $0.hasSuffix("import \(library)") }, "\(path) imports \(library)")
      }
    }
  }
}

// MARK: Sentences

extension SourceRuleTests {
  /// Modules whose sentences are made in `Reports/Words`.
  private static let modulesWithoutSentences = [
    "Bytes", "Files", "CaptureFiles", "Packets", "Streams", "Protocols", "Diagnosis", "ServerFiles",
    "PolicyFiles", "Analysis", "Redaction", "Catalog", "Scan",
  ]

  /// Files with words that are none of the program's own sentences, and what they are.
  private static let quotations = [
    "Bytes/ParseFault.swift":
      "a technical description, quoted by tests and behind the words of a damaged block",
    "Catalog/Keeping/CatalogView.swift": "the question that a view answers, beside its SQL",
    "Diagnosis/Issues/ResolutionStep.swift": "commands to type",
    "ServerFiles/Logs/FailureSign.swift": "phrases of Windows and .NET that logs are searched for",
  ]

  @Test func onlyWordsMakeSentences() throws {
    var found: Set<String> = []
    for (path, lines) in try Self.sources() {
      guard Self.modulesWithoutSentences.contains(String(path.prefix { $0 != "/" })) else { continue }
      var isInText = false
      for line in lines {
        let isDelimiter = line.contains("\"\"\"")
        if isDelimiter { isInText.toggle() }
        guard Self.holdsSentence(line, isText: isInText && !isDelimiter) else { continue }
        found.insert(path)
        #expect(Self.quotations[path] != nil, "\(path): \(line)")
      }
    }
    #expect(found == Set(Self.quotations.keys))
  }

  /// Whether three words of small letters follow each other in a literal. SQL has its words in capitals.
  private static func holdsSentence(_ line: Substring, isText: Bool) -> Bool {
    if line.drop(while: { $0 == " " }).hasPrefix("//") { return false }
    let words = /[a-z]+ [a-z]+ [a-z]+/
    if isText { return line.contains(words) && !line.contains(/[A-Z]{4}/) }
    return line.matches(of: /"(?:[^"\\]|\\.)*"/).contains { $0.output.contains(words) }
  }
}

// MARK: Switches

extension SourceRuleTests {
  /// Switches with named cases and a `default:`, by what they are over: values of which there are more than the
  /// program knows.
  private static let openSwitches = [
    "CaptureFiles/Formats/PcapngReader.swift": ["block.type"],
    "CaptureFiles/Pcapng/PacketBlocks.swift": ["type"],
    "CaptureFiles/Pcapng/PcapngReader+Blocks.swift": ["block.type"],
    "CaptureFiles/Writing/FrameRemarks.swift": ["(Option(rawValue: code), value.count)"],
    "Catalog/Keeping/CatalogError.swift": ["error.resultCode"],
    "Diagnosis/Facts/FlowFacts+End.swift": ["self"],  // AlertDescription, a code point
    "Files/FileStatus.swift": ["status.type"],
    "Packets/LinkLayerRegistry.swift": ["linkType", "type"],
    "Packets/Network/IPv6.swift": ["packet.next"],
    "Packets/Transport/TransportRegistry.swift": ["packet.next"],
    "Packets/Transport/Tunnel.swift": ["next"],
    "Protocols/HTTP/ResponseBody.swift": ["size"],  // an optional number
    "Protocols/TLS/CodePoints/Alert.swift": ["self"],  // AlertDescription, a code point
    "Protocols/TLS/Extensions/HelloExtensions.swift": ["type", "type"],
    "Protocols/TLS/Fingerprints.swift": ["version.released"],
    "Protocols/TLS/Records/HandshakeHeader.swift": ["type"],
    "Protocols/TLS/TLSStreamReader+Recognition.swift": ["header.type"],
    "Protocols/TLS/TLSStreamReader+Records.swift": ["record.type", "record.type"],
    "Reports/Renderers/Markdown/MarkdownWords.swift": ["scalar.properties.generalCategory"],
    "Reports/Safety/DisplayWidth.swift": ["scalar.properties.generalCategory"],
    "Reports/Safety/SafeText.swift": ["scalar.properties.generalCategory"],
  ]

  /// A new verdict, role or kind has to be answered wherever one is told from another.
  @Test func switchesOverEnumsHaveNoDefault() throws {
    var found: [String: [String]] = [:]
    for (path, lines) in try Self.sources() {
      let subjects = lines.indices.filter { Self.isDefault(lines[$0]) }
        .compactMap { Self.namedSwitch(of: $0, in: lines) }
      if !subjects.isEmpty { found[path] = subjects }
    }
    for (path, subjects) in found {
      #expect(subjects == Self.openSwitches[path] ?? [], "\(path): name every case")
    }
    #expect(found.count == Self.openSwitches.count)
  }

  private static func isDefault(_ line: Substring) -> Bool { line.drop { $0 == " " }.hasPrefix("default:") }

  /// What the switch of a `default:` is over; nil when none of its cases is a name, so that they are numbers,
  /// characters or texts. Its cases have the indentation of the `default:`, as swift format writes them.
  private static func namedSwitch(of index: Int, in lines: [Substring]) -> String? {
    let indentation = lines[index].prefix { $0 == " " }
    var hasNames = false
    for line in lines[..<index].reversed() where line.hasPrefix(indentation) {
      let line = line.dropFirst(indentation.count)
      if line.hasPrefix("case .") || line.hasPrefix("case (.") { hasNames = true }
      if line.first != " ", let start = line.firstRange(of: "switch ") {
        return hasNames ? String(line[start.upperBound...].dropLast(2)) : nil
      }
    }
    return nil
  }
}
