package import CaptureFiles
import Crypto
import Reports

/// What a result depends on: the content of the capture, and everything else.
package struct AnalysisKey: Hashable, Sendable {
  /// Of the file's bytes as they stand on the disk, 64 hexadecimal digits.
  package var sha256: String
  package var conditions: Conditions

  package init(sha256: String, conditions: Conditions) {
    (self.sha256, self.conditions) = (sha256, conditions)
  }
}

/// What a result depends on beside the capture itself.
package struct Conditions: Hashable, Sendable {
  /// The program's version: another one may judge otherwise.
  package var toolVersion: String
  /// Stands for the endpoint policy and the day that was chosen.
  package var policy: String
  /// Stands for the server's files that were joined with the capture; empty without any.
  package var evidence: String

  package init(toolVersion: String = Generator.version, policy: String, evidence: String = "") {
    (self.toolVersion, self.policy, self.evidence) = (toolVersion, policy, evidence)
  }

  /// One digest of them all, 64 hexadecimal digits.
  package var digest: String { ContentDigest.text([toolVersion, policy, evidence].joined(separator: "\n")) }
}

/// SHA-256 as 64 hexadecimal digits.
package enum ContentDigest {
  package static func text(_ text: String) -> String {
    hexadecimal(Array(SHA256.hash(data: Array(text.utf8))))
  }

  /// The digest of the file at a path; nil for a pipe, and when `shouldStop` ended it.
  /// - Throws: `.unreadable`.
  package static func file(at path: String, shouldStop: () -> Bool) throws(CaptureFault) -> String? {
    do throws(SystemFault) {
      let opened = try OpenFile(PathName(path))
      if try opened.state().kind != .regular { return nil }
      return try file(opened, shouldStop: shouldStop)?.digest
    } catch {
      throw CaptureFault(.unreadable, "cannot be read again: \(error.text)", advice: "check the disk")
    }
  }

  /// The digest of a file from its start on, and how many bytes that were; nil when `shouldStop` ended it.
  static func file(
    _ file: borrowing OpenFile, shouldStop: () -> Bool
  ) throws(SystemFault) -> (digest: String, bytes: Int)? {
    var hash = SHA256()
    var buffer = [UInt8](repeating: 0, count: blockSize)
    var total = 0
    while true {
      if shouldStop() { return nil }
      let count = try file.read(into: &buffer)
      if count == 0 { return (hexadecimal(Array(hash.finalize())), total) }
      hash.update(data: buffer[..<count])
      total += count
    }
  }

  /// Large enough that calls cost nothing, small enough to be asked often whether to stop.
  private static let blockSize = 1 << 20

  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count * 2)
    for byte in bytes {
      for digit in [byte >> 4, byte & 15] {
        text.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
