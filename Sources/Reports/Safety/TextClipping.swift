/// Text that has to fit into a line.
package enum TextClipping {
  /// The text, or as much of its start as leaves a column for `…`.
  ///
  /// - Parameter columns: at least 1.
  package static func clipped(_ text: String, to columns: Int) -> String {
    TextPage.clipped(text, to: columns)
  }
}
