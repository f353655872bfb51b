/// What was understood of the files and folders that the user named.
package struct ServerFileReading: Hashable, Sendable {
  /// The facts of each file that was understood, in the order of the command line.
  package var understood: [ServerFacts]
  package var refused: [RefusedFile]

  package init(understood: [ServerFacts] = [], refused: [RefusedFile] = []) {
    self.understood = understood
    self.refused = refused
  }

  /// What all files say together.
  package var facts: ServerFacts {
    understood.reduce(into: ServerFacts()) { $0.merge($1) }
  }
}
