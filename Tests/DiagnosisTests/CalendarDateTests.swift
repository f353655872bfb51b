import Diagnosis
import Protocols
import Testing

@Suite struct CalendarDateTests {
  @Test func knownDays() {
    let known = [
      "1970-01-01": 0, "1969-12-31": -1, "2000-02-29": 11_016, "2020-08-15": 18_489, "0001-01-01": -719_162,
      "9999-12-31": 2_932_896,
    ]
    for (text, days) in known {
      #expect(CalendarDate(text)?.daysSince1970 == days, "\(text)")
      #expect(CalendarDate(daysSince1970: days).description == text)
    }
  }

  /// Every day of the years in which a capture can have been made comes back, and is the day behind the one before.
  @Test func everyDay() {
    var previous = ""
    for days in -3_653...80_000 {
      let date = CalendarDate(daysSince1970: days)
      #expect(CalendarDate(date.description) == date)
      #expect(date.description > previous)
      previous = date.description
    }
  }

  @Test(arguments: [
    "", "2020", "2020-07", "2020-7-28", "20-07-28", "2020-07-28 ", " 2020-07-28", "2020/07/28",
    "2020-07-28T00:00:00Z",
    "2020-13-01", "2020-00-10", "2020-01-00", "2020-04-31", "2021-02-29", "1900-02-29", "2020-07-32",
    "0000-01-01",
    "+020-01-01", "2020--1-01", "٢٠٢٠-٠٧-٢٨", "2020-07-28-01",
  ])
  func noDay(_ text: String) { #expect(CalendarDate(text) == nil) }

  @Test func momentsLieOnTheirDay() {
    let day: Int64 = 86_400_000_000_000
    for (moment, text) in [
      (0, "1970-01-01"), (day - 1, "1970-01-01"), (day, "1970-01-02"), (-1, "1969-12-31"),
      (-day, "1969-12-31"),
      (-day - 1, "1969-12-30"), (Int64.max, "2262-04-11"), (Int64.min, "1677-09-21"),
    ] as [(Int64, String)] {
      #expect(CalendarDate(nanoseconds: moment).description == text)
    }
  }

  @Test func spans() {
    let days = (0..<4).map { CalendarDate(daysSince1970: $0) }
    let ends: [CalendarDate?] = days + [nil]
    for from in ends {
      for until in ends {
        let span = DateSpan(from: from, until: until)
        if let from, let until, until < from { continue }
        for otherFrom in ends {
          for otherUntil in ends {
            let other = DateSpan(from: otherFrom, until: otherUntil)
            if let otherFrom, let otherUntil, otherUntil < otherFrom { continue }
            // Open ends reach beyond the four days.
            let probes = (-1...4).map { CalendarDate(daysSince1970: $0) }
            let shared = probes.contains { span.contains($0) && other.contains($0) }
            #expect(span.overlaps(other) == shared, "\(span) \(other)")
          }
        }
      }
    }
  }
}

@Suite struct PolicyChoiceTests {
  private let policy = DatedEndpointPolicy(endpoints: [], defaultMinimumVersion: .tls12)
  private let today = CalendarDate(daysSince1970: 20_000)

  private func date(_ firstPacket: Int64?, asOf: CalendarDate? = nil) -> String {
    PolicyChoice(policy, source: .builtIn, asOf: asOf, today: today).inForce(firstPacket: firstPacket).asOf
      .description
  }

  @Test func theDayIsThatOfTheCaptureUnlessAnotherIsNamed() {
    let capture: Int64 = 1_595_236_442_000_000_000
    #expect(date(capture) == "2020-07-20")
    #expect(date(capture, asOf: CalendarDate(daysSince1970: 0)) == "1970-01-01")
    #expect(date(nil) == today.description)
  }

  /// Clocks that nobody set count from 1970, or from 1980 on a machine without a battery.
  @Test func clocksThatNobodySetSayNothing() {
    #expect(date(0) == today.description)
    #expect(date(-1) == today.description)
    #expect(date(315_532_800_000_000_000) == today.description)
    #expect(date(631_152_000_000_000_000) == "1990-01-01")
  }
}
