package import CaptureFiles
import Crypto
package import Files
import Reports

/// What a result depends on: the content of the capture, and everything else.
package struct AnalysisKey: Hashable, Sendable {
  package var sha256: String
  package var conditions: Conditions

  package init(sha256: String, conditions: Conditions) {
    (self.sha256, self.conditions) = (sha256, conditions)
  }
}

/// What a result depends on apart from the capture itself.
package struct Conditions: Hashable, Sendable {
  package var toolVersion: String
  package var policy: String
  /// Identifies the server's files that were joined with the capture; empty without any.
  package var evidence: String
  /// Identifies the key of the pseudonyms; empty without pseudonyms.
  package var redaction: String

  package init(
    toolVersion: String = Generator.version, policy: String, evidence: String = "", redaction: String = ""
  ) {
    (self.toolVersion, self.policy, self.evidence) = (toolVersion, policy, evidence)
    self.redaction = redaction
  }

  /// One digest of them all, 64 hexadecimal digits.
  package var digest: String {
    let redaction = redaction.isEmpty ? [] : [redaction]
    return ContentDigest.text(([toolVersion, policy, evidence] + redaction).joined(separator: "\n"))
  }
}

package enum ContentDigest {
  package static func text(_ text: String) -> String {
    hexadecimal(SHA256.hash(data: Array(text.utf8)))
  }

  /// The digest of the file at a path; nil for a pipe, and when `shouldStop` ended it.
  /// - Throws: `.unreadable`.
  package static func file(at path: String, shouldStop: () -> Bool) throws(CaptureFault) -> String? {
    do throws(FileError) {
      let opened = try InputFile(PathName(path), waits: false)
      if try opened.status().kind != .regular { return nil }
      return try file(opened, shouldStop: shouldStop)?.digest
    } catch {
      throw .cannotBeReadAgain(error)
    }
  }

  /// The digest of a file from its start on, and how many bytes that were; nil when `shouldStop` ended it.
  package static func file(
    _ file: borrowing InputFile, shouldStop: () -> Bool
  ) throws(FileError) -> (digest: String, bytes: Int)? {
    var hash = SHA256()
    var buffer = [UInt8](repeating: 0, count: blockSize)
    var total = 0
    while !shouldStop() {
      let count = try file.read(into: &buffer)
      if count == 0 { return (hexadecimal(hash.finalize()), total) }
      hash.update(data: buffer[..<count])
      total += count
    }
    return nil
  }

  /// The digest of a member of a zip archive; nil when `shouldStop` ended it.
  package static func member(
    _ index: Int, ofArchiveAt path: String, shouldStop: @escaping @Sendable () -> Bool
  ) throws(CaptureFault) -> String? {
    var hash = SHA256()
    let isWhole = try ArchiveMember.read(index, ofArchiveAt: path, shouldStop: shouldStop) {
      hash.update(data: $0)
    }
    if shouldStop() { return nil }
    // What a whole member begins with is not the same content.
    if !isWhole { hash.update(data: Array("damaged".utf8)) }
    return hexadecimal(hash.finalize())
  }

  private static let blockSize = 1 << 20

  private static func hexadecimal(_ digest: SHA256Digest) -> String {
    digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
