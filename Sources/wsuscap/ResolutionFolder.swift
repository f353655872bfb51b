import Diagnosis
import Reports
import ServerFiles

/// The folder of `--write-fix`: configuration files for a person to review and apply.
struct ResolutionFolder {
  let path: String

  /// Never over an existing file.
  func write(_ fixes: ResolutionFiles) -> ExitStatus {
    for refusal in fixes.refusals { Messages.write(Self.words(refusal)) }
    if fixes.files.isEmpty {
      Messages.write(path, "nothing to write: no finding asks for a file that could be made")
      return .success
    }
    do throws(OutputFault) {
      try NewFile.makeFolder(path)
    } catch {
      return Messages.report(CommandFailure(path, error))
    }
    return fixes.files.map(write).max() ?? .success
  }

  private func write(_ file: ResolutionFile) -> ExitStatus {
    let path = "\(path)/\(file.name)"
    do throws(OutputFault) {
      guard try NewFile.write(file.bytes, at: path) else {
        Messages.write(
          path, "exists already and is left as it is", advice: "move it away, or name another folder")
        return .output
      }
      Messages.write(path, "written", advice: Self.use(of: file))
      return .success
    } catch {
      return Messages.report(CommandFailure(path, error))
    }
  }

  private static func use(of file: ResolutionFile) -> String {
    file.step == .enableTLSInWorkerProcess
      ? #"look at it, copy it to %SystemRoot%\system32\inetsrv and run iisreset"#
      : "look at it, import it with reg import and restart the server"
  }

  private static func words(_ refusal: ResolutionRefusal) -> String {
    switch refusal {
    case .brokenConfiguration(let path, let fault):
      "\(path): line \(fault.line), column \(fault.column) is no well-formed XML, so nothing is added to it; "
        + "repair it first"
    case .unreadableConfiguration(let path):
      "\(path): cannot be read again, so nothing is added to it; give it with --evidence as a file"
    case .unknownCipherOrder:
      "the order of cipher suites is not known, so no file extends it; give GPReport.html or an export of the "
        + "SSL\\00010002 key with --evidence"
    case .unknownSystem:
      "the names of cipher suites differ by system, and none is known; give an export of "
        + "HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion with --evidence"
    case .fullCipherOrder:
      "the order of cipher suites has no room for one more; take one away that is not needed"
    }
  }
}
