import LinearAlgebra

/// Code as students write it before they know the arrays' operations, beside plain loops over `[Double]`
/// in the same build. Prints a table in Markdown: medians of five rounds in turns.
func measureLoops() {
  let (rows, columns) = (500, 200)
  var generator = SeededGenerator(seed: 1)
  let x = Matrix.normal(rows: rows, columns: columns, using: &generator)
  let w = Vector.normal(count: columns, using: &generator)
  let (flat, weights) = (x.elements, w.elements)
  var sum = 0.0

  #if DEBUG
    let build = "debug"
  #else
    let build = "release"
  #endif
  print("\n| \(rows) × \(columns), \(build) build | arrays, µs | plain loops, µs | ratio |")
  print("| --- | ---: | ---: | ---: |")
  func compare(_ name: String, _ ours: () -> Void, _ plain: () -> Void) {
    let (mine, theirs) = (microseconds(ours, plain))
    print("| \(name) | \(mine) | \(theirs) | \((10 * mine / theirs).rounded() / 10) |")
  }

  compare("the sum of all `x[i, j]`") {
    for i in 0..<rows { for j in 0..<columns { sum += x[i, j] } }
  } _: {
    for i in 0..<rows { for j in 0..<columns { sum += flat[i * columns + j] } }
  }
  compare("`y[i, j] = 2 * x[i, j]`") {
    var y = Matrix.zeros(rows, columns)
    for i in 0..<rows { for j in 0..<columns { y[i, j] = 2 * x[i, j] } }
    sum += y[0, 0]
  } _: {
    var y = [Double](repeating: 0, count: rows * columns)
    for i in 0..<rows { for j in 0..<columns { y[i * columns + j] = 2 * flat[i * columns + j] } }
    sum += y[0]
  }
  compare("`dot(x.row(i), w)` for each row") {
    for i in 0..<rows { sum += dot(x.row(i), w) }
  } _: {
    for i in 0..<rows {
      for j in 0..<columns { sum += flat[i * columns + j] * weights[j] }
    }
  }
  compare("`for number in x.row(i)`") {
    for i in 0..<rows { for number in x.row(i) { sum += number } }
  } _: {
    for i in 0..<rows { for number in flat[i * columns..<(i + 1) * columns] { sum += number } }
  }
  compare("`x.map { $0 > 0 ? $0 : 0 }`") {
    sum += x.map { $0 > 0 ? $0 : 0 }[0, 0]
  } _: {
    sum += flat.map { $0 > 0 ? $0 : 0 }[0]
  }
  compare("`Matrix(rows: (0..<n).map { 2 * x.row($0) })`") {
    sum += Matrix(rows: (0..<rows).map { 2 * x.row($0) })[0, 0]
  } _: {
    var y: [Double] = []
    for i in 0..<rows { for j in 0..<columns { y.append(2 * flat[i * columns + j]) } }
    sum += y[0]
  }
  compare("`y.setRow(i, to: 2 * x.row(i))`") {
    var y = Matrix.zeros(rows, columns)
    for i in 0..<rows { y.setRow(i, to: 2 * x.row(i)) }
    sum += y[0, 0]
  } _: {
    var y = [Double](repeating: 0, count: rows * columns)
    for i in 0..<rows { for j in 0..<columns { y[i * columns + j] = 2 * flat[i * columns + j] } }
    sum += y[0]
  }
  // The sum is used, so that the compiler can't leave the work out.
  if sum.isNaN { print("the numbers are wrong") }
}

/// The medians of two bodies that take turns.
private func microseconds(_ one: () -> Void, _ other: () -> Void) -> (Double, Double) {
  var times: ([Double], [Double]) = ([], [])
  for _ in 0..<5 {
    times.0.append(secondsPerRun(one))
    times.1.append(secondsPerRun(other))
  }
  let median = { (numbers: [Double]) in (numbers.sorted()[2] * 1e7).rounded() / 10 }
  return (median(times.0), median(times.1))
}
