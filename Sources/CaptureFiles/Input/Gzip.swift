extension Compression {
  /// gzip (RFC 1952), also several consecutive members.
  ///
  ///     +----+----+----+----+-- ... --+--------+--------+
  ///     | 1F | 8B | CM |FLAG| the rest of the header    |   CM 8: deflate
  ///     +----+----+----+----+-- ... --+--------+--------+
  ///     | deflated data ...           | CRC-32 | length |   and perhaps another member
  ///     +-----------------------------+--------+--------+
  static let gzip = Compression(
    name: "gzip",
    recognises: { $0.count >= 3 && $0[0] == 0x1F && $0[1] == 0x8B && $0[2] == 8 },
    makeDecompressor: { Inflater(.gzip) })
}
