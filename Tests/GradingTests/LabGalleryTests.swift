import Foundation
import Grading
import KitTesting
import Labs
import Testing

@testable import Authoring

@Suite("The gallery of the labs")
struct LabGalleryTests {
  @Test("Each lab has one figure, which is there and described, and no other file lies beside them")
  func all() throws {
    let root = try kit.get().root
    let names = try LabGallery(root: root).names()
    #expect(names.map { Int($0.prefix(2)) } == allLabs.map(\.title.number))
    let page = try String(contentsOfFile: "\(root)/\(LabGallery.page)", encoding: .utf8)
    for lab in allLabs {
      #expect(page.contains("## [\(lab.title.number) · \(lab.title.text)](\(lab.title.page))"))
    }
    let there = try FileManager.default.contentsOfDirectory(atPath: "\(root)/\(LabGallery.folder)")
    #expect(there.sorted() == names.sorted())
    for name in names {
      let svg = try String(contentsOfFile: "\(root)/\(LabGallery.folder)/\(name)", encoding: .utf8)
      #expect(svg.hasPrefix("<svg") && svg.utf8.count < 300_000, "\(name)")
    }
  }

  @Test("Figures are taken from the solutions' results; a lab that wasn't run is named")
  func taken() throws {
    let folder = try Folder()
    try folder.write("![a](figures/02-weights.svg)\n![b](figures/03-loss.svg)", to: LabGallery.page)
    let gallery = LabGallery(root: folder.path)
    try folder.write("<svg>2</svg>", to: "Solutions/Lab02-OneLayer/results/figures/weights.svg")
    #expect(throws: Grader.Failure.self) { try gallery.take() }
    try folder.write("<svg>3</svg>", to: "Solutions/Lab03-Network/results/figures/loss.svg")
    _ = try gallery.take()
    #expect(try gallery.take().isEmpty)
    let copy = folder.path + "/\(LabGallery.folder)/03-loss.svg"
    #expect(try String(contentsOfFile: copy, encoding: .utf8) == "<svg>3</svg>")
  }
}
