/// A range of a source that is seekable, read apart from the source itself.
final class FilePart: ByteSource {
  private let file: any ByteSource
  private var rest: Range<UInt64>
  private var chunk: [UInt8] = []

  private static let chunkSize = 65_536

  /// - Parameter range: what lies behind the file's end is left out.
  init(_ file: any ByteSource, _ range: Range<UInt64>) {
    self.file = file
    rest = range.clamped(to: 0..<(file.seekableSize ?? 0))
  }

  var error: ReadError? { file.error }

  func read(into buffer: inout MutableSpan<UInt8>) -> Int {
    let wanted = min(Int(clamping: rest.count), buffer.count, Self.chunkSize)
    if wanted == 0 { return 0 }
    if chunk.count < wanted { chunk = [UInt8](repeating: 0, count: wanted) }
    let count = file.read(wanted, at: rest.lowerBound, into: &chunk)
    _ = buffer.fill(from: chunk[..<count])
    rest =
      count == 0 ? rest.upperBound..<rest.upperBound : (rest.lowerBound + UInt64(count))..<rest.upperBound
    return count
  }
}
