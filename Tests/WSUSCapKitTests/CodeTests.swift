import Diagnosis
import Reports
import Testing

@testable import WSUSCapKit

/// The codes of the library are those of the reports.
@Suite struct CodeTests {
  @Test func verdictsHaveTheSameCodes() {
    #expect(WSUSCapKit.Verdict.allCases.map(\.rawValue) == Diagnosis.Verdict.allCases.map(\.rawValue))
    for verdict in Diagnosis.Verdict.allCases {
      #expect(WSUSCapKit.Verdict(verdict).rawValue == verdict.rawValue)
      #expect(WSUSCapKit.Verdict(verdict).isFailure == verdict.isFailure)
    }
  }

  @Test func confidencesEndingsAndSeveritiesHaveTheSameCodes() {
    #expect(WSUSCapKit.Confidence.allCases.map(\.rawValue) == Diagnosis.Confidence.allCases.map(\.rawValue))
    #expect(Ending.Origin.allCases.map(\.rawValue) == EndedBy.Side.allCases.map(\.rawValue))
    #expect(Ending.Sign.allCases.map(\.rawValue) == EndedBy.How.allCases.map(\.rawValue))
    #expect(
      WSUSCapKit.Finding.Severity.allCases.map(\.rawValue) == Diagnosis.Severity.allCases.map(\.rawValue))
  }

  @Test func formatsAndLanguagesHaveTheSameNames() {
    #expect(WSUSCapKit.ReportFormat.allCases.map(\.rawValue) == Reports.ReportFormat.all.map(\.name))
    #expect(ReportLanguage.allCases.map(\.own) == Language.allCases)
    #expect(ReportLanguage.allCases.map(\.rawValue) == Language.allCases.map(\.rawValue))
  }
}
