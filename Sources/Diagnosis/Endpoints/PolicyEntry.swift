/// One entry of a policy, by its place among the others: a flow or a finding that carries the whole of it is moved about
/// with ten references.
package struct PolicyEntry: Sendable {
  private let entries: [Endpoint]
  private let place: Int

  /// - Parameter place: from 0 to the number of `entries` - 1.
  init(_ entries: [Endpoint], at place: Int) {
    self.entries = entries
    self.place = place
  }

  /// An entry that stands in no policy that is at hand.
  init(_ endpoint: Endpoint) { self.init([endpoint], at: 0) }

  package var endpoint: Endpoint { entries[place] }
}
