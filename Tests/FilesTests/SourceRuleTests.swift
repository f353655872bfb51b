import Foundation
import Testing

/// Rules of CONTRIBUTING.md that the text of the sources shows.
@Suite struct SourceRuleTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Sources")

  private struct Source {
    var module: String
    var file: String
    var lines: [Substring]
  }

  private static let sources: [Source] = {
    let paths = (try? FileManager.default.subpathsOfDirectory(atPath: root.path())) ?? []
    return paths.filter { $0.hasSuffix(".swift") }.sorted().map { path in
      let data = (try? Data(contentsOf: root.appending(path: path))) ?? Data()
      let lines = String(decoding: data, as: UTF8.self).split(separator: "\n")
      let parts = path.split(separator: "/").map(String.init)
      return Source(module: parts[0], file: parts[parts.count - 1], lines: lines)
    }
  }()

  @Test func onlyFilesImportsTheSystem() {
    #expect(Self.sources.count > 100)
    for source in Self.sources where source.module != "Files" {
      for library in ["Glibc", "Musl", "Darwin", "WinSDK", "Foundation", "Dispatch"] {
        // GRDB's blobs are Foundation's, and a query is interrupted by a timer.
        if source.module == "Catalog", library == "Foundation" || library == "Dispatch" { continue }
        #expect(
          !source.lines.contains { $0.hasSuffix("import \(library)") }, "\(source.file) imports \(library)")
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
    "ParseFault.swift":
      "a technical description, quoted by tests and behind the words of a damaged block",
    "CatalogView.swift": "the question that a view answers, beside its SQL",
    "ResolutionStep.swift": "commands to type",
    "FailureMessages.swift": "phrases of Windows and .NET that logs are searched for",
    "FailureSign.swift": "a phrase of Windows that logs are searched for",
    "EventSection.swift": "the name of an event source",
    "MessageWords.swift": "words of messages of Windows, which stay in redacted lines",
    "MessageWords+Subjects.swift": "more of them",
    "KnownSentences+Western.swift": "messages of Windows in other languages, which stay in redacted lines",
    "KnownSentences+Eastern.swift": "more of them",
    "CodeNames.swift": "words of names in code",
    "RegistryNames.swift": "names of registry keys",
  ]

  @Test func onlyWordsMakeSentences() {
    var found: Set<String> = []
    for source in Self.sources where Self.modulesWithoutSentences.contains(source.module) {
      var isInText = false
      let quotes = "\"\"\""
      for line in source.lines {
        let isDelimiter = line.hasSuffix(quotes) || line.utf8.drop { $0 == 0x20 }.starts(with: quotes.utf8)
        if isDelimiter { isInText.toggle() }
        guard Self.holdsSentence(line, isText: isInText && !isDelimiter) else { continue }
        found.insert(source.file)
        #expect(Self.quotations[source.file] != nil, "\(source.file): \(line)")
      }
    }
    #expect(found == Set(Self.quotations.keys))
  }

  /// Whether three words of small letters follow each other in a literal. SQL has its words in capitals.
  private static func holdsSentence(_ line: Substring, isText: Bool) -> Bool {
    let code = line.utf8.drop { $0 == UInt8(ascii: " ") }
    if code.starts(with: "//".utf8) || !isText && !code.contains(UInt8(ascii: "\"")) { return false }
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
    "EventContent.swift": ["(event.provider, event.id)"],
    "PcapngReader.swift": ["block.type"],
    "PacketBlocks.swift": ["type"],
    "PcapngReader+Blocks.swift": ["block.type"],
    "FrameRemarks.swift": ["(Option(rawValue: code), value.count)"],
    "CatalogError.swift": ["error.resultCode"],
    "CatalogQuery.swift": ["(error as? DatabaseError)?.resultCode"],
    "FlowFacts+End.swift": ["self"],  // AlertDescription, a code point
    "FileStatus.swift": ["status.type"],
    "LinkLayerRegistry.swift": ["linkType", "type"],
    "LinkHeaders.swift": ["linkType"],
    "PacketLayers.swift": ["packet.next"],
    "IPv6.swift": ["packet.next"],
    "GRE.swift": ["type"],
    "PPI.swift": ["link"],
    "TransportRegistry.swift": ["packet.next"],
    "Tunnel.swift": ["next"],
    "MessageBody.swift": ["size"],  // an optional number
    "Alert.swift": ["self"],  // AlertDescription, a code point
    "HelloExtensions.swift": ["type", "type"],
    "Fingerprints.swift": ["version.released"],
    "HandshakeHeader.swift": ["type"],
    "TLSStreamReader+Recognition.swift": ["header.type"],
    "TLSStreamReader+Records.swift": ["record.type", "record.type"],
    "MarkdownWords.swift": ["scalar.properties.generalCategory"],
    "DisplayWidth.swift": ["scalar.properties.generalCategory"],
    "SafeText.swift": ["scalar.properties.generalCategory"],
  ]

  /// A new verdict, role or kind has to be answered wherever one is told from another.
  @Test func switchesOverEnumsHaveNoDefault() {
    var found: [String: [String]] = [:]
    for source in Self.sources {
      let subjects = source.lines.indices.filter { Self.isDefault(source.lines[$0]) }
        .compactMap { Self.namedSwitch(of: $0, in: source.lines) }
      if !subjects.isEmpty { found[source.file] = subjects }
    }
    for (file, subjects) in found {
      #expect(subjects == Self.openSwitches[file] ?? [], "\(file): name every case")
    }
    #expect(found.count == Self.openSwitches.count)
  }

  private static func isDefault(_ line: Substring) -> Bool {
    line.utf8.drop { $0 == UInt8(ascii: " ") }.starts(with: "default:".utf8)
  }

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
