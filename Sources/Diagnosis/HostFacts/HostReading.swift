/// What was understood of the files and folders that the user named.
package struct HostReading: Hashable, Sendable {
  /// The facts of each file that was understood, in the order of the command line.
  package var understood: [HostFacts]
  package var refused: [RefusedFile]

  package init(understood: [HostFacts] = [], refused: [RefusedFile] = []) {
    self.understood = understood
    self.refused = refused
  }

  /// What all files say together.
  package var facts: HostFacts {
    understood.reduce(into: HostFacts()) { $0.merge($1) }
  }
}
