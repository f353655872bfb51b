package import Analysis
package import CaptureFiles
import Diagnosis
import Packets

/// What a scan says of files beside their results: folders and files are often called after the hosts and sites that
/// they come from.
extension Redaction {
  /// A path of folders, relative to the one that is scanned; `.` stays.
  package mutating func folder(_ path: String) -> String {
    if path == "." { return path }
    return path.split(separator: "/").map { host(String($0)) ?? pseudonyms.token(.folder, String($0)) }
      .joined(separator: "/")
  }

  /// The name of a file; it keeps the extension that tells what it is.
  /// - Parameter path: what tells it from others of that name.
  package mutating func file(_ name: String, at path: String) -> String {
    let ending = Redactor.fileExtension(of: name)
    return (host(String(name.dropLast(ending.utf8.count))) ?? pseudonyms.token(.capture, path)) + ending
  }

  /// 64 hexadecimal digits in place of an absolute path.
  package func key(ofPath path: String) -> String { pseudonyms.hexadecimal(.path, path) }

  /// 64 other hexadecimal digits: who has a file could recognise its digest.
  package func digest(_ sha256: String) -> String { pseudonyms.hexadecimal(.content, sha256) }

  /// 64 hexadecimal digits by which two runs with the same key are recognised.
  package var keyDigest: String { pseudonyms.hexadecimal(.key, "") }

  /// A capture under the path that the scan gives it.
  package mutating func redacted(_ capture: CaptureResult, path: String) -> CaptureResult {
    var redacted = redacted(capture)
    redacted.description.path = path
    return redacted
  }

  /// The path of a capture, or of a list of them, as a report has it.
  package mutating func path(ofCapture path: String) -> String {
    path == "-" ? path : pseudonyms.token(.capture, path) + Redactor.fileExtension(of: path)
  }

  /// Why a file is not read, without what it contains.
  package mutating func redacted(_ fault: CaptureFault) -> CaptureFault {
    switch fault {
    case .archive(let fault): .archive(redacted(fault))
    case .notACapture(.unknown, let compression): .notACapture(.unknown(start: []), compression: compression)
    case .invalidFilter(let expression, let words):
      .invalidFilter(pseudonyms.token(.word, expression), libpcap: pseudonyms.token(.word, words))
    case .noSuchFile, .isFolder, .isTerminal, .cannotBeOpened, .cannotBeReadAgain, .isPipe, .notACapture,
      .truncatedFileHeader, .unusableFileHeader, .stopped, .doesNotFit:
      fault
    }
  }

  private mutating func redacted(_ fault: ArchiveFault) -> ArchiveFault {
    switch fault {
    case .noCapture(let names): .noCapture(names: names.map { file($0, at: $0) })
    case .severalCaptures(let names): .severalCaptures(names: names.map { file($0, at: $0) })
    case .unreadable(let name, let obstacle): .unreadable(name: file(name, at: name), obstacle)
    case .isPipe, .damagedDirectory, .tooManyFiles: fault
    }
  }

  /// The pseudonym of the host that a file or folder is called after; nil for another name. It is written with several
  /// labels, as captures name hosts, or is an address.
  private mutating func host(_ name: String) -> String? {
    if let address = IPAddress(name) { return pseudonyms.address(address).description }
    let labels = name.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count > 1, labels.allSatisfy(Self.isLabel), labels.last?.contains(where: \.isLetter) == true
    else { return nil }
    return pseudonyms.token(.host, HostName.normalized(name))
  }

  /// RFC 1123, section 2.1, and the underscore that Windows allows.
  private static func isLabel(_ label: Substring) -> Bool {
    (1...63).contains(label.utf8.count)
      && label.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
  }
}
