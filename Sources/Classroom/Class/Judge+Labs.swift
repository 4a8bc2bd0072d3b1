import Boundary
import Curriculum
import Foundation
import Grading
import HandIns
import LabRuns

extension Judge {
  /// Grades the labs of a hand-in.
  ///
  /// - Returns: The labs; why they have no grade, where that isn't the student's doing.
  func labs(of handIn: HandIn, job: Int) throws -> (labs: [LabReport], failure: String?) {
    let place = "\(work)/\(UUID().uuidString)"
    let libraries = "\(work)/libraries-\(job)"
    defer { try? FileManager.default.removeItem(atPath: place) }
    let fingerprints = fingerprints(of: handIn)
    do {
      let labs = try labGrader.grade(
        handIn.labs, fingerprint: { fingerprints[$0.id] ?? "" }, cache: libraries
      ) {
        try ClassFolder.make(place)
        for (exercise, files) in handIn.sources {
          for (name, data) in files {
            try ClassFolder.write(data, to: "\(place)/\(exercise.folder)/\(name)")
          }
        }
        return place
      }
      if !labs.isEmpty { removeLibraries(in: libraries) }
      return (labs, nil)
    } catch let error as ClassError {
      throw error
    } catch {
      return ([], "the labs could not be judged: \(error)")
    }
  }
}
