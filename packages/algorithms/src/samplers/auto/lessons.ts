/**
 * Where earlier studies teach, auto asks them first, and less and less often: they are worth most before anything is known. What it costs
 * when they mislead is bounded: studies that do not even teach each other get one trial, the default configuration is tried early as a
 * landmark, and where earlier studies have not led beyond it, or results do not go with what they expect, they are not asked.
 */
import { configKey, type Flat, type Observation, type Problem } from "@diapason/core"
import { accord } from "../transfer/accord.ts"
import { agreement } from "../transfer/agreement.ts"
import { cubeOf, type Cube } from "../gp/cube.ts"
import type { Teacher } from "../transfer/teacher.ts"
import { teachersOf } from "../transfer/teachers.ts"
import { usual } from "../priors/usual.ts"
import { teachingNames } from "../transfer/teaching-names.ts"
import { isOfNetworks, type Turn } from "./rules.ts"

/** The earlier studies of a problem, as auto listens to them. */
export interface Lessons {
  readonly cube: Cube
  readonly teachers: readonly Teacher[]
  /** Trials that are theirs without having been earned; 0 where they are strangers to each other. */
  readonly given: number
}

/** Undefined where nobody teaches, or nobody is to be listened to. Makes a model of each study. */
export function lessonsOf(problem: Problem): Lessons | undefined {
  const { memory, strength = 1, objectives } = problem
  if (memory === undefined || memory.length === 0 || !(strength > 0)) return undefined
  const cube = cubeOf(problem.space)
  const voices = Array.from({ length: objectives }, (_, m) => teachersOf(problem, cube, m))
  if (voices.every((teachers) => teachers.length === 0)) return undefined
  const together = Math.max(...voices.map((teachers) => accord(teachers, cube) ?? unknown))
  const given = together === unknown ? few : together < strange ? 0 : begun
  return { cube, teachers: voices[0]!, given: Math.ceil(given * strength) }
}

/**
 * The turn of a trial, if it is one. The first goes to what served most studies, since there is nothing to gain on yet; others up to `given`
 * to the taught model, but for the landmark; then every second up to `faded`. Strangers get the second trial, and what they earn.
 */
export function lessonFor(
  lessons: Lessons,
  problem: Problem,
  told: readonly Observation[],
  number: number,
  standard?: Flat,
): Turn | undefined {
  const { cube, teachers, given } = lessons
  const { strength = 1, objectives } = problem
  if (number >= faded * strength) return undefined
  const names = teachingNames(problem)
  if (objectives > 1 || isOfNetworks(problem))
    return number < Math.min(given, most) ? { ask: "portfolio", because: `portfolio, since ${names} teach` } : undefined
  const taught = (often: string): Turn => ({ ask: "meta-gp", because: `meta-gp${often}, since ${names} teach` })
  if (given === 0)
    return number === 1 || (number % 4 === 2 && agreement(teachers, cube, told) > striking) ? taught(" now and then") : undefined
  if (number === 0) return { ask: "portfolio", because: `portfolio for the first trial, since ${names} teach` }
  if (number === landmark && standard !== undefined) return { ask: "landmark", because: "" }
  if (number < given && !isBeaten(told, standard)) return taught("")
  // That usual values of a training lead says little against earlier studies: the two take turns.
  if (number < given && usual(problem.space) !== undefined) return number % 2 === 1 ? taught(" for every second trial") : undefined
  if (number % 2 === 1 || Math.abs(agreement(teachers, cube, told)) < telling) return undefined
  return taught(" for every second trial")
}

/** Whether nothing has been better than the landmark, once it is told of. */
function isBeaten(told: readonly Observation[], standard: Flat | undefined): boolean {
  if (standard === undefined) return false
  const key = configKey(standard)
  const lossOf = ({ outcome }: Observation): number => (outcome.kind === "complete" ? outcome.losses[0]! : Infinity)
  const own = told.find(({ flat }) => configKey(flat) === key)
  return own !== undefined && lossOf(own) < Infinity && told.every((one) => one === own || lossOf(one) >= lossOf(own))
}

/** Trials that are taught one after the other. */
const begun = 10

/** The same where there are too few studies to hold against each other. */
const few = 4

/** Trials of a portfolio, where no model is taught. */
const most = 8

/** The trial that is the default configuration: a landmark that earlier studies would not choose, to see how far they are right. */
const landmark = 2

/** The number from which on no trial is taught. */
const faded = 24

/** Accord below which studies are strangers to each other. On the bench's tasks for
 * tuning it is 0.2 to 0.5 among functions that chance made, and 0.46 to 0.65 among trainings. */
const strange = 0.42

const unknown = -Infinity

/** Kendall's τ below which expectations and results have nothing to do with each other. */
const telling = 0.2

/** Kendall's τ above which even strangers are believed. */
const striking = 0.5
