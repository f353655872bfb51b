import SystemPackage

package struct FileError: Error, Hashable, Sendable {
  package enum Action: Hashable, Sendable {
    case open, read, list, create, write, rename
  }

  package let action: Action
  package let path: PathName
  private let errno: Errno
  /// The file is one that this run reads, and was not opened for writing: see ``ReadFiles``.
  package let isInput: Bool

  init(_ action: Action, _ path: PathName, _ errno: Errno, isInput: Bool = false) {
    (self.action, self.path, self.errno, self.isInput) = (action, path, errno, isInput)
  }

  /// The system's text for the error, such as `Permission denied`.
  package var text: String { errno.description }

  package var isNotFound: Bool { errno == .noSuchFileOrDirectory || errno == .notDirectory }
  package var isPermissionDenied: Bool { errno == .permissionDenied || errno == .notPermitted }
  package var isLinkLoop: Bool { errno == .tooManySymbolicLinkLevels }
  package var isDiskFull: Bool { errno == .noSpace || errno == .diskQuotaExceeded }
  /// Whoever read the other end of a pipe has left.
  package var isBrokenPipe: Bool { errno == .brokenPipe }
  /// A pipe that does not wait has no data yet.
  var isNotReady: Bool { errno == .resourceTemporarilyUnavailable }
  /// A pipe that does not wait has no reader yet.
  var isWithoutReader: Bool { errno == .noSuchAddressOrDevice }
  package var isAlreadyThere: Bool { errno == .fileExists }
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
