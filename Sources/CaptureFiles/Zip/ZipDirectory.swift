/// The directory of a zip archive (APPNOTE, section 4.3.12).
enum ZipDirectory {
  /// Each is looked into; an archive that somebody sends has a few.
  static let fileLimit = 4096

  /// - Throws: `.archive` when it is not there, is damaged, or lists too many files; `.stopped`.
  static func entries(of file: any ByteSource) throws(CaptureFault) -> [ZipEntry] {
    guard let place = try ZipDirectoryEnd.place(in: file) else { throw .archive(.damagedDirectory) }
    if place.count > UInt64(fileLimit) { throw .archive(.tooManyFiles(limit: fileLimit)) }
    var window = ReadWindow(FilePart(file, place.start..<UInt64.max))
    var entries: [ZipEntry] = []
    for _ in 0..<place.count {
      guard let entry = next(&window) else {
        if let error = window.error { throw .stopped(error, in: .file) }
        throw .archive(.damagedDirectory)
      }
      entries.append(entry)
    }
    return entries
  }

  private static func next(_ window: inout ReadWindow) -> ZipEntry? {
    guard window.holds(ZipEntry.headerSize) else { return nil }
    let length = window.withBytes(ZipEntry.headerSize) { ZipEntry.length($0) }
    guard window.holds(length) else { return nil }
    let entry = window.withBytes(length) { try? ZipEntry($0) }
    window.drop(length)
    return entry
  }
}
