extension Compression {
  /// LZ4 (its frame format, version 1.6), also several consecutive frames.
  ///
  ///     +----+----+----+----+-----+----+-- ... --+---------------+----------+----------+
  ///     | 04 | 22 | 4D | 18 | FLG | BD | header  | blocks ...    | 0 (end)  | checksum |   and perhaps another frame
  ///     +----+----+----+----+-----+----+-- ... --+---------------+----------+----------+
  static let lz4 = Compression(
    name: "lz4",
    recognises: { SkippableFrames.magicBehind($0) == 0x184D_2204 },
    makeDecompressor: { LZ4Decompressor() })
}
