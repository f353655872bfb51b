import Diagnosis
import ServerFileBuilding
import Testing

@testable import ServerFiles

/// The computer, its Windows, its time zone and its updates as systeminfo and others print them.
@Suite struct SystemInformationTests {
  private static func text(
    _ labels: [String] = ["Host Name", "OS Name", "OS Version", "Time Zone", "Hotfix(s)"],
    name: String = "Microsoft Windows Server 2012 R2 Standard", version: String = "6.3.9600 N/A Build 9600",
    zone: String = "(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna"
  ) -> String {
    let values = ["WSUS", name, version, zone, "1 Hotfix(s) Installed."]
    return "\n" + zip(labels, values).map { "\($0):                 \($1)\n" }.joined()
      + "                           [01]: KB4565540\n"
  }

  @Test(arguments: [
    ["Host Name", "OS Name", "OS Version", "Time Zone", "Hotfix(s)"],
    ["Hostname", "Betriebssystemname", "Betriebssystemversion", "Zeitzone", "Hotfix(es)"],
    ["ホスト名", "OS 名", "OS バージョン", "タイム ゾーン", "ホットフィックス"],
    [
      "Nom de l’hôte", "Nom du système d’exploitation", "Version du système", "Fuseau horaire",
      "Correctif(s)",
    ],
    ["主机名", "OS 名称", "OS 版本", "时区", "修补程序"],
    ["Имя узла", "Название ОС", "Версия ОС", "Часовой пояс", "Исправление(я)"],
  ])
  func everyLanguage(_ labels: [String]) throws {
    let facts = try understood(Self.text(labels))
    let version = try #require(facts.windowsVersions.first)
    #expect(version.computerName == "WSUS" && version.server == .v2012R2)
    #expect(version.productName == "Windows Server 2012 R2 Standard")
    #expect(facts.timeZones.map(\.minutes) == [60] && facts.hotfixes.map(\.id) == ["KB4565540"])
  }

  @Test(arguments: [
    ("Microsoft Windows Server 2019 Standard", "10.0.17763 N/A Build 17763", WindowsServer.v2019),
    ("Microsoft Windows Server 2022 Datacenter", "10.0.20348 N/A Build 20348", .v2022),
    ("Microsoft Windows Server 2016 Standard", "10.0.14393 Nicht zutreffend Build 14393", .v2016),
    ("Microsoft Windows Server 2012 Standard", "6.2.9200 N/A Build 9200", .v2012),
  ])
  func everyServer(_ name: String, _ version: String, _ server: WindowsServer) throws {
    #expect(try understood(Self.text(name: name, version: version)).windowsVersions.map(\.server) == [server])
  }

  @Test func aClientIsNoServer() throws {
    let text = Self.text(name: "Microsoft Windows 8.1 Pro")
    #expect(try understood(text).windowsVersions.map(\.server) == [nil])
    let other = Self.text(version: "unknown")
    #expect(try understood(other).windowsVersions.isEmpty)
  }

  @Test(arguments: [
    ("(UTC-08:00) Pacific Time", -480), ("(UTC+05:30) Chennai", 330), ("(UTC) Dublin", 0),
    ("(UTC+09:00) 大阪", 540),
  ])
  func timeZones(_ zone: String, _ minutes: Int) throws {
    #expect(try understood(Self.text(zone: zone)).timeZones.map(\.minutes) == [minutes])
  }

  @Test(arguments: ["UTC+01:00", "(UTC+99:00) x", "(UTC+1) x", "(GMT) x", "W. Europe Standard Time"])
  func noTimeZone(_ zone: String) throws { #expect(try understood(Self.text(zone: zone)).timeZones.isEmpty) }

  @Test func getTimeZone() throws {
    func text(_ offset: String, summer: String) -> String {
      CommandOutputBuilder.list([
        ("Id", "W. Europe Standard Time"), ("BaseUtcOffset", offset), ("SupportsDaylightSavingTime", summer),
      ])
    }
    let zone = try #require(try understood(text("-03:30:00", summer: "False")).timeZones.first)
    #expect(zone.minutes == -210 && zone.hasSummerTime == false)
    #expect(try understood(text("01:00:00", summer: "True")).timeZones.map(\.minutes) == [60])
    #expect(try isRefused(text("one hour", summer: "True")))
  }

  @Test func aRowOfCSV() throws {
    let text =
      "\"Host Name\",\"OS Name\",\"OS Version\",\"Hotfix(s)\"\n\"WSUS\",\"Microsoft Windows Server 2012 R2 Standard\","
      + "\"6.3.9600 N/A Build 9600\",\"2 Hotfix(s) Installed.,[01]: KB4565540,[02]: KB4565541\"\n"
    let facts = try understood(text)
    #expect(facts.windowsVersions.map(\.computerName) == ["WSUS"])
    #expect(facts.hotfixes.map(\.id) == ["KB4565540", "KB4565541"])
  }

  @Test func packagesOfDISM() throws {
    func text(_ state: String, more: String = "") -> String {
      "Package Identity : Package_for_KB4565540~31bf3856ad364e35~amd64~~6.3.1.0\nState : \(state)\n\(more)"
    }
    for state in ["Installed", "Installiert", "インストール済み"] {
      #expect(try understood(text(state)).hotfixes.map(\.id) == ["KB4565540"])
    }
    #expect(try isRefused(text("Staged")))
    #expect(
      try isRefused(text("Installed", more: "Package Identity : Package_for_RollupFix~31bf3856ad364e35\n")))
  }
}

/// Times as Windows prints them in its regions.
@Suite struct WrittenTimeTests {
  @Test(arguments: [
    ("2020-08-04T13:40:31Z", "2020-08-04T13:40:31.000Z"),
    ("2020-08-04T13:40:31.127+02:00", "2020-08-04T11:40:31.127Z"),
    ("/Date(1596548431127)/", "2020-08-04T13:40:31.127Z"),
    ("2020-08-04T13:40:31-03:30", "2020-08-04T17:10:31.000Z"),
  ])
  func timesWithAZone(_ text: String, _ time: String) { #expect(WrittenTime.utc(text) == utc(time)) }

  @Test(arguments: [
    "2020-08-04T13:40:31", "8/4/2020 1:40:31 PM", "2020-08-04 13:40:31Z", "2020-08-04T13:40:31+0200", "",
    "/Date(x)/",
  ])
  func timesWithoutAZone(_ text: String) { #expect(WrittenTime.utc(text) == nil) }

  @Test(arguments: [
    ("8/14/2020 1:40:31 PM", ["2020-08-14T13:40:31.000Z"]),
    ("14.08.2020 13:40:31", ["2020-08-14T13:40:31.000Z"]),
    ("2020/08/14 13:40:31", ["2020-08-14T13:40:31.000Z"]),
    ("2020年8月14日 下午 1:40:31", ["2020-08-14T13:40:31.000Z"]),
    ("8/14/2020 12:40 AM", ["2020-08-14T00:40:00.000Z"]),
    ("2020-08-14T13:40:31.127", ["2020-08-14T13:40:31.000Z"]),
    ("4/8/2020 13:40:31", ["2020-04-08T13:40:31.000Z", "2020-08-04T13:40:31.000Z"]),
  ])
  func localTimes(_ text: String, _ times: [String]) {
    #expect(WrittenTime.readings(text) == times.compactMap(utc))
  }

  @Test(arguments: [
    "8/14/2020", "13:40:31", "now", "99/99/2020 1:00:00", "1 2 3 4 5 6 7 8 9", "10.0.17763 Build 17763",
  ])
  func otherTexts(_ text: String) { #expect(WrittenTime.readings(text).isEmpty) }
}
