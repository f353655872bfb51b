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
      Messages.write(path, "nothing to write: no finding needs a file that can be created")
      return .success
    }
    do throws(OutputFault) {
      try NewFile.makeFolder(path)
    } catch {
      return Messages.report(CommandFailure(path, error, option: "--write-fix"))
    }
    return fixes.files.map(write).max() ?? .success
  }

  private func write(_ file: ResolutionFile) -> ExitStatus {
    let path = "\(path)/\(file.name)"
    do throws(OutputFault) {
      guard try NewFile.write(file.bytes, at: path) else {
        Messages.write(
          path, "already exists and was not changed", advice: "move it, or specify another folder")
        return .output
      }
      Messages.write(path, "written", advice: Self.use(of: file))
      return .success
    } catch {
      return Messages.report(CommandFailure(path, error, option: "--write-fix"))
    }
  }

  private static func use(of file: ResolutionFile) -> String {
    if file.step == .enableTLSInWorkerProcess {
      return file.isNew
        ? #"only if %SystemRoot%\system32\inetsrv has no such file: copy it there and run iisreset; else specify "#
          + "that file with --evidence"
        : #"review it, copy it to %SystemRoot%\system32\inetsrv and run iisreset"#
    }
    let policy =
      file.step == .extendFunctionsValue ? "only if no Group Policy object sets SSL Cipher Suite Order: " : ""
    return policy + "review it, import it with reg import and restart the WSUS server in a maintenance window"
  }

  private static func words(_ refusal: ResolutionRefusal) -> String {
    switch refusal {
    case .brokenConfiguration(let path, let fault):
      "\(path): is not well-formed XML (line \(fault.line), column \(fault.column)), so nothing was added; "
        + "repair it first"
    case .unreadableConfiguration(let path):
      "\(path): cannot be read again, so nothing was added; specify it as a file with --evidence"
    case .severalConfigurations(let paths):
      "\(paths.joined(separator: ", ")): several files can be the w3wp.exe.config in use, so none was extended; "
        + "specify only that one with --evidence"
    case .orderOfGroupPolicy(let object):
      "the Group Policy object\(object.map { " \"\($0)\"" } ?? "") sets the cipher suite order, so no registry file "
        + "was written; change that object"
    case .unknownCipherOrder:
      "the cipher suite order is not known, so no file was written; specify GPReport.html or an export of the "
        + "SSL\\00010002 key with --evidence"
    case .unknownSystem:
      "the names of cipher suites depend on the Windows version, which is not known; specify an export of "
        + "HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion with --evidence"
    case .fullCipherOrder:
      "the cipher suite order has no space for another suite; remove one that is not needed"
    }
  }
}
