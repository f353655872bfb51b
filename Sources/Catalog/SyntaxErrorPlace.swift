/// Where SQLite stopped reading a statement.
///
/// Its messages name the token (`near "FORM": syntax error`), which may occur several times. The parser stops at the
/// first token that cannot follow, so the place is where the statement up to there fails with the same message.
struct SyntaxErrorPlace {
  /// In characters.
  let offset: Int

  /// Nil for an error that is not one of syntax.
  /// - Parameter complaint: what SQLite says of a statement; nil when it is valid.
  init?(of message: String, in sql: String, complaint: (String) -> String?) {
    if message == Self.incomplete {
      offset = sql.count
      return
    }
    guard let token = Self.token(in: message) else { return nil }
    for range in sql.ranges(of: token).prefix(Self.placeLimit)
    where complaint(String(sql[..<range.upperBound])) == message {
      offset = sql.distance(from: sql.startIndex, to: range.lowerBound)
      return
    }
    return nil
  }

  /// The token that a message quotes (sqlite3, parse.y and tokenize.c).
  private static func token(in message: String) -> String? {
    for (start, end) in [("near \"", "\": syntax error"), ("unrecognized token: \"", "\"")]
    where message.hasPrefix(start) && message.hasSuffix(end) && message.count > start.count + end.count {
      return String(message.dropFirst(start.count).dropLast(end.count))
    }
    return nil
  }

  private static let incomplete = "incomplete input"
  /// Each place is read once; a query that somebody types has a token a few times.
  private static let placeLimit = 100
}
