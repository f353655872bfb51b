package import Diagnosis

/// What `wsuscap explain` can explain.
package enum Topic: Hashable, Sendable {
  case verdict(Verdict)
  case endpointRetired
  case endpointDeprecated
  case tlsInspection
  case nameNotResolved
  case noResponse
  case pathMTU
  case wsusHTTPError
  case wsusSOAPFault
  case issue(ArticleIssue)

  /// All of them, in the order of the documentation.
  package static let all: [Topic] =
    Verdict.allCases.map(Topic.verdict)
    + [.endpointRetired, .endpointDeprecated, .tlsInspection, .nameNotResolved, .noResponse, .pathMTU]
    + [.wsusHTTPError, .wsusSOAPFault]
    + ArticleIssue.allCases.map(Topic.issue)

  /// The numbers of the article's issues.
  package static let issueCodes = ArticleIssue.allCases.map { String($0.rawValue) }

  /// What a person types.
  package var code: String {
    switch self {
    case .verdict(let verdict): verdict.rawValue
    case .endpointRetired: "endpoint_retired"
    case .endpointDeprecated: "endpoint_deprecated"
    case .tlsInspection: "tls_inspection"
    case .nameNotResolved: "name_not_resolved"
    case .noResponse: "no_response"
    case .pathMTU: "path_mtu"
    case .wsusHTTPError: "wsus_http_error"
    case .wsusSOAPFault: "wsus_soap_fault"
    case .issue(let issue): String(issue.rawValue)
    }
  }

  /// The topic with that code, upper and lower case and `-` for `_` alike; `issue 3` is 3.
  package init?(_ text: String) {
    let wanted = Self.plain(text)
    guard let topic = Self.all.first(where: { $0.code == wanted }) else { return nil }
    self = topic
  }

  /// Codes that may have been meant, the likeliest first; at most three.
  package static func near(_ text: String) -> [String] {
    let wanted = plain(text)
    let ranked = all.map { (code: $0.code, distance: EditDistance.between(wanted, $0.code)) }
      .filter { $0.distance <= max(2, wanted.count / 3) || (wanted.count > 2 && $0.code.contains(wanted)) }
      .sorted { ($0.distance, $0.code) < ($1.distance, $1.code) }
    return ranked.prefix(3).map(\.code)
  }

  private static func plain(_ text: String) -> String {
    var plain = ""
    for character in text.lowercased().prefix(64) {
      plain.append(character == "-" || character == " " ? "_" : character)
    }
    if plain.hasPrefix("issue_") { plain.removeFirst("issue_".count) }
    return plain
  }
}

/// Edits that change one word into another (Levenshtein).
package enum EditDistance {
  package static func between(_ left: String, _ right: String) -> Int {
    let right = Array(right)
    var row = Array(0...right.count)
    for (index, letter) in left.enumerated() {
      var corner = row[0]
      row[0] = index + 1
      for column in right.indices {
        let replaced = corner + (letter == right[column] ? 0 : 1)
        corner = row[column + 1]
        row[column + 1] = min(replaced, min(row[column], corner) + 1)
      }
    }
    return row[right.count]
  }
}

/// A topic in words.
struct Explanation {
  var title: Phrase
  /// What a capture shows.
  var onTheWire: Phrase
  var why: Phrase
}
