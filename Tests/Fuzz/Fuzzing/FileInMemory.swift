import Glibc

/// A file in memory, written again for each input, because readers of some formats look for places in it.
enum FileInMemory {
  private static let descriptor: CInt = {
    let path = "/dev/shm/wsuscap-fuzzing-\(getpid())"
    let file = open(path, O_RDWR | O_CREAT | O_TRUNC, 0o600)
    precondition(file >= 0, "cannot create \(path)")
    unlink(path)
    return file
  }()

  /// Hands out the path of a file with these bytes.
  static func with(_ bytes: [UInt8], _ body: (String) -> Void) {
    guard ftruncate(descriptor, 0) == 0, pwrite(descriptor, bytes, bytes.count, 0) == bytes.count else {
      return
    }
    body("/proc/self/fd/\(descriptor)")
  }
}
