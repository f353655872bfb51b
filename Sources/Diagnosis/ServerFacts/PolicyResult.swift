/// Which Group Policy objects apply to the computer, as gpresult lists them.
package struct PolicyResult: Hashable, Sendable {
  package var computerName: String?
  /// The domain of the computer, such as `contoso.com`.
  package var domain: String?
  /// The names of the objects in the order of the list, at most 256.
  package var objects: [String]
  package var citation: Citation

  package init(computerName: String?, domain: String?, objects: [String], citation: Citation) {
    self.computerName = computerName
    self.domain = domain
    self.objects = objects
    self.citation = citation
  }
}
