/// An installed update, as Get-HotFix, `wmic qfe` and systeminfo list it.
package struct Hotfix: Hashable, Sendable {
  /// Such as `KB4565541`.
  package var id: String
  /// The day of its installation as written, in the format of the server's Windows.
  package var installed: String?
  package var citation: Citation

  /// Updates that are kept: a server of ten years has some 300.
  package static let limit = 1024

  package init(id: String, installed: String?, citation: Citation) {
    self.id = id
    self.installed = installed
    self.citation = citation
  }

  package var kind: Kind? { HotfixCatalog.kinds[id] }

  /// What an update brings for WSUS on Windows Server 2012 and 2012 R2.
  package enum Kind: Hashable, Sendable {
    /// Contains the change that lets WSUS use TLS 1.2, as all before and after it do since June 2017.
    case monthlyRollup(WindowsServer)
    /// Contains the month's security fixes only, never that change.
    case securityOnly(WindowsServer)
  }
}

/// The Monthly Rollups and Security Only updates of Windows Server 2012 and 2012 R2, by the update history of both
/// ("Windows 8.1 and Windows Server 2012 R2 update history", "Windows Server 2012 update history"). The first rollups
/// with the change for TLS 1.2 are the previews of June 2017.
///
/// Only Security Only updates whose number was confirmed are listed: one taken for it wrongly would speak for issue 3.
/// The rollups are listed in full, because one that is not known would be missed.
enum HotfixCatalog {
  static let kinds: [String: Hotfix.Kind] = {
    var kinds: [String: Hotfix.Kind] = [:]
    for number in rollups2012R2 { kinds["KB\(number)"] = .monthlyRollup(.v2012R2) }
    for number in rollups2012 { kinds["KB\(number)"] = .monthlyRollup(.v2012) }
    for number in securityOnly2012R2 { kinds["KB\(number)"] = .securityOnly(.v2012R2) }
    for number in securityOnly2012 { kinds["KB\(number)"] = .securityOnly(.v2012) }
    return kinds
  }()

  private static let rollups2012R2 = [
    4022720, 4025336, 4034681, 4038792, 4041693, 4048958, 4054519, 4056895, 4074594, 4088876, 4093114,
    4103725,
    4284815, 4338815, 4343898, 4457129, 4462926, 4467697, 4471320, 4480963, 4487000, 4489881, 4493446,
    4499151,
    4503276, 4507448, 4512488, 4516067, 4520005, 4525243, 4530702, 4534297, 4537821, 4541509, 4550961,
    4556846,
    4561666, 4565541, 4571703, 4577066, 4580347, 4586845, 4592484, 4598285, 4601384, 5000848, 5001382,
    5003209,
    5003671, 5004298, 5005076, 5005613, 5006714, 5007247, 5008263, 5009624, 5010419, 5011564, 5012670,
    5014011,
    5014738, 5015874, 5016681, 5017367, 5018474, 5020023, 5021294, 5022352, 5022899, 5023765, 5025285,
    5026415,
    5027271, 5028228, 5029312, 5030269, 5031419,
  ]

  private static let rollups2012 = [
    4022721, 4025331, 4034665, 4038799, 4041690, 4048959, 4054520, 4056896, 4074593, 4088877, 4093123,
    4103730,
    4284855, 4338830, 4343901, 4457135, 4462929, 4467701, 4471330, 4480975, 4487025, 4489891, 4493451,
    4499171,
    4503285, 4507462, 4512518, 4516055, 4520007, 4525246, 4530691, 4534283, 4537814, 4541510, 4550917,
    4556840,
    4561612, 4565537, 4571736, 4577038, 4580382, 4586834, 4592468, 4598278, 4601348, 5000847, 5001387,
    5003208,
    5003697, 5004294, 5005099, 5005623, 5006739, 5007260, 5008277, 5009586, 5010392, 5011535, 5012650,
    5014017,
    5014747, 5015863, 5016672, 5017370, 5018457, 5020009, 5021285, 5022348, 5022903, 5023756, 5025287,
    5026419,
    5027283, 5028232, 5029295, 5030278, 5031442,
  ]

  /// January to August 2020.
  private static let securityOnly2012R2 = [
    4534309, 4537803, 4541505, 4550970, 4556853, 4561673, 4565540, 4571723,
  ]

  /// January to August 2020.
  private static let securityOnly2012 = [
    4534288, 4537794, 4540694, 4550971, 4556852, 4561674, 4565535, 4571702,
  ]
}
