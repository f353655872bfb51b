import Diagnosis
import PolicyFiles
import Reports

/// The policy of a text; nil for one with faults.
func policy(_ text: String, extending extended: DatedEndpointPolicy? = nil) -> DatedEndpointPolicy? {
  try? PolicyFile.read(Array(text.utf8), extending: extended)
}

/// The faults of a file, each as `LINE:COLUMN: message; what to do`.
func faults(_ bytes: [UInt8], extending extended: DatedEndpointPolicy? = nil) -> [String] {
  do throws(PolicyFaults) {
    _ = try PolicyFile.read(bytes, extending: extended)
    return []
  } catch {
    return error.faults.map(\.text)
  }
}

func faults(_ text: String) -> [String] { faults(Array(text.utf8)) }

/// A day that exists, or the test is wrong.
func day(_ text: String) -> CalendarDate {
  guard let date = CalendarDate(text) else { preconditionFailure("\(text) is no day") }
  return date
}

/// A file with one entry, so many more lines of which are given.
func file(_ lines: String...) -> String {
  (["version: 1", "endpoints:", "  - id: wsus", "    hosts: [wsus.example.com]", "    role: sync"]
    + lines.map { "    " + $0 }).joined(separator: "\n") + "\n"
}
