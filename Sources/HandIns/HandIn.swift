import Curriculum
import Foundation

/// What one student has handed in: the Swift files and the written answers of the exercises, what belongs
/// to labs, and nothing else. Whatever else there was is listed, with the reason why it was ignored.
public struct HandIn: Sendable, Equatable {
  /// The name of the entry, such as the folder's or the archive's without its extension.
  public var student: String
  /// For each exercise that has any, its Swift files and what they contain, by their paths below the
  /// exercise's folder.
  public var sources: [Exercise: [String: Data]] = [:]
  /// For each exercise that has one, the text of its `Answers.md`.
  public var written: [Exercise: String] = [:]
  /// For each lab that has any, by its folder's name, its files by their paths in the folder: such as
  /// `LabFiles` lets in.
  public var labs: [String: [String: Data]] = [:]
  /// What was there and isn't taken.
  public var ignored: [Ignored] = []
  /// What of that may be a student's work, which nobody has read: a person must look at it. It is all
  /// that was there, if nothing could be taken.
  public var unread: [Ignored] = []
  /// What `gradus submit` has said about the archive, if that made it.
  public var manifest: Manifest?
  /// When each exercise was handed in: the latest date of its files.
  public var dates: [Exercise: Date] = [:]
  /// When each lab was handed in, by its folder's name: the latest date of its files.
  public var labDates: [String: Date] = [:]
  /// Whether these are dates of commits, which their author can set.
  public var isDatedByCommit = false
  /// When the last of it was handed in; nil if nobody knows.
  public var date: Date? { (Array(dates.values) + labDates.values).max() }

  /// A hand-in with nothing in it.
  public init(student: String) { self.student = student }

  /// Something in a hand-in that isn't taken.
  public struct Ignored: Codable, Sendable, Equatable {
    /// Its path in the hand-in.
    public var path: String
    /// Why not, in a few words.
    public var reason: String

    /// Notes something that isn't taken.
    public init(path: String, reason: String) {
      self.path = path
      self.reason = reason
    }
  }

  /// What an archive of `gradus submit` says about itself. Nothing in it is believed for a grade.
  public struct Manifest: Codable, Sendable, Equatable {
    /// The name and version of this format.
    var schema = "gradus-hand-in/1"
    /// The version of the kit that made it.
    public var kit: String
    /// The SHA-256 of each file, by its path.
    public var files: [String: String]
    /// The points that the student's own run gave.
    public var score: Int
    /// The points to be had.
    public var maxScore: Int

    /// Describes an archive.
    init(kit: String, files: [String: String], score: Int, maxScore: Int) {
      self.kit = kit
      self.files = files
      self.score = score
      self.maxScore = maxScore
    }
  }
}
