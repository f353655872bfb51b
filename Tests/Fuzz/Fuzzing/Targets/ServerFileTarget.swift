import ServerFiles

extension FuzzTarget {
  static let serverFile = FuzzTarget(
    name: "server-file", about: "a log, an export or a report of a WSUS server, recognised by its content"
  ) { bytes in
    FileInMemory.with(bytes) { path in _ = ServerFileReader().read([path]) }
  }
}
