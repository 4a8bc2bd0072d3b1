// Written by `swift run gradus-forward` from Sources/Curriculum: change that, not this.
// swift-format-ignore-file

import Curriculum
import LinearAlgebra

/// The judge's side of exercise 14: every call goes to the worker.
struct RemoteModelSelection: ModelSelection, RemoteAnswer {
  let session: Session

  func makeBatchLoader(
    inputs: Matrix, labels: [Int], batchSize: Int, shuffles: Bool
  ) throws -> any BatchLoader {
    RemoteBatchLoader(session, try session.call(#function, inputs, labels, batchSize, shuffles))
  }

  func standardized(inputs: Matrix, training: Matrix) throws -> Matrix {
    try session.call(#function, inputs, training)
  }

  func makeEarlyStopper(patience: Int) throws -> any EarlyStopper {
    RemoteEarlyStopper(session, try session.call(#function, patience))
  }

  func replay(losses: Vector, patience: Int) throws -> StoppedRun {
    try session.call(#function, losses, patience)
  }

  func grid(options: [Vector]) throws -> Matrix {
    try session.call(#function, options)
  }

  func selection(
    validationScores: Vector, testScore: (Int) throws -> Double
  ) throws -> ChosenConfiguration {
    try session.lending(testScore, unless: { complaint(about: $0, validationScores) }) { testScore in
      try session.call(#function, validationScores, testScore)
    }
  }

  func dataSplit(for purpose: DataPurpose) throws -> DataSplit {
    try session.call(#function, purpose)
  }

  func features(images: Matrix) throws -> Matrix {
    try session.call(#function, images)
  }
}

/// The judge's side of an object that lives in the worker.
class RemoteBatchLoader: RemoteObject, BatchLoader {
  func nextEpoch(using generator: inout SeededGenerator) throws -> [LabelledBatch] {
    try session.call(#function, number, drawingFrom: &generator)
  }
}

/// The judge's side of an object that lives in the worker.
class RemoteEarlyStopper: RemoteObject, EarlyStopper {
  func shouldStop(afterLoss loss: Double) throws -> Bool {
    try session.call(#function, number, loss)
  }
}

extension ModelSelection {
  /// The worker's side: the same operations by name.
  var operations: Operations {
    [
      "makeBatchLoader(inputs:labels:batchSize:shuffles:)": Operation {
        (inputs: Matrix, labels: [Int], batchSize: Int, shuffles: Bool) in
        Handle(try makeBatchLoader(
          inputs: inputs, labels: labels, batchSize: batchSize, shuffles: shuffles
        ))
      },
      "standardized(inputs:training:)": Operation(standardized(inputs:training:)),
      "makeCheckpointKeeper()": makeCheckpointKeeperOperation,
      "makeEarlyStopper(patience:)": Operation {
        (patience: Int) in
        Handle(try makeEarlyStopper(patience: patience))
      },
      "replay(losses:patience:)": Operation(replay(losses:patience:)),
      "grid(options:)": Operation(grid(options:)),
      "selection(validationScores:testScore:)": Operation {
        (validationScores: Vector, testScore: Callback<Int, Double>) in
        try selection(validationScores: validationScores, testScore: testScore.call)
      },
      "dataSplit(for:)": Operation(dataSplit(for:)),
      "features(images:)": Operation(features(images:)),
      "nextEpoch(using:)": Operation(drawing: {
        (generator: inout SeededGenerator, object: Handle<any BatchLoader>) in
        try object.object.nextEpoch(using: &generator)
      }),
      "offer(_:score:)": offerOperation,
      "best()": bestOperation,
      "shouldStop(afterLoss:)": Operation {
        (object: Handle<any EarlyStopper>, loss: Double) in
        try object.object.shouldStop(afterLoss: loss)
      },
    ]
  }
}

extension AnswerSource {
  /// The answer to exercise 14.
  public var modelSelection: any ModelSelection {
    resolve { RemoteModelSelection(session: $0) as any ModelSelection }
  }
}
