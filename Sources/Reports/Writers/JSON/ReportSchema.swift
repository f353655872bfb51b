/// The schema of the JSON report, and of the lines that hold parts of it.
enum ReportSchema {
  /// The number behind the slash changes when a script that read the old reports could misread a new one.
  static let name = "wsuscap.report/1"
}
