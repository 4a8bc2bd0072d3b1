// The suites are a library, so that the program which grades has nothing else in it. This target
// carries them into `swift test`.
@_exported import ExerciseTests
