import Testing

@testable import Boundary

@Suite("Crash reports are taken apart")
struct CrashReportTests {
  // As Swift 6.3.1 prints it on Linux.
  private static let report = """
    Swift/ContiguousArrayBuffer.swift:692: Fatal error: Index out of range

    *** Program crashed: Illegal instruction at 0x00007f9ceeb6df7f ***

    Thread 0 "gradus-worker" crashed:

      0              0x00007f9ceeb6df7f closure #1 in _assertionFailure(_:) + 623 in libswiftCore.so
      3 [ra]         0x00007f9cef13ccb8 Answer.loss(residual:delta:) + 1591 in answer.so at /a b/Huber.swift:11:32
      4 [ra] [thunk] 0x00007f9cef13c21f protocol witness for HuberRegression.loss + 14 in answer.so at //<compiler-generated>
     10 [ra]         0x00005622644fe2d5 Connection.serve(_:) + 612 in gradus-worker at /k/Connection.swift:38:60
    """

  @Test("The reason, and the student's innermost function with its file and line")
  func crash() {
    let report = CrashReport(Self.report)
    #expect(report.reason == "Index out of range")
    #expect(report.location == "Huber.swift:11:32")
    #expect(report.functions == ["Answer.loss(residual:delta:)"])
    #expect(!report.isEndlessRecursion)
  }

  @Test("A crash whose report takes longer than the call had time is no endless loop")
  func late() {
    let begun = "Fatal error: Index out of range\n\n*** Signal 4: Backtracing from 0x7f9c..."
    func failure(_ complaints: String) -> AnswerFailure {
      AnswerFailure(
        .late, ending: nil, complaints: complaints, call: "loss()", limits: .standard)
    }
    #expect(failure(begun).status == .crashed)
    #expect(failure(begun).description == "loss() crashed: Index out of range")
    #expect(failure("").status == .timedOut)
    // The trace was cut, but not its cause.
    let memory = "Fatal error: failed to allocate 120 bytes of memory\n\n*** Signal 4: Backtracing"
    #expect(failure(memory).status == .outOfMemory)
  }

  @Test("Whoever was silent and hardly had the processor isn't told of a loop")
  func starved() {
    var limits = Limits.standard
    limits.silence = 120
    func words(_ seconds: Double) -> String {
      AnswerFailure(
        .late,
        ending: ChildProcess.Ending(
          status: nil, signal: 9, processorSeconds: seconds, peakMemory: 0),
        complaints: "", call: "the run λ = 0.1", limits: limits
      ).description
    }
    #expect(words(119).hasSuffix("said nothing for 120 seconds: is there a loop that never ends?"))
    #expect(words(7.2).contains("had the processor for 8: is the machine busy"))
    #expect(words(0).contains("a loop that never ends"))
  }

  @Test("A function that stands in the trace again and again is endless recursion")
  func recursion() {
    let frame = "  1 [ra]  0x00007f7da0bfa65b Answer.f(_:) + 58 in answer.so at /h/A.swift:5:29\n"
    #expect(CrashReport(String(repeating: frame, count: 25)).isEndlessRecursion)
  }

  @Test("The words of an overflow are found too")
  func overflow() {
    #expect(
      CrashReport("*** Swift runtime failure: arithmetic overflow ***").reason
        == "arithmetic overflow")
  }

  @Test("A text that is no crash report says nothing")
  func noReport() {
    let report = CrashReport("hello\n0x in answer. at")
    #expect(report.reason == nil && report.location == nil && report.functions.isEmpty)
  }
}
