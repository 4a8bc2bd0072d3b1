import Foundation
import Labs

extension HandInReader {
  /// The files of labs in a folder of answers, by their paths in the labs' folders: the same as would be
  /// taken from a hand-in. A lab without results is left out.
  ///
  /// - Parameter folder: the path of a folder of answers on this machine.
  public static func labs(in folder: String) -> [String: [String: Data]] {
    var labs: [String: [String: Data]] = [:]
    for name in allLabs.map(\.title.folder) {
      let place = "\(folder)/\(name)"
      guard FileManager.default.fileExists(atPath: "\(place)/\(LabFiles.results)"),
        let container = try? FolderOnDisk(Array(place.utf8))
      else { continue }
      for (index, item) in container.items.enumerated() where item.kind == .file {
        guard let limit = LabFiles.limit(of: item.path), item.size <= limit,
          let data = try? container.contents(of: index)
        else { continue }
        labs[name, default: [:]][item.path] = data
      }
    }
    return labs
  }
}
