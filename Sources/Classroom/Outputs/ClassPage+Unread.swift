import Foundation
import Grading
import HandIns

extension ClassPage {
  /// What students have handed in and nobody has read, with the reasons.
  var unread: String {
    let rows = reports.flatMap { student in
      (student.unread ?? []).prefix(20).map { item in
        [
          link(student), student.hasGrade ? "graded without it" : "no grade",
          "<bdi><code>\(HTML.text(item.path, limit: 300))</code></bdi>",
          HTML.text(item.reason, limit: 300),
        ]
      }
    }
    let passedOver =
      remarks.isEmpty
      ? ""
      : "\n<h3>In the folder of hand-ins</h3>\n"
        + HTML.list(remarks.map { HTML.text($0, limit: 600) })
    if rows.isEmpty { return passedOver }
    return
      "<p>Something was handed in that may be an answer, and could not be taken. Look at it, put what "
      + "can be read in its place, and give the same command again.</p>\n"
      + HTML.table(
        count(Set(reports.filter { $0.firstUnread != nil }.map(\.student)).count, "hand-in"),
        ["Student", "Points", "What", "Why"], Array(rows.prefix(500)))
      + passedOver
  }
}
