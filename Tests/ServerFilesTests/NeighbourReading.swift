import Diagnosis
import ServerFileBuilding
import Testing

@testable import ServerFiles

/// The facts of a text that must be understood.
func understood(
  _ text: String, _ encoding: BuiltEncoding = .utf8, sourceLocation: SourceLocation = #_sourceLocation
) throws -> ServerFacts {
  try facts(BuiltText.bytes(text, encoding), sourceLocation: sourceLocation)
}

/// Whether a text is refused as no supported kind of file.
func isRefused(_ text: String) throws -> Bool {
  try read(BuiltText.bytes(text)).refused.map(\.reason) == [.unknownText]
}

extension String {
  /// With something before each line.
  func prefixed(_ prefix: String) -> String {
    split(separator: "\n", omittingEmptySubsequences: false).map { prefix + $0 }.joined(separator: "\n")
  }

  /// Broken at a width as the window of a console does.
  func broken(at width: Int) -> String {
    split(separator: "\n", omittingEmptySubsequences: false).map { line in
      stride(from: 0, to: max(line.count, 1), by: width).map { line.dropFirst($0).prefix(width) }
        .joined(separator: "\n")
    }.joined(separator: "\n")
  }
}
