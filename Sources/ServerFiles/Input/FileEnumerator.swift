import Diagnosis
import Files

/// The files below a folder by name. Symbolic links are followed inside the folder, and beyond it only where that is asked
/// for; a folder is entered once, so that cycles are harmless.
struct FileEnumerator {
  /// Folders in folders that are entered: evidence is collected in one, seldom two.
  static let depthLimit = 8
  /// Files below one folder: the path may be a whole disk by mistake.
  static let fileLimit = 10_000

  private(set) var files: [String] = []
  private(set) var refused: [RefusedFile] = []
  private var entered: Set<FileIdentity> = []
  private var isFull = false
  private let root: PathName
  private let followsLinks: Bool
  private let shouldStop: @Sendable () -> Bool

  /// - Throws: the system's fault when the folder itself cannot be listed.
  init(
    folder: String, followsLinks: Bool = false, shouldStop: @escaping @Sendable () -> Bool
  ) throws(FileError) {
    self.shouldStop = shouldStop
    self.followsLinks = followsLinks
    root = try PathName(folder).resolved()
    try enter(folder, depth: 0)
    if isFull {
      refused.append(RefusedFile(path: folder, isNamed: true, reason: .tooMany(limit: Self.fileLimit)))
    }
  }

  private mutating func enter(_ folder: String, depth: Int) throws(FileError) {
    let path = PathName(folder)
    guard entered.insert(try FileStatus(of: path).identity).inserted else { return }
    let (names, isComplete) = try Directory.names(in: path, limit: Self.fileLimit)
    if !isComplete { isFull = true }
    for name in names.map({ String(decoding: $0, as: UTF8.self) }).sorted() {
      if isFull && files.count >= Self.fileLimit || shouldStop() { return }
      look(at: folder.hasSuffix("/") ? folder + name : folder + "/" + name, depth: depth)
    }
  }

  private mutating func look(at path: String, depth: Int) {
    do throws(FileError) {
      if try leadsOutside(PathName(path)) { return refuse(path, .linkOutside) }
      switch try FileStatus(of: PathName(path)).kind {
      case .regular: add(path)
      case .directory:
        if depth + 1 > Self.depthLimit {
          refuse(path, .tooDeep(limit: Self.depthLimit))
        } else {
          try enter(path, depth: depth + 1)
        }
      case .pipe, .other: refuse(path, .noRegularFile)
      }
    } catch {
      refuse(path, error.isNotFound ? .notFound : .unreadable(error.text))
    }
  }

  private func leadsOutside(_ path: PathName) throws(FileError) -> Bool {
    guard !followsLinks, try FileStatus.isLink(path) else { return false }
    return try !path.resolved().isInside(root)
  }

  private mutating func add(_ path: String) {
    if files.count < Self.fileLimit { files.append(path) } else { isFull = true }
  }

  private mutating func refuse(_ path: String, _ reason: RefusedFile.Reason) {
    guard refused.count < Self.fileLimit else { return }
    refused.append(RefusedFile(path: path, isNamed: false, reason: reason))
  }
}
