import Bytes

/// A zip archive (PKWARE's APPNOTE 6.3.10), of which one file is a capture.
///
///     +---------------------+---------------------+ ... +-----------+-----------------+
///     | local header, data  | local header, data  |     | directory | end of directory|
///     +---------------------+---------------------+ ... +-----------+-----------------+
///
/// The directory is read, never the local headers one after the other: only it has every size, and a file that was
/// deleted from the archive may still have a local header.
struct ZipArchive {
  let entries: [ZipEntry]
  private let file: any ByteSource
  private let shouldStop: @Sendable () -> Bool

  /// Whether a file starts with a local header, or with the end of an empty directory.
  static func recognises(_ bytes: Span<UInt8>) -> Bool {
    guard bytes.count >= 4, bytes[0] == 0x50, bytes[1] == 0x4B else { return false }
    return bytes[2] == 3 && bytes[3] == 4 || bytes[2] == 5 && bytes[3] == 6
  }

  /// - Throws: `.archive` when it has no directory that can be read; `.stopped`.
  init(_ file: any ByteSource, shouldStop: @escaping @Sendable () -> Bool) throws(CaptureFault) {
    guard file.seekableSize != nil else { throw .archive(.isPipe) }
    (self.file, self.shouldStop) = (file, shouldStop)
    entries = try ZipDirectory.entries(of: file)
  }

  /// The content of the only capture, told by its first bytes.
  /// - Throws: `.archive` when none or several of its files are captures, or none that can be read is.
  func capture() throws(CaptureFault) -> any ByteSource {
    var captures: [ZipEntry] = []
    for entry in entries {
      if try isCapture(entry) { captures.append(entry) }
    }
    guard let first = captures.first else { throw noCapture() }
    if captures.count > 1 { throw .archive(.severalCaptures(names: captures.map(\.name))) }
    return try content(of: first)
  }

  /// - Throws: `.archive` when there is no such entry, or its data is not where the directory says.
  func content(ofEntry index: Int) throws(CaptureFault) -> any ByteSource {
    guard entries.indices.contains(index) else { throw .archive(.damagedDirectory) }
    return try content(of: entries[index])
  }

  private func isCapture(_ entry: ZipEntry) throws(CaptureFault) -> Bool {
    guard entry.obstacle == nil, entry.size > 0 else { return false }
    let content = CaptureContent(try content(of: entry), shouldStop: shouldStop)
    if shouldStop() { throw .stopped(ReadError(.stopped, at: 0), in: .compressedFile) }
    return content.format != nil
  }

  private func content(of entry: ZipEntry) throws(CaptureFault) -> any ByteSource {
    guard let start = try entry.dataOffset(in: file) else { throw .archive(.damagedDirectory) }
    let end = start.addingReportingOverflow(entry.packedSize)
    let data = FilePart(file, start..<(end.overflow ? start : end.partialValue))
    let content: any ByteSource =
      entry.isDeflated
      ? DecompressedSource(ReadWindow(data), "zip", Inflater(.none), shouldStop: shouldStop) : data
    return CheckedSource(content, size: entry.size, checksum: entry.checksum)
  }

  /// Why nothing can be read: a file in the way, or that no file is a capture.
  private func noCapture() -> CaptureFault {
    if let entry = entries.first(where: { $0.obstacle != nil }), let obstacle = entry.obstacle {
      return .archive(.unreadable(name: entry.name, obstacle))
    }
    if entries.contains(where: \.isFiddlerSession) {
      return .notACapture(.known(.fiddlerArchive), compression: nil)
    }
    return .archive(.noCapture(names: entries.filter { $0.size > 0 }.map(\.name)))
  }
}
