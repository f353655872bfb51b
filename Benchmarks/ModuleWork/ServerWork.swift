import Diagnosis
import PolicyFiles
import ServerFiles

extension Work {
  /// Returns the number of endpoints.
  static let readPolicy = Work("8 read a policy: the built-in one, as a file", per: .run) { traffic in
    try PolicyFile.read(traffic.policy, extending: nil).endpoints.count
  }

  /// A failed attempt with its stack and some ordinary lines, for each flow one.
  /// Returns the number of lines.
  static let readServerLog = Work("9 read the server's files: a log") { traffic in
    ServerFileReader().read([traffic.logPath]).facts.files.reduce(0) { $0 + $1.lines }
  }
}
