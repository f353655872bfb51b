/// A position in a policy file, as editors count: from 1, columns in Unicode scalars.
package struct FilePosition: Hashable, Comparable, Sendable {
  package var line: Int
  package var column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  static let start = FilePosition(line: 1, column: 1)

  package static func < (left: FilePosition, right: FilePosition) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}

/// One thing that is wrong with a policy file.
package struct PolicyFault: Hashable, Sendable {
  package var position: FilePosition
  /// What is wrong, and what to do; neither ends with a full stop. What they quote of the file is shortened, and not made
  /// safe to show.
  package var message: String
  package var advice: String

  /// `LINE:COLUMN: message; what to do`, to follow the file's name and a colon.
  package var text: String { "\(position.line):\(position.column): \(message); \(advice)" }
}

/// Everything that is wrong with a policy file, in file order.
package struct PolicyFaults: Error, Sendable {
  package private(set) var faults: [PolicyFault] = []
  /// Faults that were counted and not kept.
  package private(set) var unkept = 0

  /// More would not be read: the file is not a policy, or has one mistake in every line.
  package static let limit = 100

  var isEmpty: Bool { faults.isEmpty }

  mutating func add(_ position: FilePosition, _ message: String, _ advice: String) {
    guard faults.count < Self.limit else {
      unkept += 1
      return
    }
    faults.append(PolicyFault(position: position, message: message, advice: advice))
  }

  /// The same in the order of the file; at one position in the order in which they were found.
  func sorted() -> PolicyFaults {
    var sorted = self
    sorted.faults = faults.enumerated()
      .sorted { ($0.element.position, $0.offset) < ($1.element.position, $1.offset) }.map(\.element)
    return sorted
  }
}

/// A text of the file in quotation marks, shortened to a reasonable length.
func quoted(_ text: String) -> String {
  let limit = 80
  let characters = text.unicodeScalars
  return characters.count <= limit ? "\"\(text)\"" : "\"\(String(characters.prefix(limit)))…\""
}
