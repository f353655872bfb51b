import CaptureFiles
import Catalog
import Files

extension FoundFile {
  /// The captures of an archive as files, such as `traces.zip/a.pcap`; names that occur again get a number.
  func members(_ members: [ArchiveMember]) -> [FoundFile] {
    var seen: [String: Int] = [:]
    return members.map { member in
      let count = seen[member.name, default: 0] + 1
      seen[member.name] = count
      return self.member(member, named: count == 1 ? member.name : "\(member.name) (\(count))")
    }
  }

  private func member(_ member: ArchiveMember, named name: String) -> FoundFile {
    var file = self
    file.name = self.name.appending(Array(name.utf8))
    file.shown = "\(shown)/\(name)"
    (file.opened, file.member) = (opened, member)
    return file
  }

  /// A member as the catalog has it, which need not be looked for again.
  func member(_ known: KnownFile, named name: PathName) -> FoundFile? {
    guard let index = known.member else { return nil }
    var file = self
    let rest = PathName(bytes: Array(name.bytes.dropFirst(self.name.bytes.count))).shown
    (file.name, file.shown, file.opened) = (name, shown + rest, opened)
    file.member = ArchiveMember(index: index, name: rest, size: 0)
    return file
  }
}
