import Analysis
import Diagnosis
import Foundation
import PolicyFiles
import Redaction
import ServerFiles
import Testing

@testable import Reports

/// What redaction does to a text of a record.
enum TextRule {
  /// One of a fixed set of the program's own, a registry's, or the policy's: it stays.
  case ours
  /// A name, a path, an address or a number of its own: replaced as a whole.
  case replaced
  /// A quoted line: what is known of it stays.
  case line
  /// A sentence of the program, which is made of the others.
  case sentence
}

/// Every text in a report, and in what a report is made of, has a rule of redaction: a new one cannot be forgotten.
@Suite struct RedactedFieldTests {
  @Test func everyFieldOfARecordHasARule() {
    let found = Set(
      Self.texts(CaptureDescription.fields.flatMap(\.descriptions), "capture")
        + Self.texts(PolicyInForce.fields.flatMap(\.descriptions), "policy")
        + Self.texts(FlowRecord.lineFields.flatMap(\.descriptions), "flow")
        + Self.texts(FindingRecord.fields.flatMap(\.descriptions), "finding"))
    #expect(
      found == Set(TextRules.fields.keys), "\(found.symmetricDifference(TextRules.fields.keys).sorted())")
  }

  private static func texts(_ fields: [FieldDescription], _ path: String) -> [String] {
    fields.flatMap { field in
      (field.type.isText ? ["\(path).\(field.name)"] : []) + texts(field.members, "\(path).\(field.name)")
    }
  }
}

extension FieldType {
  /// Whether it is a text or a list of texts.
  fileprivate var isText: Bool {
    switch self {
    case .string: true
    case .array(let element), .nullable(let element): element.isText
    case .number, .boolean, .time, .code, .object: false
    }
  }
}

// MARK: Facts of files, and evidence of captures

/// The texts in a value, by the property that they are in.
struct TextWalk {
  private(set) var texts: [String: Set<String>] = [:]
  /// Properties whose list is empty, so that what they hold was not seen.
  private(set) var empty: Set<String> = []

  init(_ value: Any) {
    add(value, "")
  }

  private mutating func add(_ value: Any, _ place: String) {
    switch value {
    case let text as String: texts[place, default: []].insert(text)
    case is Endpoint, is EndpointPolicy: break
    // An empty list can be cast to one of anything.
    case _ where type(of: value) == [UInt8].self: break
    default: addChildren(value, place)
    }
  }

  private mutating func addChildren(_ value: Any, _ place: String) {
    let mirror = Mirror(reflecting: value)
    // Also one that is missing here.
    if type(of: value) == String?.self || type(of: value) == [String].self {
      texts[place, default: []].formUnion([])
    }
    if mirror.displayStyle == .collection, mirror.children.isEmpty { empty.insert(place) }
    let isPart =
      mirror.displayStyle == .struct || mirror.displayStyle == .class || mirror.displayStyle == .enum
    for child in mirror.children {
      let own = "\(mirror.subjectType).\(child.label ?? "")"
      add(child.value, isPart ? own : place)
    }
  }
}

extension RedactedFieldTests {
  @Test func everyTextOfServerFactsHasARule() throws {
    var reading = try RedactedFileTests().reading()
    reading.understood.append(Self.rareFacts)
    let plain = TextWalk(reading.facts)
    #expect(
      Set(plain.texts.keys) == Set(TextRules.facts.keys),
      "\(Set(plain.texts.keys).symmetricDifference(TextRules.facts.keys).sorted())")
    #expect(plain.empty.filter { $0.hasPrefix("ServerFacts.") }.isEmpty, "\(plain.empty.sorted())")
    var redaction = Redaction(key: "k")
    let redacted = TextWalk(redaction.redacted(reading, policy: .builtIn).facts)
    Self.expect(plain.texts, redacted.texts, TextRules.facts)
  }

  @Test func everyTextOfACaptureHasARule() throws {
    let result = try SecretCapture.result()
    let plain = Self.walk(result)
    #expect(
      Set(plain.texts.keys) == Set(TextRules.evidence.keys),
      "\(Set(plain.texts.keys).symmetricDifference(TextRules.evidence.keys).sorted())")
    var redaction = Redaction(key: "k")
    Self.expect(plain.texts, Self.walk(redaction.redacted(result)).texts, TextRules.evidence)
  }

  /// Facts that the files above do not have.
  private static var rareFacts: ServerFacts {
    var facts = ServerFacts()
    let citation = Citation(file: "kowalski.reg", kind: .registryExport, line: 1, text: "kowalski")
    facts.algorithms = [
      AlgorithmSetting(group: .ciphers, name: "kowalski", enabled: 0, citations: [citation])
    ]
    facts.frameworkSettings = [
      FrameworkSetting(
        version: .v4, is32Bit: false, strongCrypto: 1, systemDefaultTLS: 1, citations: [citation])
    ]
    let line = SchannelLine(protocolName: "kowalski", state: .enabled, citation: citation)
    facts.serviceStarts = [
      ServiceStart(time: 0, component: .service, sign: .schannelLines, citation: citation, protocols: [line])
    ]
    facts.timeZones = [ServerTimeZone(minutes: 60, hasSummerTime: true, citation: citation)]
    let fault = XMLFault(.wrongRoot("kowalski"), line: 1, column: 1)
    facts.workerProcessSwitches = [WorkerProcessSwitch(value: nil, citation: citation, fault: fault)]
    facts.cipherOrders = [
      CipherOrder(source: .effective, suites: ["kowalski"], text: nil, citation: citation)
    ]
    facts.files = [
      ServerFile(
        path: "kowalski.reg", kind: .registryExport, encoding: .utf8, hasByteOrderMark: false, bytes: 1,
        lines: 1,
        notes: [.unreadable("kowalski"), .unreadableValue(name: "kowalski", line: 1)])
    ]
    return facts
  }

  private static func walk(_ result: CaptureResult) -> TextWalk {
    TextWalk(
      (
        result.description, result.store.clientHellos, result.store.serverHellos, result.store.certificates,
        Array(result.findings), (0..<result.flowCount).map { result.flow($0) }
      ))
  }

  private static func namesNobody(_ text: String) -> Bool {
    !(NamedFiles.secrets + SecretCapture.words).contains { text.lowercased().contains($0.lowercased()) }
  }

  private static func expect(
    _ plain: [String: Set<String>], _ redacted: [String: Set<String>], _ rules: [String: TextRule]
  ) {
    for (place, rule) in rules {
      let before = plain[place] ?? []
      let after = redacted[place] ?? []
      switch rule {
      case .ours, .sentence: #expect(before == after, "\(place)")
      case .replaced:
        #expect(before.intersection(after).allSatisfy { $0.hasSuffix("update.microsoft.com") }, "\(place)")
      case .line:
        #expect(before.isEmpty == after.isEmpty && after.allSatisfy(Self.namesNobody), "\(place)")
      }
    }
  }
}
