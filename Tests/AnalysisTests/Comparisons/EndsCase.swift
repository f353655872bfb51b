import Testing

@testable import Analysis

/// Two captures of the same connections, and what they say together.
struct EndsCase: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var ends: BothEnds
  /// As ``CaptureComparison/short`` says it.
  var conclusion: String
  /// As ``CaptureComparison/subject`` says it.
  var subject: String

  init(_ name: String, _ ends: BothEnds, _ conclusion: String, _ subject: String) {
    (testDescription, self.ends, self.conclusion, self.subject) = (name, ends, conclusion, subject)
  }

  /// The conclusion, also when the other capture is named first.
  func check() async throws {
    let comparison = try await ends.compare()
    #expect(comparison.short == conclusion)
    #expect(comparison.subject == subject)
    let swapped = try await ends.swapped.compare()
    #expect(swapped.short == conclusion, "swapped")
    #expect(swapped.subject == Self.swapped(subject), "swapped")
  }

  /// `a` for `b` and the other way round, where a capture is named.
  private static func swapped(_ subject: String) -> String {
    let words = subject.split(separator: " ", omittingEmptySubsequences: false).map { word in
      switch word {
      case "a": "b"
      case "b": "a"
      case "a,": "b,"
      case "b,": "a,"
      default: String(word)
      }
    }
    return words.joined(separator: " ")
  }
}
