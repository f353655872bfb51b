import Synchronization

/// Files that are being written, beside the ones that they become: `report.txt.wsuscap-4711-7f3a91c2.part`.
///
/// Each is locked while its program lives. What a killed run left is not, and the next one that writes into the folder
/// removes it.
enum Drafts {
  private static let mark = ".wsuscap-"
  private static let ending = ".part"
  /// Bytes of the name in front: a name may have 255.
  private static let nameLimit = 200
  /// Names of a folder that are looked at.
  private static let folderLimit = 1_000_000
  private static let cleared = Mutex<Set<PathName>>([])

  /// A name that no other process or thread has: a process id alone could be that of another container.
  static func name(for path: PathName) -> PathName {
    let random = String(UInt32.random(in: .min ... .max), radix: 16)
    let end = "\(mark)\(SystemCalls.processID)-\(random)\(ending)"
    let name = path.bytes[path.nameStart...].prefix(nameLimit)
    return PathName(bytes: path.bytes[..<path.nameStart] + name + Array(end.utf8))
  }

  /// Whether a name is one of these, with digits where they belong.
  static func isDraft(_ name: String) -> Bool {
    guard name.hasSuffix(ending), let start = name.ranges(of: mark).last?.upperBound else { return false }
    let parts = name[start...].dropLast(ending.count).split(separator: "-", omittingEmptySubsequences: false)
    return parts.count == 2 && !parts[0].isEmpty && parts[0].allSatisfy(\.isNumber) && !parts[1].isEmpty
      && parts[1].allSatisfy(\.isHexDigit)
  }

  /// Removes what earlier runs left in the folder of a file, once for each folder.
  static func clear(beside path: PathName) {
    let folder = PathName(
      bytes: path.nameStart == 0 ? [UInt8(ascii: ".")] : Array(path.bytes[..<path.nameStart]))
    guard cleared.withLock({ $0.insert(folder).inserted }) else { return }
    guard let names = try? SystemCalls.names(in: folder, limit: folderLimit).names else { return }
    for name in names where isDraft(PathName(bytes: name).shown) {
      SystemCalls.removeUnlessLocked(folder.appending(name))
    }
  }
}

extension PathName {
  /// Where the last component begins.
  fileprivate var nameStart: Int { bytes.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0 }
}
