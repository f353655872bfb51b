/// The names of programs that a capture tells, by process id: `w3wp.exe`.
package struct ProcessNames: Hashable, Sendable {
  /// Nil where the capture has several names for the number, which Windows gives to one process after another.
  private var names: [Int32: String?] = [:]

  package init() {}

  var count: Int { names.count }

  package subscript(process: Int32) -> String? { names[process] ?? nil }

  /// The processes with one name each.
  package var unambiguous: [Int32: String] { names.compactMapValues { $0 } }

  /// - Parameter path: of the program's file, of which only the last part is kept: the others may name a user.
  package mutating func add(_ path: String, of process: Int32) {
    let name = path.split { $0 == "\\" || $0 == "/" }.last.map(String.init) ?? ""
    guard !name.isEmpty else { return }
    if let known = names[process], known != name {
      names[process] = .some(nil)
    } else {
      names[process] = name
    }
  }
}
