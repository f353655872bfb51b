import CaptureFiles
import Catalog
import Files
import Reports

/// A regular file that was found, or a capture in one that is an archive.
struct FoundFile: Sendable {
  /// The absolute path without symbolic links; of a member of an archive with its name behind that.
  var name: PathName
  /// The path as the user would write it.
  var shown: String
  /// The folder relative to the one that was scanned, `.` for that one itself.
  var folder: String
  var status: FileStatus
  /// Whether the user named it; otherwise it was found in a folder.
  var isNamed = false
  /// What is opened to read it.
  var opened: PathName
  /// Nil for a file that is not in an archive, or a capture alone in one.
  var member: ArchiveMember?

  init(name: PathName, shown: String, folder: String, status: FileStatus, isNamed: Bool = false) {
    (self.name, self.shown, self.folder) = (name, shown, folder)
    (self.status, self.isNamed, opened) = (status, isNamed, name)
  }
}

/// A file or folder that cannot be searched or analysed.
struct FailedFile: Sendable {
  var name: PathName
  var folder: String
  var status: FileStatus?
  var error: ScanError
  var reason: FileEntry.Reason
  /// The format of a capture, as far as it is known.
  var format: String?
  var archive: (name: PathName, member: ArchiveMember)?

  init(
    name: PathName, folder: String, status: FileStatus?, error: ScanError, reason: FileEntry.Reason? = nil
  ) {
    (self.name, self.folder, self.status, self.error) = (name, folder, status, error)
    self.reason = reason ?? FileEntry.Reason(error.kind)
  }
}

/// A symbolic link that is not followed.
struct LeftLink: Sendable {
  var name: PathName
  var shown: String
  var folder: String
  var problem: ScanProblem
}

/// Lists the files below folders. Symbolic links are followed inside the folder that is scanned, and beyond it only where
/// that is asked for; a folder is entered once, so that cycles are harmless.
struct FileEnumerator {
  /// Nested folders that are entered. A path has at most 4,096 bytes.
  static let depthLimit = 64
  /// Names in one folder, and files in all, at about a hundred bytes each.
  static let fileLimit = 10_000_000

  private(set) var files: [FoundFile] = []
  private(set) var failures: [FailedFile] = []
  private(set) var links: [LeftLink] = []
  /// Folders that could be searched.
  private(set) var folders: Set<PathName> = []
  private var entered: Set<FileIdentity> = []
  private var seen: Set<PathName> = []
  private let excluded: Set<FileIdentity>
  private let followsLinks: Bool
  /// The folder that is scanned, without symbolic links.
  private var scanned = PathName("/")
  private let shouldStop: @Sendable () -> Bool

  /// A file or folder to look at.
  private struct Place {
    var name: PathName
    var shown: PathName
    var folder: String
    var depth = 0
    var isNamed = false
  }

  /// - Parameter excluded: files and folders that the scan itself writes.
  init(
    excluding excluded: [String], followsLinks: Bool, shouldStop: @escaping @Sendable () -> Bool
  ) {
    self.followsLinks = followsLinks
    self.excluded = Set(excluded.compactMap { try? FileStatus(of: PathName($0)) }.map(\.identity))
    self.shouldStop = shouldStop
  }

  /// Adds the files below a folder, or one file.
  /// - Parameter found: told after each file how many there are so far.
  mutating func add(_ root: String, found: (Int) -> Void) {
    var place = Place(name: PathName(root), shown: PathName(root), folder: ".", isNamed: true)
    do throws(FileError) {
      place.name = try place.name.resolved()
      scanned = place.name
      let status = try FileStatus(of: place.name)
      switch status.kind {
      case .directory: enter(place, status, found)
      case .regular: add(place, status, found)
      case .pipe, .other: fail(place, .neitherFileNorFolder)
      }
    } catch {
      fail(place, error) { .cannotBeOpened($0) }
    }
  }

  private mutating func enter(_ place: Place, _ status: FileStatus, _ found: (Int) -> Void) {
    guard !excluded.contains(status.identity), entered.insert(status.identity).inserted else { return }
    guard place.depth < Self.depthLimit else {
      return fail(place, .tooDeep(limit: Self.depthLimit))
    }
    do throws(FileError) {
      let names = try Directory.names(in: place.name, limit: Self.fileLimit).names
      folders.insert(place.name)
      for name in names {
        if shouldStop() || files.count >= Self.fileLimit { return }
        look(at: name, in: place, found)
      }
    } catch {
      fail(place, error) { .cannotBeSearched($0) }
    }
  }

  private mutating func look(at name: [UInt8], in parent: Place, _ found: (Int) -> Void) {
    var place = Place(
      name: parent.name.appending(name), shown: parent.shown.appending(name), folder: parent.folder)
    do throws(FileError) {
      if try FileStatus.isLink(place.name), let problem = linkProblem(place.name) {
        links.append(
          LeftLink(name: place.name, shown: place.shown.shown, folder: place.folder, problem: problem))
        return
      }
      let status = try FileStatus(of: place.name)
      switch status.kind {
      case .directory:
        let part = PathName(bytes: name).shown
        place.folder = parent.folder == "." ? part : parent.folder + "/" + part
        place.depth = parent.depth + 1
        enter(place, status, found)
      case .regular:
        if !excluded.contains(status.identity) { add(place, status, found) }
      // A pipe, a socket, a device: not a capture.
      case .pipe, .other: break
      }
    } catch {
      fail(place, error) { .cannotBeOpened($0) }
    }
  }

  /// Why a link is not followed; nil for one that is.
  private func linkProblem(_ link: PathName) -> ScanProblem? {
    do throws(FileError) {
      let target = try link.resolved()
      return followsLinks || target.isInside(scanned) ? nil : .linkOutside
    } catch {
      if error.isLinkLoop { return .linkLoop }
      return error.isNotFound ? .brokenLink : .cannotBeOpened(error.text)
    }
  }

  private mutating func add(_ place: Place, _ status: FileStatus, _ found: (Int) -> Void) {
    guard seen.insert(place.name).inserted else { return }
    ReadFiles.all.add(status)
    files.append(
      FoundFile(
        name: place.name, shown: place.shown.shown, folder: place.folder, status: status,
        isNamed: place.isNamed))
    found(files.count)
  }

  private mutating func fail(_ place: Place, _ error: FileError, _ other: (String) -> ScanProblem) {
    if error.isLinkLoop { return fail(place, .linkLoop) }
    guard error.isNotFound else { return fail(place, other(error.text)) }
    fail(place, place.isNamed ? .noSuchFile : .disappeared)
  }

  private mutating func fail(_ place: Place, _ problem: ScanProblem) {
    let error = ScanError(.capture(.unreadable), path: place.shown.shown, ErrorMessage(problem))
    failures.append(FailedFile(name: place.name, folder: place.folder, status: nil, error: error))
  }
}
