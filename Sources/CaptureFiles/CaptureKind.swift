/// What kind of capture a file is, for who does not read it further.
package enum CaptureKind {
  /// The name of the format that the first bytes show, such as `pcapng`; nil for what is not a capture, or cannot be read.
  package static func name(
    ofFileAt path: String, member: Int? = nil, shouldStop: @escaping @Sendable () -> Bool
  ) -> String? {
    do throws(CaptureFault) {
      let file = try FileSource(path: path, shouldStop: shouldStop)
      return try CaptureContent.ofFile(file, member: member, shouldStop: shouldStop).format?.name
    } catch {
      return nil
    }
  }

  /// Whether a name ends as captures are called, perhaps compressed: what an empty file was to become.
  package static func isSuggested(byName name: String) -> Bool {
    var name = name.lowercased()[...]
    if let ending = compressions.first(where: { name.hasSuffix($0) }) { name = name.dropLast(ending.count) }
    return endings.contains { name.hasSuffix($0) }
  }

  private static let compressions = [".gz", ".zst", ".lz4"]
  private static let endings = [".pcap", ".pcapng", ".cap", ".etl", ".snoop", ".erf"]
}
