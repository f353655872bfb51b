package enum Directory {
  /// The names in a directory without `.` and `..`, in byte order.
  /// - Parameter limit: the most names to read; `isComplete` tells whether those are all.
  package static func names(
    in path: PathName, limit: Int
  ) throws(FileError) -> (names: [[UInt8]], isComplete: Bool) {
    var (names, isComplete) = try SystemCalls.names(in: path, limit: limit)
    names.sort { $0.lexicographicallyPrecedes($1) }
    return (names, isComplete)
  }

  package static func make(_ path: PathName) throws(FileError) {
    if path.kind == nil { try SystemCalls.makeDirectory(path) }
  }
}

extension PathName {
  package func resolved() throws(FileError) -> PathName { try SystemCalls.resolved(self) }
}
