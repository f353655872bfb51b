import Diagnosis

/// What findings of one kind have in common, rendered: all but who, where and when.
///
/// A scan makes a hundred thousand findings of some dozen kinds at servers that no policy names. A class, so that one
/// reference is counted for each of them and not six.
final class JSONFindingKind: Sendable {
  /// From `code` to the opening quotation mark of `title`.
  let opening: ByteBuffer
  /// What stands in the title between the client and the server, and behind the server; nil for a title that is
  /// built otherwise.
  let title: (between: ByteBuffer, behind: ByteBuffer)?
  /// From the closing mark of `title` to the client's address.
  let explanation: ByteBuffer
  /// From `route` to the number of attempts.
  let route: ByteBuffer
  /// What to do: from `resolution` to the finding's end.
  let cure: ByteBuffer

  init(_ finding: Finding) {
    opening = Self.opening(finding)
    title = Self.title(finding)
    explanation = Self.explanation(finding)
    route = Self.route(finding)
    cure = Self.cure(finding)
  }

  /// The number of a finding's kind; nil where the endpoint, or the issue that it stands for, has a say.
  static func number(of finding: Finding) -> Int? {
    guard case .verdict(let verdict) = finding.code, !finding.isAtEndpoint, !finding.hasIssue else {
      return nil
    }
    var number = verdict.place * confidences + finding.confidence.place
    number = number * severities + finding.severity.place
    if case .proxy = finding.route { number += numbers }
    return finding.laterSucceeded ? number + 2 * numbers : number
  }

  private static let confidences = Confidence.allCases.count
  private static let severities = Severity.allCases.count
  /// How many kinds there are of one route.
  private static let numbers = Verdict.allCases.count * confidences * severities

  private static func opening(_ finding: Finding) -> ByteBuffer {
    var json = JSONText()
    json.member("code", finding.code.rawValue)
    json.member("severity", finding.severity.rawValue)
    json.key("title")
    json.piece("\"")
    return json.buffer
  }

  private static func title(_ finding: Finding) -> (between: ByteBuffer, behind: ByteBuffer)? {
    guard case .verdict(let verdict) = finding.code else { return nil }
    let words = Words.english.titleWords(finding, verdict)
    var (between, behind) = (ByteBuffer(), ByteBuffer())
    between.addEscaped(utf8: words.between.buffer.bytes)
    behind.addEscaped(utf8: words.behind.buffer.bytes)
    return (between, behind)
  }

  private static func explanation(_ finding: Finding) -> ByteBuffer {
    var json = JSONText()
    json.piece("\",")
    json.member("explanation", Words.english.explanation(finding))
    json.openObject("client")
    json.key("ip")
    json.piece("\"")
    return json.buffer
  }

  private static func route(_ finding: Finding) -> ByteBuffer {
    var json = JSONText()
    json.piece(",")
    json.member("route", finding.route.rawValue)
    json.member("confidence", finding.confidence.rawValue)
    json.key("attempts")
    return json.buffer
  }

  private static func cure(_ finding: Finding) -> ByteBuffer {
    var json = JSONText()
    json.piece(",")
    json.addCure(of: finding)
    json.closeObject()
    return json.buffer
  }
}

extension Severity {
  /// The place among `allCases`.
  fileprivate var place: Int {
    switch self {
    case .error: 0
    case .warning: 1
    case .info: 2
    }
  }
}

extension Confidence {
  /// The place among `allCases`.
  var place: Int {
    switch self {
    case .certain: 0
    case .probable: 1
    case .possible: 2
    }
  }
}
