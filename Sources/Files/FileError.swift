import SystemPackage

package struct FileError: Error, Hashable, Sendable {
  package enum Action: Hashable, Sendable {
    case open, read, list, create, write, rename
  }

  package let action: Action
  package let path: PathName
  private let errno: Errno

  init(_ action: Action, _ path: PathName, _ errno: Errno) {
    (self.action, self.path, self.errno) = (action, path, errno)
  }

  /// The system's text for the error, such as `Permission denied`.
  package var text: String { errno.description }

  package var isNotFound: Bool { errno == .noSuchFileOrDirectory || errno == .notDirectory }
  package var isPermissionDenied: Bool { errno == .permissionDenied || errno == .notPermitted }
  package var isLinkLoop: Bool { errno == .tooManySymbolicLinkLevels }
  package var isDiskFull: Bool { errno == .noSpace || errno == .diskQuotaExceeded }
  /// Whoever read the other end of a pipe has left.
  package var isBrokenPipe: Bool { errno == .brokenPipe }
  package var isInterrupted: Bool { errno == .interrupted }

  static func wrapping<Result>(
    _ action: Action, _ path: PathName, _ body: () throws -> Result
  ) throws(FileError) -> Result {
    do {
      return try body()
    } catch {
      throw FileError(action, path, error as? Errno ?? .ioError)
    }
  }
}
