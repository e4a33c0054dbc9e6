export { DiapasonError, fault, faults, type Code, type Facts, type Words } from "./errors/fault.ts"
export { fromWire, fromWireMetrics, toWire, toWireMetrics, type Json, type WireMetrics, type WireNumber } from "./event/json.ts"
export type { Config } from "./event/config.ts"
export type { EventBody, EventKind, Handed, Stamp, StudyEvent, StudyTaught, TrialFinished, TrialSuggested } from "./event/event.ts"
export { endingKinds, requeuingKinds, type EndingKind, type Failure, type FailureKind, type RequeuingKind } from "./event/failure.ts"
export type { Holder } from "./event/holder.ts"
export type { Budget, Chosen, Cost, Definition, Fidelity, Objective } from "./event/definition.ts"
export type {
  ChoiceParameter,
  Condition,
  ConstantParameter,
  Flat,
  FloatParameter,
  FloatScale,
  IntParameter,
  IntScale,
  OrdinalParameter,
  Parameter,
} from "./space/parameter.ts"
export type { Infer, Space } from "./space/space.ts"
export { addReport, emptyCurve, lastStep, lastValues, reportAt, type Curve, type GrowingCurve } from "./ledger/curve.ts"
export { runningOf, type Ledger, type ProposedChange, type SessionFacts } from "./ledger/ledger.ts"
export {
  hasEnded,
  type Checkpoint,
  type CompleteTrial,
  type FailedTrial,
  type Metrics,
  type PausedTrial,
  type PrunedTrial,
  type RunningTrial,
  type Trial,
  type TrialState,
  type TrialUpdate,
  type WaitingTrial,
} from "./ledger/trial.ts"
export type { Clock } from "./ports/clock.ts"
export type { AppendOptions, Appended, Cache, EventStore, Held, Lease, Leases, StudyHeader } from "./ports/event-store.ts"
export type { Engine, EngineJob, JobEnd, JobOutput, JobResources, JobState, Submitted } from "./ports/engine.ts"
export type { KeptObject, ObjectStore } from "./ports/object-store.ts"
export type { Answer, Ending, Executor, Job, KnownSaid, LeftBehind, Outliving, Running, StopReason, TrialLink } from "./ports/executor.ts"
export type { Account, Near } from "./memory/account.ts"
export { fewest as fewestTaught } from "./memory/lesson-of.ts"
export { remember } from "./memory/remember.ts"
export { isUnreadable, unreadableNote } from "./memory/unreadable.ts"
export { recall, type Recalled } from "./memory/recall.ts"
export { rememberedOf, type Remembered, type RememberedTrial } from "./memory/remembered.ts"
export type { Transfer } from "./memory/transfer.ts"
export type { DataFacts, Lesson, Taught } from "./memory/lesson.ts"
export type { Graph, NetworkParameter } from "./space/network/graph.ts"
export type { CellLayout, ChainLayout, Layout } from "./space/network/layout.ts"
export { graphKey } from "./space/network/canonical-graph.ts"
export { mutations, type Mutation, type MutationKind } from "./space/network/mutations.ts"
export type { Ask, Heard, Observation, Outcome, Problem, Sampler, Suggestion, Thaw } from "./ports/sampler.ts"
export type { Decision, Next, Scheduler, SchedulerProblem, Start, Update } from "./ports/scheduler.ts"
export type { Advice, Terminator } from "./ports/terminator.ts"
export type { Signal } from "./ports/signal.ts"
export type { Flushed, Tracker } from "./ports/tracker.ts"
export { canonicalJson } from "./event/canonical.ts"
export { linkParts, origin, stamp, verifyChain, type ChainCheck, type ChainHead } from "./event/chain.ts"
export { sha256 } from "./event/sha256.ts"
export { memoryStore } from "./memory/memory-store.ts"
export type { Breaker, Broken } from "./conductor/circuit-breaker.ts"
export { createQueue, type Queue } from "./study/queue.ts"
export { conduct } from "./conductor/conduct.ts"
export type { Conduct, Conducted, Idle, Signals } from "./conductor/stage.ts"
export { createSlots, type AdjustableSlots, type Slots } from "./conductor/slots.ts"
export { trialSeed } from "./conductor/trial-seed.ts"
export { finalValues } from "./ledger/final-values.ts"
export { fold } from "./ledger/fold.ts"
export { configToday, flatToday, leavesToday, spaceOf } from "./ledger/revision.ts"
export { flatInForce, type SavedState } from "./ledger/in-force.ts"
export { packLedger, packTrial, unpackLedger, unpackTrial, type PackedLedger, type PackedTrial } from "./ledger/packed.ts"
export { lineOf, type Ancestor } from "./ledger/lineage.ts"
export { scheduleOf, type Piece } from "./ledger/pieces.ts"
export { retention, type Judged, type KeepRules, type Retention } from "./ledger/retention.ts"
export { createLedger } from "./ledger/ledger.ts"
export { createRules, type Rules } from "./ledger/rules.ts"
export { costSpent } from "./ledger/used.ts"
export { wallSpent } from "./ledger/wall.ts"
export { createAbort } from "./ports/abort.ts"
export type { Asked, AskedTrial } from "./study/asked.ts"
export { asHeard } from "./study/verdict.ts"
export { advance, advice, createMind, mindOf, type Algorithms, type Choose, type Mind } from "./study/mind.ts"
export { problemOf } from "./study/problem.ts"
export { timedChoose } from "./study/timed-choose.ts"
export { propose, type Proposal } from "./study/propose.ts"
export { observationOf } from "./study/observation.ts"
export { folderName } from "./study/folder-name.ts"
export {
  enqueueEvents,
  fitting,
  inSpace,
  isShells,
  markEvents,
  pruningEvents,
  retryEvent,
  shellSession,
  type GivenConfig,
  type Wish,
} from "./study/wishes.ts"
export { bareSpace } from "./study/change.ts"
export { readMind, type OpenStudy } from "./study/open.ts"
export { definitionOf, type Wanted } from "./study/wanted.ts"
export { replay, type Difference, type Replayed } from "./study/replay.ts"
export type { Added } from "./study/add.ts"
export { openSession, type Session } from "./study/session.ts"
export { loadSnapshot, saveSnapshot } from "./study/snapshot.ts"
export { retryPolicy, type RetriedKind, type Retry, type RetryJson, type RetryPolicy } from "./study/retry-policy.ts"
export { leaseKey, leaseTime } from "./study/takeover.ts"
export type { Host } from "./ports/host.ts"
export type { Verdict } from "./study/verdict.ts"
export { wakers, type Wakers } from "./memory/wakers.ts"
export { nearest } from "./errors/nearest.ts"
export { spotInJson, spotInText, type Spot } from "./errors/spot.ts"
export type { Scope } from "./expression/check.ts"
export { evaluate, holds, parseExpression, printExpression, violation, type Expression, type Values } from "./expression/expression.ts"
export { spaceFromJson } from "./space/from-json.ts"
export { isActive } from "./space/active.ts"
export { assemble } from "./space/assemble.ts"
export { logBelief, priorsFromJson, type Prior, type Priors } from "./space/priors.ts"
export { cardinality } from "./space/cardinality.ts"
export { configKey } from "./space/config-key.ts"
export { describeSpace } from "./space/describe-space.ts"
export { contains, domainOf } from "./space/domain.ts"
export { drawFeasible, drawFlat, mostTries } from "./space/draw.ts"
export { flatten } from "./space/flatten.ts"
export { fulfils, isConstrained } from "./space/fulfils.ts"
export { groups, type Group } from "./space/groups.ts"
export { leafNames, leaves, networkValues, type Leaf } from "./space/leaves.ts"
export { indexOf, levels, valueAt } from "./space/levels.ts"
export { seenIn, type Revised } from "./space/revise.ts"
export { sameSpace } from "./space/same-space.ts"
export { fromUnit, toUnit } from "./space/unit.ts"
export { defaultFlat, withDefaults } from "./space/with-defaults.ts"
export { parseAssignment } from "./space/grammar/parse-assignment.ts"
export { parseParameter } from "./space/grammar/parse-parameter.ts"
export { printParameter } from "./space/grammar/print-parameter.ts"
export type { ParameterJson, SpaceJson, WhenJson } from "./space/parameter-json.ts"
export { branch, list, mix } from "./space/build/composite.ts"
export { schedule, type ScheduleOptions } from "./space/build/schedule.ts"
export { network } from "./space/build/network.ts"
export { derived, fixed, when } from "./space/build/conditional.ts"
export { bool, choice, ordinal } from "./space/build/listed.ts"
export { float, int, log, type FloatOptions, type IntOptions } from "./space/build/numeric.ts"
export { scaledRate } from "./space/build/scaled-rate.ts"
export { space } from "./space/build/space.ts"
export type { ConfigOf, Options, Spec, Specs, When } from "./space/build/spec.ts"
