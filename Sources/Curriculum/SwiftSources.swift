/// Whether a path below an exercise's folder is that of a Swift file.
///
/// What a Mac keeps beside a file on other disks and in archives, `._Name.swift`, is none, nor is
/// anything else that is hidden: the package manager passes over them too. A file that is called
/// ".swift" has no extension: to the compiler it would be a script for the linker.
package func isSwiftSource(_ path: String) -> Bool {
  path.hasSuffix(".swift") && !path.split(separator: "/").contains { $0.hasPrefix(".") }
}
