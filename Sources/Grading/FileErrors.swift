import Foundation

/// What went wrong with a file, in a few words and without a full stop.
public func reason(_ error: any Error) -> String {
  let error = error as NSError
  let underlying = error.userInfo[NSUnderlyingErrorKey] as? any Error
  if let underlying = underlying.map({ $0 as NSError }), underlying.domain == NSPOSIXErrorDomain {
    return String(cString: strerror(Int32(underlying.code)))
  }
  if (error as? CocoaError)?.code == .fileWriteOutOfSpace { return "No space left on device" }
  let text = error.localizedDescription
  return text.hasSuffix(".") ? String(text.dropLast()) : text
}
