/// A regular file that was found.
struct FoundFile: Sendable {
  /// From the root of the file system on.
  var name: PathName
  /// As the user would write it.
  var shown: String
  /// The folder below the one that was scanned, `.` for that one itself.
  var folder: String
  var state: FileState
  /// The user named it; else it was found in a folder.
  var isNamed = false
}

/// A file or folder that could not be looked at, or not analysed.
struct ScanFailure: Sendable {
  var name: PathName
  var shown: String
  var folder: String
  var state: FileState?
  var message: String
  var advice: String?
  /// Of sysexits.h.
  var exitStatus: Int32
}

/// The files below folders.
///
/// Symbolic links are followed. A folder that was entered before is not entered again, so that a link to a folder above
/// is harmless.
struct CaptureFileEnumerator {
  /// Folders in folders that are entered: a path of the system has 4,096 bytes, and nobody sorts traces so deep.
  static let depthLimit = 64
  /// Names in one folder, and files in all: a hundred bytes each, and a scan of all of them would take weeks.
  static let fileLimit = 10_000_000

  private(set) var files: [FoundFile] = []
  private(set) var failures: [ScanFailure] = []
  /// Folders that could be entered.
  private(set) var folders: Set<PathName> = []
  private var entered: Set<Identity> = []
  private var seen: Set<PathName> = []
  private let passedOver: Set<Identity>
  private let shouldStop: @Sendable () -> Bool
  private let found: (Int) -> Void

  private struct Identity: Hashable {
    var device: UInt64
    var inode: UInt64

    init(_ state: FileState) { (device, inode) = (state.device, state.inode) }
  }

  /// - Parameters:
  ///   - passedOver: files and folders of the scan's own.
  ///   - found: told now and then how many files there are so far.
  init(
    passingOver passedOver: [String], shouldStop: @escaping @Sendable () -> Bool,
    found: @escaping (Int) -> Void
  ) {
    self.passedOver = Set(
      passedOver.compactMap { try? FileState(of: PathName($0)) }.map { Identity($0) })
    self.shouldStop = shouldStop
    self.found = found
  }

  /// Adds the files below a folder, or one file.
  mutating func add(_ root: String) {
    let shown = PathName(root)
    do throws(SystemFault) {
      let name = try FolderListing.resolved(root)
      let state = try FileState(of: name)
      switch state.kind {
      case .folder: enter(name, shown: shown, folder: ".", state, depth: 0)
      case .regular:
        if seen.insert(name).inserted {
          files.append(FoundFile(name: name, shown: root, folder: ".", state: state, isNamed: true))
        }
      case .other:
        fail(name, shown, ".", "is neither a file nor a folder", advice: "name a folder of captures")
      }
    } catch {
      fail(shown, shown, ".", error, what: "cannot be opened", isNamed: true)
    }
  }

  private mutating func enter(
    _ name: PathName, shown: PathName, folder: String, _ state: FileState, depth: Int
  ) {
    let identity = Identity(state)
    guard !passedOver.contains(identity), entered.insert(identity).inserted else { return }
    guard depth < Self.depthLimit else {
      return fail(
        name, shown, folder, "is deeper than \(Self.depthLimit) folders and was not searched",
        advice: "scan it by itself")
    }
    do throws(SystemFault) {
      let names = try FolderListing.names(in: name, limit: Self.fileLimit)
      folders.insert(name)
      for part in names {
        if shouldStop() || files.count >= Self.fileLimit { return }
        look(at: name.appending(part), shown: shown.appending(part), part, folder: folder, depth: depth)
      }
    } catch {
      fail(name, shown, folder, error, what: "cannot be searched")
    }
  }

  private mutating func look(
    at name: PathName, shown: PathName, _ part: [UInt8], folder: String, depth: Int
  ) {
    do throws(SystemFault) {
      let state = try FileState(of: name)
      switch state.kind {
      case .folder:
        let part = PathName(bytes: part).shown
        enter(name, shown: shown, folder: folder == "." ? part : folder + "/" + part, state, depth: depth + 1)
      case .regular:
        guard !passedOver.contains(Identity(state)), seen.insert(name).inserted else { return }
        files.append(FoundFile(name: name, shown: shown.shown, folder: folder, state: state))
        found(files.count)
      // A pipe, a socket, a device: nothing that holds a capture.
      case .other: break
      }
    } catch {
      fail(name, shown, folder, error, what: "cannot be opened")
    }
  }

  private mutating func fail(
    _ name: PathName, _ shown: PathName, _ folder: String, _ fault: SystemFault, what: String,
    isNamed: Bool = false
  ) {
    let isLoop = fault.isLoop
    fail(
      name, shown, folder,
      isLoop
        ? "is a symbolic link that leads in a circle"
        : fault.isNotFound
          ? isNamed ? "no such file or folder" : "has vanished, or is a symbolic link that leads nowhere"
          : "\(what): \(fault.text)",
      advice: isLoop ? "remove it, or let it lead to a file" : "check the path and the permissions")
  }

  private mutating func fail(
    _ name: PathName, _ shown: PathName, _ folder: String, _ message: String, advice: String
  ) {
    failures.append(
      ScanFailure(
        name: name, shown: shown.shown, folder: folder, state: nil, message: message, advice: advice,
        exitStatus: 66))
  }
}
