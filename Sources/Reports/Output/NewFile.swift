/// A file that is written only where none exists.
package enum NewFile {
  /// Writes a new file, whole or not at all.
  /// - Returns: false when something exists there already.
  package static func write(_ bytes: [UInt8], at path: String) throws(OutputFault) -> Bool {
    // Asked first for the answer's sake; what comes there meanwhile is safe as well, because creating is exclusive.
    if SystemCalls.kind(of: path) != nil { return false }
    let descriptor = try SystemCalls.create(path)
    do throws(OutputFault) {
      try SystemCalls.write(bytes, to: descriptor, shouldStop: nil)
      try SystemCalls.synchronize(descriptor)
      try SystemCalls.close(descriptor)
      return true
    } catch {
      SystemCalls.remove(path)
      throw error
    }
  }

  /// Makes a folder unless it is there.
  package static func makeFolder(_ path: String) throws(OutputFault) {
    if SystemCalls.kind(of: path) == nil { try SystemCalls.makeFolder(path) }
  }
}
