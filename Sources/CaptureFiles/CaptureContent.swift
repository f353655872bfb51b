/// What a source contains: its compression, and the format of what was compressed, by their first bytes.
struct CaptureContent: ~Copyable {
  let source: any ByteSource
  /// The names of what it is packed in, from the outside.
  let compression: String?
  let format: CaptureFormat?
  /// At most ``ReadWindow/startSize`` bytes of what was compressed, or of the source itself.
  let start: [UInt8]
  private let isArchive: Bool
  private let window: ReadWindow

  /// The content of a file, of a member of an archive, or of the only capture in an archive.
  /// - Throws: `.archive`.
  static func ofFile(
    _ file: any ByteSource, member: Int? = nil, shouldStop: @escaping @Sendable () -> Bool
  ) throws(CaptureFault) -> CaptureContent {
    if let member {
      let source = try ZipArchive(file, shouldStop: shouldStop).content(ofEntry: member)
      return CaptureContent(source, archive: "zip", shouldStop: shouldStop)
    }
    let content = CaptureContent(file, shouldStop: shouldStop)
    if !content.isArchive { return content }
    let capture = try ZipArchive(file, shouldStop: shouldStop).capture()
    return CaptureContent(capture, archive: "zip", shouldStop: shouldStop)
  }

  /// - Parameter archive: what the source is in.
  init(_ source: any ByteSource, archive: String? = nil, shouldStop: @escaping @Sendable () -> Bool) {
    var source = source
    var window = ReadWindow(source)
    var start = window.start()
    let compression = Compression.all.first { [start] in $0.recognises(start.span) }
    if let compression {
      source = DecompressedSource(
        window, compression.name, compression.makeDecompressor(), shouldStop: shouldStop)
      window = ReadWindow(source)
      start = window.start()
    }
    format = CaptureFormat.ofContent(&window, start)
    let names = [archive, compression?.name].compactMap { $0 }
    self.compression = names.isEmpty ? nil : names.joined(separator: ", ")
    isArchive = names.isEmpty && ZipArchive.recognises(start.span)
    (self.source, self.start) = (source, start)
    self.window = window
  }

  /// Reads what precedes the first frame.
  /// - Throws: `.notACapture` without a format; `.damagedFromStart`.
  consuming func open() throws(CaptureFault) -> any FrameReader {
    guard let format else {
      throw CaptureReader.unrecognised(start, source, compression: compression)
    }
    return try format.open(window)
  }

  /// The blocks of a pcapng file, from its start.
  consuming func openBlocks() -> PcapngReader { PcapngReader(blocksOf: window) }
}
