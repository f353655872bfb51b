import CZlib

@testable import CaptureFiles

/// Zip archives (APPNOTE 6.3.10), file by file.
struct ZipBytes {
  private var file = CaptureBytes(.little)
  private var directory = CaptureBytes(.little)
  private var count = 0

  /// How a file is stored; each may be a lie.
  struct Form {
    var isDeflated = true
    var flags: UInt16 = 0
    var method: UInt16?
    var size: UInt32?
    var packedSize: UInt32?
    var checksum: UInt32?
    var offset: UInt32?
    var isLarge = false
    var localExtra: [UInt8] = []
  }

  mutating func add(_ name: String, _ content: [UInt8], _ form: Form = Form()) {
    let data = form.isDeflated ? deflated(content) : content
    let offset = form.offset ?? UInt32(file.bytes.count)
    let checksum = form.checksum ?? checksum(of: content)
    let (size, packedSize) = (form.size ?? UInt32(content.count), form.packedSize ?? UInt32(data.count))
    let method = form.method ?? (form.isDeflated ? 8 : 0)
    file.add(UInt32(0x0403_4B50))
    for field in [20, form.flags, method, 0, 0] { file.add(field) }
    for field in [checksum, packedSize, size] { file.add(field) }
    file.add(UInt16(name.utf8.count))
    file.add(UInt16(form.localExtra.count))
    file.bytes += Array(name.utf8) + form.localExtra + data
    list(name, form, method: method, [checksum, packedSize, size, offset])
  }

  private mutating func list(_ name: String, _ form: Form, method: UInt16, _ fields: [UInt32]) {
    var extra = CaptureBytes(.little)
    extra.bytes = [0x55, 0x54, 1, 0, 9]
    if form.isLarge {
      extra.add(UInt16(1))
      extra.add(UInt16(24))
      for field in [fields[2], fields[1], fields[3]] { extra.add(UInt64(field)) }
    }
    directory.add(UInt32(0x0201_4B50))
    for field in [45, 20, form.flags, method, 0, 0] { directory.add(field) }
    directory.add(fields[0])
    for field in fields[1...2] { directory.add(form.isLarge ? UInt32.max : field) }
    for field in [UInt16(name.utf8.count), UInt16(extra.bytes.count), 0, 0, 0] { directory.add(field) }
    directory.add(UInt32(0))
    directory.add(form.isLarge ? UInt32.max : fields[3])
    directory.bytes += Array(name.utf8) + extra.bytes
    count += 1
  }

  func finished(comment: String = "", isLarge: Bool = false, count lie: Int? = nil, start: Int? = nil)
    -> [UInt8]
  {
    var end = file
    end.bytes += directory.bytes
    let (place, count) = (start ?? file.bytes.count, lie ?? count)
    if isLarge {
      let longEnd = end.bytes.count
      end.add(UInt32(0x0606_4B50))
      end.add(UInt64(44))
      for field in [45, 45, 0, 0, 0, 0] as [UInt16] { end.add(field) }
      for field in [count, count, directory.bytes.count, place] { end.add(UInt64(field)) }
      end.add(UInt32(0x0706_4B50))
      end.add(UInt32(0))
      end.add(UInt64(longEnd))
      end.add(UInt32(1))
    }
    end.add(UInt32(0x0605_4B50))
    for field in [0, 0, isLarge ? 0xFFFF : count, isLarge ? 0xFFFF : count] { end.add(UInt16(field)) }
    end.add(UInt32(directory.bytes.count))
    end.add(isLarge ? UInt32.max : UInt32(place))
    end.add(UInt16(comment.utf8.count))
    return end.bytes + Array(comment.utf8)
  }

  private func checksum(of content: [UInt8]) -> UInt32 {
    unsafe UInt32(truncatingIfNeeded: crc32_z(0, content, content.count))
  }
}
