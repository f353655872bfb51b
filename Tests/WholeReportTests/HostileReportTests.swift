import Analysis
import Diagnosis
import ReportChecking
import Reports
import Testing

/// What stands on the wire, in a file's name or beside a frame acts in no report of any format.
@Suite struct HostileReportTests {
  @Test(arguments: HostileName.all, ReportFormat.all.map(\.name))
  func nothingActs(_ name: HostileName, _ format: String) throws {
    let capture = try ReportedCapture(HostileCapture.result(name))
    #expect(capture.flowCount == 4)
    for language in Language.allCases {
      var shown = ""
      for (form, options) in Self.forms(of: format, language) {
        let check = FormatCheck(try Self.report(capture, format, options), format: format)
        for fault in check.faults.prefix(5) {
          Issue.record("\(name.kind), \(format) \(form) in \(language.name): \(fault)")
        }
        shown += check.shown.lowercased() + "\n"
      }
      for place in HostilePlace.allCases where Self.isShown(place, name, in: format) {
        if !shown.contains(place.mark) {
          Issue.record("\(name.kind) as \(place) is not in \(format) in \(language.name)")
        }
      }
    }
  }

  /// Nor under other field names.
  @Test(arguments: HostileName.all, LineDialect.all.map(\.name))
  func nothingActsInDialects(_ name: HostileName, _ dialect: String) throws {
    let capture = try ReportedCapture(HostileCapture.result(name))
    var options = ReportOptions()
    options.dialect = try #require(LineDialect.named(dialect))
    let check = FormatCheck(linesOfJSON: try Self.report(capture, "ndjson", options))
    for fault in check.faults.prefix(5) { Issue.record("\(name.kind), \(dialect): \(fault)") }
    for place in HostilePlace.allCases where Self.isShown(place, name, in: "ndjson") {
      // Zeek's logs have no field for names of certificates and interfaces, nor for what was asked of a proxy.
      if dialect == "zeek", [.subject, .issuer, .alternativeName, .authority, .interface].contains(place) {
        continue
      }
      #expect(check.shown.lowercased().contains(place.mark), "\(name.kind) as \(place) in \(dialect)")
    }
  }

  /// A program gets the very name.
  @Test(arguments: HostileName.all)
  func programsGetTheVeryName(_ name: HostileName) throws {
    let capture = try ReportedCapture(HostileCapture.result(name))
    for format in ReportFormat.all.map(\.name) where ["json", "ndjson"].contains(format) {
      let check = try FormatCheck(Self.report(capture, format, ReportOptions()), format: format)
      for place in [HostilePlace.serverName, .path, .interface] {
        // The reader cuts names of interfaces at a zero, and long ones.
        let text = name.text(at: place)
        if place == .interface, text.utf8.count > 255 || text.contains("\0") { continue }
        #expect(check.shown.contains(text), "\(name.kind) as \(place) in \(format)")
      }
    }
  }

  /// Every format of the registry has a check.
  @Test(arguments: ReportFormat.all.map(\.name))
  func everyFormatIsChecked(_ name: String) throws {
    #expect(!FormatCheck("", format: name).faults.contains("there is no check of \(name)"))
  }

  private static func options(
    _ language: Language, _ change: (inout ReportOptions) -> Void
  ) -> ReportOptions {
    var options = ReportOptions()
    options.language = language
    change(&options)
    return options
  }

  /// The forms of a report that show names in places of their own.
  private static func forms(
    of format: String, _ language: Language
  ) -> [(name: String, options: ReportOptions)] {
    let all = options(language) { $0.listsAllFlows = true }
    guard format == "text" || format == "markdown" else { return [("with all flows", all)] }
    return [
      ("with all flows", all), ("in detail", options(language) { $0.flows = [0, 1, 2, 3] }),
      ("with ladders", options(language) { ($0.drawsLadders, $0.width) = (true, 60) }),
    ]
  }

  private static func report(
    _ capture: ReportedCapture, _ format: String, _ options: ReportOptions
  ) throws -> String {
    return try writtenReport(on: capture, as: format, options)
  }

  /// Whether a format tells of a place at all, in one of its forms.
  private static func isShown(_ place: HostilePlace, _ name: HostileName, in format: String) -> Bool {
    switch place {
    // Nobody tells what a comment says beyond a process.
    case .comment: false
    case .interface: format == "json" || format == "ndjson"
    case .path: true
    // Of certificates a row or a picture tells little.
    case .subject, .issuer, .alternativeName: ["text", "json", "ndjson", "markdown"].contains(format)
    case .serverName, .addressName: true
    // White space ends an authority.
    case .authority: !name.bytes(at: place).contains { $0 <= 0x20 }
    }
  }
}
