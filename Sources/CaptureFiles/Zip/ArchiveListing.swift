/// One file of a zip archive.
package struct ArchiveMember: Hashable, Sendable {
  /// Its position in the archive's directory, from 0 on.
  package let index: Int
  /// As the archive spells it: it may contain anything, and is nothing to open.
  package let name: String
  /// Compressed, in bytes.
  package let size: Int

  package init(index: Int, name: String, size: Int) {
    (self.index, self.name, self.size) = (index, name, size)
  }
}

/// The captures in a zip archive, for who reads each of them.
package struct ArchiveListing: Sendable {
  package private(set) var captures: [ArchiveMember] = []
  /// What cannot be looked into.
  package private(set) var refused: [Refused] = []

  package struct Refused: Sendable {
    package let member: ArchiveMember
    package let fault: CaptureFault
  }

  /// Looks at the first bytes of each file of an archive.
  /// - Throws: `.archive` when its directory cannot be read, or its files overlap: then a few kilobytes could contain
  ///   any number of captures.
  package init(path: String, shouldStop: @escaping @Sendable () -> Bool) throws(CaptureFault) {
    let file = try FileSource(path: path, shouldStop: shouldStop)
    let archive = try ZipArchive(file, shouldStop: shouldStop)
    var left = file.seekableSize ?? 0
    for (index, entry) in archive.entries.enumerated() {
      guard entry.packedSize <= left else { throw .archive(.damagedDirectory) }
      left -= entry.packedSize
      let member = ArchiveMember(index: index, name: entry.name, size: Int(clamping: entry.packedSize))
      if let obstacle = entry.obstacle { refuse(member, obstacle) }
      if entry.obstacle != nil || entry.size == 0 { continue }
      let content = CaptureContent(try archive.content(ofEntry: index), shouldStop: shouldStop)
      if shouldStop() { throw .stopped(ReadError(.stopped, at: 0), in: .compressedFile) }
      if content.format != nil { captures.append(member) }
      if ZipArchive.recognises(content.start.span) { refuse(member, .isArchive) }
    }
  }

  private mutating func refuse(_ member: ArchiveMember, _ obstacle: ArchiveFault.Obstacle) {
    let fault = CaptureFault.archive(.unreadable(name: member.name, obstacle))
    refused.append(Refused(member: member, fault: fault))
  }
}

extension ArchiveMember {
  /// Reads the content of a file of an archive, block by block.
  /// - Returns: false when it ends early, is damaged, or `shouldStop` ended the reading.
  package static func read(
    _ index: Int, ofArchiveAt path: String, shouldStop: @escaping @Sendable () -> Bool,
    _ body: (ArraySlice<UInt8>) -> Void
  ) throws(CaptureFault) -> Bool {
    let file = try FileSource(path: path, shouldStop: shouldStop)
    let content = try ZipArchive(file, shouldStop: shouldStop).content(ofEntry: index)
    var block = [UInt8](repeating: 0, count: blockSize)
    while true {
      var space = block.mutableSpan
      let count = content.read(into: &space)
      if count == 0 { return content.error == nil }
      body(block[..<count])
    }
  }

  private static let blockSize = 1 << 18
}
