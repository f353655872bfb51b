/// A range of a regular file, read apart from the file itself.
final class FilePart: ByteSource {
  private let file: FileSource
  private var rest: Range<UInt64>
  private var chunk: [UInt8] = []

  private static let chunkSize = 65_536

  /// - Parameter range: what lies behind the file's end is left out.
  init(_ file: FileSource, _ range: Range<UInt64>) {
    self.file = file
    rest = range.clamped(to: 0..<(file.seekableSize ?? 0))
  }

  var error: ReadError? { file.error }

  func read(into buffer: inout MutableSpan<UInt8>) -> Int {
    let wanted = min(Int(clamping: rest.count), buffer.count, Self.chunkSize)
    if wanted == 0 { return 0 }
    if chunk.count < wanted { chunk = [UInt8](repeating: 0, count: wanted) }
    let count = file.read(wanted, at: rest.lowerBound, into: &chunk)
    for index in 0..<count { buffer[index] = chunk[index] }
    rest =
      count == 0 ? rest.upperBound..<rest.upperBound : (rest.lowerBound + UInt64(count))..<rest.upperBound
    return count
  }
}
