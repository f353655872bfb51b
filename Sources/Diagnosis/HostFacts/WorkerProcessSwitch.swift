/// What a `w3wp.exe.config` says of `Switch.System.Net.DontEnableSystemDefaultTlsVersions`.
package struct WorkerProcessSwitch: Hashable, Sendable {
  /// False lets the worker process use the system's TLS versions (the article's cure of issue 1); nil when
  /// the file does not set the switch, or not in a way that .NET reads.
  package var value: Bool?
  /// Where it is set; else the first line of the file.
  package var citation: Citation
  /// The file is no well-formed XML: .NET does not read it, whatever it says.
  package var fault: XMLFault?

  /// The switch's name, upper and lower case as .NET compares it.
  package static let name = "Switch.System.Net.DontEnableSystemDefaultTlsVersions"

  package init(value: Bool?, citation: Citation, fault: XMLFault?) {
    self.value = value
    self.citation = citation
    self.fault = fault
  }
}
