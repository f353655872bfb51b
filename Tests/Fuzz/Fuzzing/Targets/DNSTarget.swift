import Protocols

extension FuzzTarget {
  static let dns = FuzzTarget(name: "dns", about: "a DNS message, and DNS over TCP") { bytes in
    _ = DNSMessage.read(bytes.span)
    var reader = DNSStreamReader()
    reader.read(bytes.span) { message in _ = DNSMessage.read(message) }
  }
}
