export {
  againstBaseline,
  againstText,
  baselineSign,
  baselinesOf,
  baselinesOfTable,
  isBaseline,
  ledgerAgainst,
  type Against,
  type BaselineTrial,
} from "./baselines.ts"
export { bestView, trialBest, type BestView } from "./best-view.ts"
export { boardFrom, boardInPieces, boardOf, boardStatus, followBoard, type Board } from "./board/board.ts"
export { decodeBoard } from "./board/decode-board.ts"
export { boardPieces, encodeBoard } from "./board/encode-board.ts"
export { filterOf, type Filter } from "./board/filter/filter.ts"
export type { FilterProblem, NotesOf } from "./board/filter/problem.ts"
export { maskOf, type Brushes, type Range } from "./board/filter/mask.ts"
export { suggestWords, type Suggestions } from "./board/filter/suggest-words.ts"
export { orderBy, topOf } from "./board/ranking.ts"
export { sampleOf } from "./board/sample.ts"
export type { CurveWindow } from "./curves/curve-extents.ts"
export { curveDensity, curveEnvelope, type DensityWindow, type Envelope } from "./curves/envelope.ts"
export { thinnedCurve, type Polyline } from "./curves/thinned-curve.ts"
export { columnNamed, factNamed, facts, marks, tableCounts, wordAt, type Column, type Mark, type TrialTable } from "./board/table.ts"
export { chronicle, createChronicle, type Chronicle, type Margin } from "./chronicle/chronicle.ts"
export { budgetWords, eventWords, taughtWords, wallWords, type EventWords } from "./chronicle/event-words.ts"
export { chronicleFromJson, chronicleJson } from "./chronicle/chronicle-json.ts"
export { bestWithin, boardProgress, costOf, progressOf, sharedObjective, type By, type Progress } from "./compare/progress.ts"
export { budgetsWithin, groupsBeside, type GroupView } from "./compare/groups-beside.ts"
export { costClock, withCost } from "./compare/cost-clock.ts"
export { settingDifferences, spaceDifferences, type Difference } from "./compare/differences.ts"
export { groupsBy, groupsNamed, groupings, studiesNamed, type Grouping, type StudyGroup } from "./compare/study-groups.ts"
export { pairingWords } from "./compare/pairing-words.ts"
export { ecdf, type EcdfPoint } from "./ecdf.ts"
export { ranked } from "./ranked.ts"
export { outsideView, revisionView, type RevisionView } from "./revision-view.ts"
export { reportsOf, type ReportView } from "./reports-of.ts"
export { scheduleCurves, type ScheduleCurve } from "./schedule-curves.ts"
export { countsOf, statusView, taughtView, type StatusView } from "./status-view.ts"
export { trialDetail, type TrialDetail } from "./trial-detail.ts"
export { trialView, type TrialView } from "./trial-view.ts"
export { frontHistory, type FrontHistory, type FrontStep } from "./front/front-history.ts"
export { weightedPick } from "./front/weighted-pick.ts"
export { countingTrials, objectiveLosses } from "./objective-losses.ts"
export { footprintOf, type Footprint, type FootprintPoint, type Loading } from "./space/footprint.ts"
export { footprintWords, pressedSentence } from "./space/footprint-words.ts"
export { effectsOf, leastForEffects, type Effects, type Interaction, type MainEffect } from "./space/interaction.ts"
export { interactionSentence } from "./space/interaction-sentence.ts"
export { leadingTrials, pressedBounds, type PressedBound } from "./space/pressed-bounds.ts"
export { unitColumns, type UnitColumn } from "./space/unit-columns.ts"
export { drawNetwork } from "./network/draw.ts"
export { sketchOf, type Sketch } from "./network/sketch.ts"
export { networksOf } from "./network/networks-of.ts"
