import Synchronization
import SystemPackage

/// The files that the program reads, told by device and inode, whatever names lead to them: nothing is written over one.
///
/// Every file that is opened for reading is added. A command adds what its arguments name before it opens anything for
/// writing, so that it does not work in vain.
package final class ReadFiles: Sendable {
  private let identities = Mutex<Set<FileIdentity>>([])
  private let isKept: Atomic<Bool>

  init(isKept: Bool) {
    self.isKept = Atomic(isKept)
  }

  /// Those of this run, once ``keep()`` was called.
  package static let all = ReadFiles(isKept: false)

  /// Called by a program that runs one command, and then ends.
  package func keep() { isKept.store(true, ordering: .relaxed) }

  /// Adds a regular file; `-` is standard input. Whatever else a path leads to is not replaced by a file.
  package func add(argument: String) {
    do throws(FileError) {
      let status =
        argument == "-" ? try InputFile.open(argument: "-").status() : try FileStatus(of: PathName(argument))
      add(status)
    } catch {
      // What cannot be opened is not read.
    }
  }

  package func add(_ status: FileStatus) {
    guard isKept.load(ordering: .relaxed) else { return }
    if status.kind == .regular { identities.withLock { _ = $0.insert(status.identity) } }
  }

  /// Removes a file that turned out to be a report of this program, which the next run may replace.
  package func remove(_ identity: FileIdentity) { identities.withLock { _ = $0.remove(identity) } }

  /// Whether a path leads to one of them.
  package func contains(_ path: PathName) -> Bool {
    do throws(FileError) {
      return contains(try FileStatus(of: path))
    } catch {
      return false
    }
  }

  package func contains(_ status: FileStatus) -> Bool {
    status.kind == .regular && identities.withLock { $0.contains(status.identity) }
  }

  /// Whether standard output appends to one of them (`>>`).
  package var containsStandardOutput: Bool {
    (try? OutputDescriptor.standardOutput.status()).map { contains($0) } ?? false
  }
}
