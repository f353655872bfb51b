import SwiftASN1

/// The children of a constructed node, taken one after the other.
struct ChildNodes {
  var nodes: ASN1NodeCollection.Iterator

  /// - Throws: `truncatedASN1Field` when there is none left.
  mutating func next() throws -> ASN1Node {
    guard let node = nodes.next() else { throw ASN1Error.truncatedASN1Field() }
    return node
  }
}

extension ASN1Node {
  /// - Throws: `unexpectedFieldType` for a node without children.
  func children() throws -> ChildNodes {
    guard case .constructed(let nodes) = content else { throw ASN1Error.unexpectedFieldType(identifier) }
    return ChildNodes(nodes: nodes.makeIterator())
  }
}

/// What a key or a signature is made with (RFC 5280, section 4.1.1.2): a name and parameters of any kind.
struct AlgorithmIdentifier {
  var algorithm: ASN1ObjectIdentifier
  var parameters: ASN1Node?

  init(_ node: ASN1Node) throws {
    var fields = try node.children()
    algorithm = try ASN1ObjectIdentifier(derEncoded: &fields.nodes)
    parameters = fields.nodes.next()
  }
}
