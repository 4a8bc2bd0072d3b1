import CSystem

/// What the worker gives up under a sandbox, before an answer is loaded.
struct Confinement: Codable {
  /// The user to become; nil to remain the same.
  let user: UInt32?

  /// The bytes of memory that all processes may hold together.
  let memory: Int

  /// Gives up what an answer must not have; what is wrong when that fails.
  func apply(_ limits: Limits, _ supervisor: Int32) -> String? {
    if let user, csystem_become_user(user) != 0 { return "the user can't be changed" }
    csystem_prefer_as_victim()
    limits.apply()
    guard csystem_refuse_system_calls(supervisor) == 0 else {
      return "system calls can't be refused"
    }
    return nil
  }
}
