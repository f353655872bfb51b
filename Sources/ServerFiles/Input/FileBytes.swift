import Files

/// The bytes of one file, block by block, and its first bytes beforehand.
final class FileBytes {
  /// How many bytes may be looked at before the file is read. A Group Policy report has some 80 KiB of scripts
  /// before its first setting, in two bytes a character.
  static let openingSize = 256 * 1024

  /// The first bytes, fewer than ``openingSize`` only at the end.
  private(set) var opening: [UInt8] = []
  /// Bytes that the system delivered.
  private(set) var count: UInt64 = 0
  /// The system's text when it could not deliver all.
  private(set) var error: String?
  let kind: FileKind
  let identity: FileIdentity
  private let file: InputFile
  private var hasGivenOpening = false
  /// Where the system puts a block; larger blocks are not faster.
  private var block: [UInt8]

  /// - Parameter openingSize: bytes that may be looked at beforehand, and bytes of a block.
  /// - Throws: the system's fault when the file cannot be opened or its first bytes cannot be read.
  init(path: String, openingSize: Int = openingSize) throws(FileError) {
    block = [UInt8](repeating: 0, count: openingSize)
    file = try InputFile.open(argument: path)
    let status = try file.status()
    (kind, identity) = (status.kind, status.identity)
    guard kind == .regular || kind == .pipe else { return }
    while opening.count < openingSize {
      let got = try file.read(into: &block)
      if got == 0 { break }
      opening += block[..<got]
      count += UInt64(got)
    }
  }

  /// Whether the opening is the whole file.
  var isWhole: Bool { opening.count < Self.openingSize && UInt64(opening.count) == count }

  /// Passes the next block to `body`; false at the end.
  func nextBlock(_ body: (ArraySlice<UInt8>) -> Void) -> Bool {
    if !hasGivenOpening {
      hasGivenOpening = true
      body(opening[...])
      return !opening.isEmpty
    }
    do {
      let got = try file.read(into: &block)
      count += UInt64(got)
      if got > 0 { body(block[..<got]) }
      return got > 0
    } catch {
      self.error = error.text
      return false
    }
  }
}
